"""Unemployment insurance (失业保险): a monthly sum for the insured who lost their work and registered.

Who has paid for a year, did not leave of their own accord and is registered draws for 12, 18 or 24 months,
by years of contribution. A month is paid from the month after the separation, the first in which its holder
can search. New contributions earn a new term; with what is left of an earlier one it is never over 24 months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import AccountSpec, Claim
from sim.declare import Int64, parameter
from sim.policies.policy import Benefit, Grant, Now

FUND = "unemployment_insurance_fund"


@dataclass(frozen=True, kw_only=True)
class UnemploymentInsurance(Benefit):
    """The rules of State Council Order 258 (22 January 1999)."""

    name: ClassVar[str] = "unemployment_insurance"
    number: ClassVar[int] = 1
    term: ClassVar[str] = "失业保险"
    law: ClassVar[str] = "失业保险条例, State Council Order 258 (22 Jan 1999), articles 14 and 17"
    office: ClassVar[str] = "labour_bureau"
    needs_registration: ClassVar[bool] = True

    benefit: int = parameter(
        "180 元/人月",
        unit="元/人月",
        meaning="paid to each holder: above the dibao line, below the minimum wage",
        low=0,
        high=2_000,
        source="SS09, SS11",
        status="assumed",
        dated=True,
        term="失业保险金",
    )
    least_contribution: int = parameter(
        12,
        unit="months",
        meaning="contributions needed to qualify",
        low=0,
        high=600,
        source="SS08",
        status="found",
    )
    months_short: int = parameter(
        12, unit="months", meaning="longest term with 1 to 5 years of contributions", low=0, high=120, source="SS07",
        status="found", dated=True,
    )  # fmt: skip
    months_middle: int = parameter(
        18, unit="months", meaning="longest term with 5 to 10 years of contributions", low=0, high=120, source="SS07",
        status="found", dated=True,
    )  # fmt: skip
    months_long: int = parameter(
        24, unit="months", meaning="longest term with 10 years of contributions or more", low=0, high=120,
        source="SS07", status="found", dated=True,
    )  # fmt: skip
    opening_balance: int = parameter(
        "300万元",
        unit="元",
        meaning="what the fund holds at the start",
        low=0,
        high=1_000_000_000,
        status="assumed",
    )

    def accounts(self) -> Iterable[AccountSpec]:
        """The fund: contributions flow in, benefits out; it may run dry but not into debt."""
        yield AccountSpec(FUND, level="insurance_fund", term="失业保险基金", opening=self.opening_balance)

    def eligible(self, now: Now) -> Int64:
        """Jobless since before this month, not by own choice, with months left or contributions for a term."""
        w, who = now.workers, now.jobless
        who = who[~w.left_by_choice[who] & (w.centre[who] < 0)]  # a member of a centre draws the allowance
        return who[(w.insurance_months_left[who] > 0) | (w.insured_months[who] >= max(self.least_contribution, 1))]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The same sum for everybody."""
        return np.full(who.size, self.benefit, np.int64)

    def grant(self, now: Now, rows: Int64) -> Grant:
        """Article 17: the term follows the years of contribution."""
        paid_in = now.workers.insured_months[rows]
        months = np.where(
            paid_in < 60, self.months_short, np.where(paid_in < 120, self.months_middle, self.months_long)
        )
        months = np.where(paid_in < max(self.least_contribution, 1), 0, months)
        return Grant("insurance_months_left", months.astype(np.int16), self.months_long, uses="insured_months")

    def claims(self, now: Now) -> Iterable[Claim]:
        """One month's benefit for every holder, which uses up one month of the term."""
        yield Claim.to_workers(
            self.name,
            "unemployment benefit",
            FUND,
            now.holders,
            now.fixed[now.holders],
            clock="insurance_months_left",
            ticks=-1,
        )
