"""Pension insurance for who has no employer (灵活就业人员参保): owners of shops and people in unfixed work.

They may pay in by themselves, at a window of their own, at a rate on a part of the average wage. Whether it is worth
it is their own reckoning: a month of contributions brings a larger pension, which is the nearer the nearer retirement
is. From 2006 the older laid-off (“4050”) who do so are refunded two thirds of it, for three years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin, Sex, is_one_of
from sim.declare import Flag, Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Benefit, Now

LINE = "flexible_insurance_line"
ON_THEIR_OWN = is_one_of(Activity.SELF_EMPLOYED, Activity.FLEXIBLE)


@dataclass(frozen=True, kw_only=True)
class FlexibleInsurance(Benefit):
    """The rules of Zhongfa [2002] 12, section 8, and of Guofa [2005] 36."""

    name: ClassVar[str] = "flexible_insurance"
    number: ClassVar[int] = 25
    term: ClassVar[str] = "灵活就业人员参加养老保险"
    law: ClassVar[str] = "中发[2002]12号 (30 Sep 2002), section 8; 国发[2005]36号, 国发[2005]38号 (3 Dec 2005)"
    office: ClassVar[str] = "insurance_agency"
    common_money: ClassVar[bool] = True

    rate: float = parameter(
        {"1900-01": 0.18, "2006-01": 0.20}, unit="share", meaning="of the base, paid in by themselves; 0: not possible",
        low=0, high=0.5, source="SI10", status="found", dated=True, term="缴费费率",
    )  # fmt: skip
    insured_pay: int = parameter(
        "459 元/人月", unit="元/人月", meaning="base: 60% of the average wage", low=0, high=10_000,
        source="SI11, WG03", status="derived", dated=True, term="缴费基数",
    )  # fmt: skip
    worth_at_door: int = parameter(
        "150 元/月", unit="元/月", low=0, high=10_000, status="derived", source="SI10, WG03",
        meaning="what a month paid in is worth to who retires next month: 1% of the average wage a year, for 20 years",
    )  # fmt: skip
    patience: int = parameter(
        300, unit="months", meaning="before retirement, when nobody thinks of a pension", low=1, high=600,
        status="assumed",
    )  # fmt: skip
    windows: float = parameter(
        0.5, unit="ratio", meaning="visits that a month of paying takes: a window of their own, or a bank", low=0,
        high=20, source="S117", status="assumed", dated=True, term="个人缴费窗口",
    )  # fmt: skip
    subsidy: float = parameter(
        {"1900-01": 0.0, "2006-01": 0.67}, unit="share", meaning="of it, refunded to the older laid-off", low=0, high=1,
        source="SI06, O3 si_flex_subsidy", status="found", dated=True, term="灵活就业社会保险补贴",
    )  # fmt: skip
    age_women: int = parameter(
        40, unit="years", meaning="age from which women have it", low=16, high=100, source="PW01", status="found",
    )  # fmt: skip
    age_men: int = parameter(
        50, unit="years", meaning="age from which men have it", low=16, high=100, source="PW01", status="found",
    )  # fmt: skip
    budget: int = parameter(
        "20万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000, source="FI02", status="assumed", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """The pension fund, and the line that refunds."""
        yield COUNTY_TREASURY
        yield AccountSpec("pension_pool", level="insurance_fund", term="养老保险基金")
        yield AccountSpec(LINE, level="county", term="灵活就业社保补贴", budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation, where anything is refunded."""
        if self.subsidy:
            yield LINE, self.budget

    def visits(self) -> float:
        """What paying costs in time."""
        return self.windows

    def premium(self) -> int:
        """What a month costs, in fen."""
        return int(self.insured_pay * self.rate + 0.5)

    def eligible(self, now: Now) -> Int64:
        """People of the town without an employer who have the month's money."""
        w = now.workers
        who = np.flatnonzero(ON_THEIR_OWN[w.activity])
        return who[(w.origin[who] != Origin.RURAL) & (w.cash[who] >= self.premium())]

    def is_refunded(self, now: Now, who: Int64) -> Flag:
        """Tell who is "4050" and holds the certificate, or lost work at an enterprise of the state (n,)."""
        w = now.workers
        years = np.where(w.sex[who] == Sex.WOMAN, self.age_women, self.age_men)
        laid_off = (w.certified[who] > 0) | (w.origin[who] <= Origin.COLLECTIVE)
        return laid_off & (now.month - w.birth[who] >= 12 * years)

    def worth(self, now: Now, who: Int64) -> Int64:
        """The pension that a month buys, and what is refunded, less the premium; nothing where that is a loss."""
        ahead = np.clip(now.workers.retires[who] - now.month, 0, self.patience).astype(np.float64)
        pension = to_fen(self.worth_at_door * (1.0 - ahead / self.patience))
        gain = pension + self.owes(now, who, pension) - self.premium()
        return np.maximum(gain, 0) if self.premium() else np.zeros(who.size, np.int64)

    def owes(self, now: Now, who: Int64, worth: Int64) -> Int64:
        """The part of the premium that is refunded."""
        return np.where(self.is_refunded(now, who), int(self.premium() * self.subsidy), 0).astype(np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        """Premiums of all who joined; then the refunds."""
        if self.subsidy and self.premium() and not now.common_release:
            yield from quarterly_release(self.name, "flexible line release", LINE, self.budget, now.month, {})
        refunded = now.fixed[now.holders] > 0
        some, others = now.holders[refunded], now.holders[~refunded]
        for who, serves in ((others, True), (some, False)):  # who is refunded counts when that is paid
            fen = np.full(who.size, self.premium(), np.int64)
            yield Claim.from_workers(self.name, "pension contribution", "pension_pool", who, fen, serves=serves)
        if some.size:
            yield Claim.to_workers(self.name, "refund of contributions", LINE, some, now.fixed[some])
