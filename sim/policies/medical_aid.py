"""Social medical aid (社会医疗救助): a small sum a month for the doctor, for poor families outside medical insurance.

Whose household is poor even with dibao, and who works for nobody who insures, is given a flat sum a head. Illness
itself is not in the model: what a family does not need for the doctor it spends otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin, is_one_of
from sim.declare import Int64, parameter
from sim.policies.policy import Benefit, Now

LINE = "medical_aid_line"
NOT_HERE = is_one_of(Activity.NOT_ARRIVED, Activity.RETIRED, Activity.AWAY)


@dataclass(frozen=True, kw_only=True)
class MedicalAid(Benefit):
    """Zhongfa [2002] 12, section 8; trials in towns by the rules of 2005."""

    name: ClassVar[str] = "medical_aid"
    number: ClassVar[int] = 41
    term: ClassVar[str] = "社会医疗救助"
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 8; 国办发[2005]10号 (recalled)"
    office: ClassVar[str] = "civil_affairs"

    aid: int = parameter(
        "5 元/人月", unit="元/人月", meaning="paid for each member of the household", low=0, high=1_000,
        source="O8 medical_aid", status="assumed", dated=True, term="定额医疗救助",
    )  # fmt: skip
    line: int = parameter(
        "130 元/人月", unit="元/人月", meaning="income per head, dibao included, up to which a household has it", low=0,
        high=2_000, source="SS15", status="assumed", dated=True,
    )  # fmt: skip
    budget: int = parameter(
        "20万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One line of the county budget."""
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="医疗救助资金", budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def eligible(self, now: Now) -> Int64:
        """Poor people of the town whom no employer insures and no reemployment centre sends to the doctor."""
        w, poor = now.workers, now.poorer_than(self.line)
        poor = poor[~NOT_HERE[w.activity[poor]] & (w.origin[poor] != Origin.RURAL) & (w.centre[poor] < 0)]
        employer = w.employer[poor]
        return poor[(employer < 0) | ~now.employers.insures[employer]]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The same sum for every member."""
        return self.aid * now.workers.family_size[who].astype(np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release, then this month's aid, the largest households first."""
        if not self.aid:
            return
        yield from quarterly_release(self.name, "medical aid release", LINE, self.budget, now.month, {})
        holders = now.holders[np.argsort(-now.fixed[now.holders], kind="stable")]
        yield Claim.to_workers(self.name, "medical aid", LINE, holders, now.fixed[holders])
