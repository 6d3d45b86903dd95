"""Tax relief for self-employment (自谋职业税费减免): a certificate holder's new shop owes no tax and no fee.

That is so for three years. In 2003-05 business tax, surcharges and income tax are waived whole; from 2006 the first
8,000 yuan of them a year. Fees of the registration, licence and management kind are waived in both. Value added tax is
not. What is not used up of a year's 8,000 yuan is lost: the office lets a twelfth go every month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim
from sim.codes import Activity, Sector
from sim.declare import Int64, parameter
from sim.policies.policy import Benefit, Now
from sim.policies.taxes import TaxDue


@dataclass(frozen=True, kw_only=True)
class SelfEmploymentRelief(Benefit):
    """Policy 1, for whoever opens a shop: Caishui [2002] 208 and Caishui [2005] 186."""

    name: ClassVar[str] = "self_employment_relief"
    number: ClassVar[int] = 10
    term: ClassVar[str] = "下岗失业人员从事个体经营税费减免"
    law: ClassVar[str] = "财税[2002]208号 (27 Dec 2002); 财综[2002]87号 on fees; 财税[2005]186号 (23 Jan 2006)"
    office: ClassVar[str] = "tax_office"
    lightens_taxes: ClassVar[bool] = True
    on_certificate: ClassVar[bool] = True

    share: float = parameter(
        1.0, unit="share", meaning="of business tax, surcharges and income tax, what is waived", low=0, high=1,
        source="TX01", status="found", dated=True,
    )  # fmt: skip
    cap: int = parameter(
        {"1900-01": "0 元/年", "2006-01": "8000 元/年"}, unit="元/年", meaning="most of it a year; 0: all of it",
        low=0, high=100_000, source="TX02", status="found", dated=True, term="限额",
    )  # fmt: skip
    fees: float = parameter(
        1.0, unit="share", meaning="of fees, what is waived", low=0, high=1, source="TX03, TX22", status="found",
        dated=True, term="管理类、登记类、证照类收费",
    )  # fmt: skip
    years: int = parameter(
        3, unit="years", meaning="from the opening of the shop", low=0, high=10, source="TX01, TX02", status="found",
        dated=True,
    )  # fmt: skip
    opened_from: int = parameter(
        "2002-10", unit="month", meaning="first month of opening that counts: older shops have none", source="TX05",
        status="found",
    )  # fmt: skip
    building: bool = parameter(
        False, unit="on/off", meaning="whether building and transport have it as well", source="TX01", status="found",
    )  # fmt: skip
    central_income_tax: float = parameter(
        {"1900-01": 0.0, "2002-01": 0.5, "2003-01": 0.6}, unit="share",
        meaning="of income tax forgone, the centre's part",
        low=0, high=1, source="RT09", status="recalled", dated=True,
    )  # fmt: skip
    stamps: int = parameter(
        5, unit="stamps", meaning="visits to offices that the papers of a year ask for", low=0, high=60,
        source="O1 approval_steps", status="assumed", dated=True, term="盖章",
    )  # fmt: skip

    def visits(self) -> float:
        """The stamps of a year, month by month."""
        return self.stamps / 12

    def accounts(self) -> Iterable[AccountSpec]:
        """The treasuries that go without."""
        yield COUNTY_TREASURY
        yield CENTRE

    def eligible(self, now: Now) -> Int64:
        """Owners of new shops who hold the certificate."""
        w = now.workers
        owners = np.flatnonzero((w.certified > 0) & (w.activity == np.int8(Activity.SELF_EMPLOYED)))
        opened = w.spell_start[owners]
        owners = owners[(opened >= self.opened_from) & (opened > now.month - 12 * self.years)]
        excluded = now.employers.sector[w.employer[owners]] == Sector.CONSTRUCTION_TRANSPORT
        return owners[~excluded | self.building]

    def worth(self, now: Now, who: Int64) -> Int64:
        """Tax up to the cap and fees, as far as no earlier relief took them away."""
        shop = now.workers.employer[who].astype(np.int64)
        due = now.tax_due(shop)
        return np.maximum(np.minimum(self.waives(now, due), due.total() - now.employers.relief[shop]), 0)

    def waives(self, now: Now, due: TaxDue) -> Int64:
        """Tax up to a twelfth of the cap, and fees."""
        tax = np.floor((due.business_tax + due.surcharges + due.income_tax) * self.share).astype(np.int64)
        if self.cap:
            tax = np.minimum(tax, self.cap // 12)
        return tax + np.floor(due.fees * self.fees).astype(np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        """What county and centre go without."""
        who = now.holders
        if not who.size:
            return
        fen = now.fixed[who]
        central = now.tax_due(now.workers.employer[who].astype(np.int64)).central(fen, self.central_income_tax)
        yield Claim.to_workers(
            self.name, "taxes and fees forgone", "county_treasury", who, fen - central, kind="tax_forgone"
        )
        yield Claim.to_workers(
            self.name, "taxes and fees forgone", "centre", who, central, kind="tax_forgone", serves=False
        )
