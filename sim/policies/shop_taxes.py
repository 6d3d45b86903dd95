"""Taxes and fees on shops (个体工商户税费): what an individual business pays on its turnover every month.

Services, transport and building pay business tax, trade and workshops small-scale value added tax; both carry the
surcharges for the town and for schools. Income tax is presumed from turnover (核定征收). Below its threshold a shop
pays no tax; fees are asked of every shop. The office does not see the books: it assesses turnover from what the
shop is seen to make. Reliefs of other levers come off in the order fees, business tax, surcharges, income tax, value
added tax, and never make a shop's due less than nothing.
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
from sim.policies.taxes import TaxDue

SERVICES = (Sector.CATERING, Sector.COMMUNITY_SERVICES)


@dataclass(frozen=True, kw_only=True)
class ShopTaxes(Lever):
    """The rules of State Council Orders 134, 136 and of the income tax on individual businesses."""

    name: ClassVar[str] = "shop_taxes"
    number: ClassVar[int] = 6
    term: ClassVar[str] = "个体工商户税费"
    law: ClassVar[str] = "增值税暂行条例, 营业税暂行条例, State Council Orders 134 and 136 (13 Dec 1993); 个人所得税法"

    services_rate: float = parameter(
        0.05, unit="share", meaning="business tax on services", low=0, high=0.2, source="RT01", status="found",
        dated=True, term="营业税",
    )  # fmt: skip
    transport_rate: float = parameter(
        0.03, unit="share", meaning="business tax on transport and building", low=0, high=0.2, source="RT02",
        status="found", dated=True, term="营业税",
    )  # fmt: skip
    business_threshold: int = parameter(
        {"1900-01": "800 元/月", "2003-01": "1000 元/月"}, unit="元/月", meaning="turnover below which no business "
        "tax is due", low=0, high=100_000, source="RT04", status="recalled", dated=True, term="营业税起征点",
    )  # fmt: skip
    trade_rate: float = parameter(
        0.04, unit="share", meaning="value added tax of small traders", low=0, high=0.2, source="RT05",
        status="recalled", dated=True, term="增值税",
    )  # fmt: skip
    workshop_rate: float = parameter(
        0.06, unit="share", meaning="value added tax of small workshops", low=0, high=0.2, source="RT05",
        status="recalled", dated=True, term="增值税",
    )  # fmt: skip
    vat_threshold: int = parameter(
        {"1900-01": "600 元/月", "2003-01": "2000 元/月"}, unit="元/月", meaning="turnover below which no value added "
        "tax is due", low=0, high=100_000, source="RT06", status="recalled", dated=True, term="增值税起征点",
    )  # fmt: skip
    surcharge: float = parameter(
        0.08, unit="share", meaning="for the town (5%) and for schools (3%), on business tax and VAT", low=0, high=0.5,
        source="RT07", status="recalled", dated=True, term="城建税、教育费附加",
    )  # fmt: skip
    income_rate: float = parameter(
        0.015, unit="share", meaning="income tax presumed from turnover, of shops above the threshold", low=0, high=0.2,
        source="RT09, RT10", status="assumed", dated=True, term="个人所得税核定征收率",
    )  # fmt: skip
    fees: int = parameter(
        "40 元/月", unit="元/月", meaning="management, licence and other fees of a shop", low=0, high=10_000,
        source="TX22", status="assumed", dated=True, term="管理费、证照费",
    )  # fmt: skip
    turnover: float = parameter(
        2.0, unit="ratio", meaning="turnover that the office assesses, over sales net of goods bought", low=0, high=20,
        source="RT10", status="assumed", dated=True, term="定期定额",
    )  # fmt: skip
    central_vat: float = parameter(
        0.75, unit="share", meaning="of value added tax, kept by the centre", low=0, high=1, source="RT05",
        status="recalled", dated=True,
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
        """What shops owe; whom nobody in the county owns is no shop."""
        e = now.employers
        sector, shop = e.sector[rows], e.owner[rows] >= 0
        business = np.array([self._business_rate(code) for code in Sector])
        vat = np.array([self._vat_rate(code) for code in Sector])
        threshold = np.where(business > 0, self.business_threshold, self.vat_threshold)
        turnover = e.assessed[rows] * self.turnover
        taxed = np.where(shop & (turnover >= threshold[sector]), turnover, 0.0)
        business_tax, value_added = to_fen(taxed * business[sector]), to_fen(taxed * vat[sector])
        surcharges = to_fen((business_tax + value_added) * self.surcharge)
        fees = np.where(shop & (turnover > 0), self.fees, 0)
        return TaxDue(fees, business_tax, surcharges, to_fen(taxed * self.income_rate), value_added)

    def claims(self, now: Now) -> Iterable[Claim]:
        """Each tax to its treasury, less the month's reliefs."""
        rows = np.flatnonzero(now.employers.owner >= 0)
        due = self.tax_due(now, rows).less(now.employers.relief[rows])
        vat, income = to_fen(due.vat * self.central_vat), to_fen(due.income_tax * self.central_income_tax)
        for purpose, account, fen in (
            ("business tax", "county_treasury", due.business_tax),
            ("value added tax", "centre", vat),
            ("value added tax", "county_treasury", due.vat - vat),
            ("surcharges", "county_treasury", due.surcharges),
            ("income tax of shops", "centre", income),
            ("income tax of shops", "county_treasury", due.income_tax - income),
            ("fees of shops", "county_treasury", due.fees),
        ):
            yield Claim.from_employers(self.name, purpose, account, rows, fen)

    def _business_rate(self, sector: Sector) -> float:
        if sector in SERVICES:
            return self.services_rate
        return self.transport_rate if sector == Sector.CONSTRUCTION_TRANSPORT else 0.0

    def _vat_rate(self, sector: Sector) -> float:
        if sector in SERVICES or sector == Sector.CONSTRUCTION_TRANSPORT:
            return 0.0
        return self.trade_rate if sector == Sector.TRADE else self.workshop_rate
