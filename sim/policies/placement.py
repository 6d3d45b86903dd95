"""Placement (免费职业介绍): a few clerks of the public service look after as many jobless people as they can.

Whoever is registered may ask to be looked after. A clerk takes so many cases a month and sends each of them to some
of the openings that employers list with the service; whether they suit is for the employers to say. For each case
that finds work in the month the service is paid a fee (职业介绍补贴). One stop in place of five visits (“一站式”)
makes asking cheaper; an information network lets employers list more of their openings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, OUTSIDE, AccountSpec, Claim, quarterly_release
from sim.codes import Activity
from sim.declare import Int64, parameter
from sim.policies.answers import Cases
from sim.policies.policy import Benefit, Now
from sim.world import Behaviour

LINE = "placement_line"


@dataclass(frozen=True, kw_only=True)
class Placement(Benefit):
    """The rules of Zhongfa [2002] 12, section 6, and Laoshebufa [2003] on free public services."""

    name: ClassVar[str] = "placement"
    number: ClassVar[int] = 21
    term: ClassVar[str] = "免费职业介绍、“一站式”就业服务"
    common_money: ClassVar[bool] = True
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 6; 国务院 国发[2005]36号 (4 Nov 2005)"
    office: ClassVar[str] = "labour_bureau"
    needs_registration: ClassVar[bool] = True
    in_kind: ClassVar[bool] = True

    staff: int = parameter(
        7, unit="persons", meaning="clerks of the public placement service", low=0, high=100_000, source="TR25",
        status="derived", dated=True, term="公共就业服务机构人员",
    )  # fmt: skip
    caseload: int = parameter(
        40, unit="persons", meaning="cases that a clerk looks after in a month", low=0, high=10_000, source="TR23",
        status="assumed", dated=True,
    )  # fmt: skip
    introductions: int = parameter(
        2, unit="openings", meaning="listed openings to which each case is sent in a month", low=0, high=20,
        source="TR22, TR23", status="assumed", dated=True,
    )  # fmt: skip
    first: str = parameter(
        "longest", unit="", choices=("longest", "older", "able"), status="assumed", source="S084, IG07",
        meaning="whom clerks take first: the longest without work, the older ones, or those easiest to place",
    )  # fmt: skip
    promise: int = parameter(
        "30 元/月", unit="元/月", meaning="what people hope that a month of being looked after brings", low=0,
        high=10_000, status="assumed", source="T6",
    )  # fmt: skip
    stops: int = parameter(
        2, unit="visits", meaning="visits that a month of it takes: two where all is done in one stop, five before",
        low=0, high=20, source="O6 es_onestop", status="assumed", dated=True, term="一站式",
    )  # fmt: skip
    listed: float = parameter(
        {"1900-01": 0.35, "2003-01": 0.40, "2004-01": 0.45, "2005-01": 0.50}, unit="share", low=0, high=1,
        meaning="openings that employers list at least, where a network links the agencies", dated=True,
        source="O6 es_info_coverage", status="assumed", term="就业服务信息化",
    )  # fmt: skip
    fee: int = parameter(
        "150 元", unit="元", meaning="paid to the service for each case that finds work", low=0, high=10_000,
        source="TR09", status="recalled", dated=True, term="职业介绍补贴",
    )  # fmt: skip
    budget: int = parameter(
        "20万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="FI02", status="assumed", dated=True,
    )  # fmt: skip
    central_share: float = parameter(
        0.2, unit="share", meaning="of the line, paid by the centre; the county pays the rest", low=0, high=1,
        source="FI01, FI02", status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One line of the budget, and the two purses that fill it."""
        yield CENTRE
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="职业介绍补贴", budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def visits(self) -> float:
        """What the way through the offices costs."""
        return float(self.stops)

    def conditions(self, world: Behaviour) -> Behaviour:
        """More openings are listed; a network that shows fewer than before changes nothing."""
        if self.listed <= world.listed_openings or not self.staff:
            return world
        return replace(world, listed_openings=self.listed)

    def eligible(self, now: Now) -> Int64:
        """Whoever is out of work and not in a course."""
        who = now.jobless
        return who[now.workers.activity[who] != Activity.IN_TRAINING]

    def worth(self, now: Now, who: Int64) -> Int64:
        """What people hope for; nothing where there are no clerks, or where they send nobody anywhere."""
        some = self.staff * self.caseload * self.introductions > 0
        return np.full(who.size, self.promise if some else 0, np.int64)

    def cases(self, now: Now) -> Cases:
        """As many as the clerks can look after."""
        w, who = now.workers, now.holders
        since = w.jobless_since[who]
        if self.first == "able":
            order = np.lexsort((since, -w.output[who].astype(np.float64)))
        elif self.first == "older":
            order = np.lexsort((since, w.birth[who]))
        else:
            order = np.lexsort((w.birth[who], since))
        return Cases(self.staff * self.caseload, self.introductions, who[order])

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release, then the fee for each case that found work this month."""
        if not (self.fee and self.staff and self.promise):
            return
        shares = {"centre": self.central_share}
        if not now.common_release:
            yield from quarterly_release(self.name, "placement line release", LINE, self.budget, now.month, shares)
        w, cases = now.workers, np.flatnonzero(now.workers.introductions > 0)
        placed = cases[(w.activity[cases] == np.int8(Activity.EMPLOYED)) & (w.spell_start[cases] == now.month)]
        fee = np.full(placed.size, self.fee, np.int64)
        yield Claim.make(self.name, "placement fee", LINE, OUTSIDE, fee, about=placed)
