"""Carrying policy out (政策落实): what is done so that a policy announced is a policy delivered.

Campaigns spread the news. Departments that work in one place, supervision by the county's leaders, a hotline for
complaints, and targets for which leaders answer (目标责任制) each close a part of the gap between the applications that
an office could carry through in a month and those that it does. They act on offices, not on what becomes of people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from sim.declare import parameter
from sim.policies.policy import Lever
from sim.world import Behaviour

OFFICES = ("labour_bureau", "insurance_agency", "tax_office", "civil_affairs")


@dataclass(frozen=True, kw_only=True)
class Implementation(Lever):
    """The measures of Zhongfa [2002] 12, section 12, and of the county's own programme, part four."""

    name: ClassVar[str] = "implementation"
    number: ClassVar[int] = 16
    term: ClassVar[str] = "督查落实"
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 12; 国税发[2002]160号 on tax offices"

    publicity: float = parameter(
        {"1900-01": 0.10, "2004-01": 0.15}, unit="share/month", meaning="people and firms who hear of what they could "
        "have, at least", low=0, high=1, source="O13, CM05", status="assumed", dated=True, term="政策宣传",
    )  # fmt: skip
    joint_office: float = parameter(
        {"1900-01": 0.0, "2003-07": 0.15}, unit="share", meaning="of the gap, closed by working in one place", low=0,
        high=1, source="O1 joint_office", status="assumed", dated=True, term="联合办公",
    )  # fmt: skip
    supervision: float = parameter(
        {"1900-01": 0.10, "2004-01": 0.20}, unit="share", meaning="closed by supervision", low=0, high=1, source="O13",
        status="assumed", dated=True, term="督查",
    )  # fmt: skip
    hotline: float = parameter(
        {"1900-01": 0.0, "2003-07": 0.05}, unit="share", meaning="closed by complaints", low=0, high=1, source="O13",
        status="assumed", dated=True, term="举报投诉电话",
    )  # fmt: skip
    accountability: float = parameter(
        {"1900-01": 0.10, "2004-01": 0.15}, unit="share", meaning="closed by targets that leaders answer for", low=0,
        high=1, source="O13, CM11", status="assumed", dated=True, term="目标责任制",
    )  # fmt: skip

    def conditions(self, world: Behaviour) -> Behaviour:
        """News is at least as fast; every office carries a part of what it would leave undone through."""
        undone = (1.0 - self.joint_office) * (1.0 - self.supervision) * (1.0 - self.hotline)
        undone *= 1.0 - self.accountability
        better = {
            f"{office}_fidelity": 1.0 - (1.0 - getattr(world, f"{office}_fidelity")) * undone for office in OFFICES
        }
        return replace(world, publicity=max(world.publicity, self.publicity), **better)
