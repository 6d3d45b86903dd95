"""Agreement insurance (协保): whoever was laid off shortly before retirement stays insured until then.

By an agreement of three, enterprise, centre and person, the labour relation goes on in name: there is neither work nor
allowance, but the pension contribution is paid every month until the pension begins. Enterprises that shed people have
nothing to set aside for that, so a line of the county pays, those first who are nearest to retirement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin, is_one_of
from sim.declare import Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Benefit, Now

LINE = "agreement_line"
WITHOUT_EMPLOYER = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.DISCOURAGED, Activity.AWAY)


@dataclass(frozen=True, kw_only=True)
class AgreementInsurance(Benefit):
    """Zhongfa [2002] 12, section 8; who may sign is recalled, no source was found."""

    name: ClassVar[str] = "agreement_insurance"
    number: ClassVar[int] = 42
    term: ClassVar[str] = "协保(协议保留社会保险关系)"
    law: ClassVar[str] = "中共中央、国务院 中发[2002]12号 (30 Sep 2002), section 8"
    office: ClassVar[str] = "insurance_agency"
    in_kind: ClassVar[bool] = True
    common_money: ClassVar[bool] = True

    years: int = parameter(
        5, unit="years", meaning="before retirement, from which it is open to somebody", low=0, high=20, source="SS19",
        status="recalled", dated=True,
    )  # fmt: skip
    wage_base: int = parameter(
        "459 元/人月", unit="元/人月", meaning="wage on which contributions are paid: 60% of the average wage", low=0,
        high=10_000, source="SI17, WG03", status="derived", dated=True, term="缴费基数",
    )  # fmt: skip
    rate: float = parameter(
        0.27, unit="share", meaning="pension rate, both parts", low=0, high=0.5, source="SI09", status="derived",
        dated=True,
    )  # fmt: skip
    budget: int = parameter(
        "10万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One line of the county budget, and the pension pool."""
        yield COUNTY_TREASURY
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")
        yield AccountSpec(LINE, level="county", term="协保补助", budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def eligible(self, now: Now) -> Int64:
        """The laid-off of state enterprises who belong to no centre and will soon retire."""
        w = now.workers
        who = np.flatnonzero(WITHOUT_EMPLOYER[w.activity] & (w.origin == np.int8(Origin.SOE)) & (w.centre < 0))
        return who[(w.retires[who] > now.month) & (w.retires[who] - now.month <= 12 * self.years)]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The month's contribution."""
        return to_fen(np.full(who.size, self.wage_base * self.rate))

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release, then the contributions, whoever retires first comes first."""
        if not (self.years and self.wage_base and self.rate):
            return
        if not now.common_release:
            yield from quarterly_release(self.name, "agreement line release", LINE, self.budget, now.month, {})
        who = now.holders[np.argsort(now.workers.retires[now.holders], kind="stable")]
        fen = now.fixed[who]
        yield Claim.make(self.name, "pension contribution", LINE, "pension_pool", fen, about=who, serves=True)
