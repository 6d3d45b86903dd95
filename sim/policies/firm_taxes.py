"""Taxes on firms (企业税收): what private, foreign-funded and labour-service firms pay every month.

Services, transport and building pay business tax on turnover, with the surcharges for the town and for schools.
Enterprise income tax is due on the profit that a firm reports, at 18%, 27% or 33% of all of it by what a year of it
comes to. Value added tax is passed on to customers and stays outside the model. Reliefs of other levers come off in the
order business tax, surcharges, income tax.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim
from sim.codes import Sector
from sim.declare import Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Lever, Now
from sim.policies.shop_taxes import SERVICES
from sim.policies.taxes import TaxDue


@dataclass(frozen=True, kw_only=True)
class FirmTaxes(Lever):
    """The rules of State Council Orders 136 and 137 (13 December 1993)."""

    name: ClassVar[str] = "firm_taxes"
    number: ClassVar[int] = 9
    term: ClassVar[str] = "企业税收"
    law: ClassVar[str] = "营业税暂行条例, 企业所得税暂行条例, State Council Orders 136 and 137 (13 Dec 1993)"

    services_rate: float = parameter(
        0.05, unit="share", meaning="business tax on services", low=0, high=0.2, source="RT01", status="found",
        dated=True, term="营业税",
    )  # fmt: skip
    transport_rate: float = parameter(
        0.03, unit="share", meaning="business tax on transport and building", low=0, high=0.2, source="RT02",
        status="found", dated=True, term="营业税",
    )  # fmt: skip
    surcharge: float = parameter(
        0.08, unit="share", meaning="for the town (5%) and for schools (3%), on business tax", low=0, high=0.5,
        source="RT07", status="recalled", dated=True, term="城建税、教育费附加",
    )  # fmt: skip
    income_rate: float = parameter(
        0.33, unit="share", meaning="of reported profit", low=0, high=0.5, source="RT08", status="found", dated=True,
        term="企业所得税",
    )  # fmt: skip
    middle_rate: float = parameter(
        0.27, unit="share", meaning="where a year's profit is below the upper limit", low=0, high=0.5, source="RT08",
        status="found", dated=True,
    )  # fmt: skip
    small_rate: float = parameter(
        0.18, unit="share", meaning="where a year's profit is below the lower limit", low=0, high=0.5, source="RT08",
        status="found", dated=True,
    )  # fmt: skip
    upper_limit: int = parameter(
        "100000 元/年", unit="元/年", meaning="profit up to which the middle rate holds", low=0, high=10_000_000,
        source="RT08", status="recalled", dated=True,
    )  # fmt: skip
    lower_limit: int = parameter(
        "30000 元/年", unit="元/年", meaning="profit up to which the small rate holds", low=0, high=10_000_000,
        source="RT08", status="recalled", dated=True,
    )  # fmt: skip
    central_income_tax: float = parameter(
        {"1900-01": 0.0, "2002-01": 0.5, "2003-01": 0.6}, unit="share", meaning="of income tax, kept by the centre",
        low=0, high=1, source="RT09", status="recalled", dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """The treasuries of county and centre."""
        yield CENTRE
        yield COUNTY_TREASURY

    def tax_due(self, now: Now, rows: Int64) -> TaxDue:
        """What firms owe on what the office assessed; shops and state enterprises are not theirs to tax."""
        e = now.employers
        firm = (e.owner[rows] < 0) & ~e.soft_budget[rows]
        rates = np.array([self._business_rate(sector) for sector in Sector])
        business = to_fen(np.where(firm, e.assessed[rows] * rates[e.sector[rows]], 0.0))
        profit = np.where(firm, e.assessed_profit[rows], 0)
        rate = np.where(12 * profit > self.upper_limit, self.income_rate, self.middle_rate)
        rate = np.where(12 * profit > self.lower_limit, rate, self.small_rate)
        nothing = np.zeros(rows.size, np.int64)
        return TaxDue(nothing, business, to_fen(business * self.surcharge), to_fen(profit * rate), nothing)

    def claims(self, now: Now) -> Iterable[Claim]:
        """Each tax to its treasury, less the month's reliefs."""
        e = now.employers
        rows = np.flatnonzero((e.owner < 0) & ~e.soft_budget & e.in_business)
        due = self.tax_due(now, rows).less(e.relief[rows])
        income = to_fen(due.income_tax * self.central_income_tax)
        for purpose, account, fen in (
            ("business tax", "county_treasury", due.business_tax),
            ("surcharges", "county_treasury", due.surcharges),
            ("enterprise income tax", "centre", income),
            ("enterprise income tax", "county_treasury", due.income_tax - income),
        ):
            some = fen > 0
            if some.any():
                yield Claim.from_employers(self.name, purpose, account, rows[some], fen[some])

    def _business_rate(self, sector: Sector) -> float:
        if sector in SERVICES:
            return self.services_rate
        return self.transport_rate if sector == Sector.CONSTRUCTION_TRANSPORT else 0.0
