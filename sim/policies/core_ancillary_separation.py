"""Separation of core and ancillary business (主辅分离、辅业改制): a state enterprise may spin units off.

It does so instead of laying people off. The unit takes its share of the non-core assets and the people who would go;
they change the contract and are owed no severance. It stands on its own books, and owes no enterprise income tax for
three years as long as 30% of its staff came from the enterprise. Whether to part this way is the choice of the
enterprise and of its people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim
from sim.declare import Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Benefit, Now, Separation


@dataclass(frozen=True, kw_only=True)
class CoreAncillarySeparation(Benefit):
    """Policy 5: Guojingmaoqigai [2002] 859, and Guofa [2005] 36."""

    name: ClassVar[str] = "core_ancillary_separation"
    number: ClassVar[int] = 15
    term: ClassVar[str] = "国有大中型企业主辅分离、辅业改制"
    law: ClassVar[str] = "国经贸企改[2002]859号 (18 Nov 2002), articles 3 to 8; 国发[2005]36号 (4 Nov 2005)"
    office: ClassVar[str] = "tax_office"
    unit: ClassVar[str] = "firm"
    lightens_taxes: ClassVar[bool] = True

    allowed: bool = parameter(
        True, unit="on/off", meaning="whether state enterprises may part in this way", source="TX13, T06",
        status="found", dated=True,
    )  # fmt: skip
    years: int = parameter(
        3, unit="years", meaning="without enterprise income tax", low=0, high=10, source="TX13", status="found",
        dated=True, term="免征企业所得税",
    )  # fmt: skip
    threshold: float = parameter(
        0.30, unit="share", meaning="of the unit's staff, who must have come from the enterprise", low=0, high=1,
        source="TX14", status="found", dated=True, term="富余人员比例",
    )  # fmt: skip
    feared_tax: float = parameter(
        0.27, unit="share", meaning="of profit, what people think that a unit without exemption owes", low=0, high=1,
        source="RT08", status="derived",
    )  # fmt: skip
    central_income_tax: float = parameter(
        {"1900-01": 0.0, "2002-01": 0.5, "2003-01": 0.6}, unit="share",
        meaning="of income tax forgone, the centre's part",
        low=0, high=1, source="RT09", status="recalled", dated=True,
    )  # fmt: skip
    papers: int = parameter(
        4, unit="visits/year", meaning="visits to offices that a year's papers ask of a unit", low=0, high=60,
        source="O1 approval_steps", status="assumed", dated=True, term="认定、年检",
    )  # fmt: skip

    def visits(self) -> float:
        """A year's visits, month by month."""
        return self.papers / 12

    def accounts(self) -> Iterable[AccountSpec]:
        """Who goes without the tax."""
        yield COUNTY_TREASURY
        yield CENTRE

    def separation(self, now: Now) -> Separation | None:
        """Enterprises may part, and units are exempt for so long."""
        return Separation(12 * self.years, self.feared_tax) if self.allowed else None

    def eligible(self, now: Now) -> Int64:
        """Young units in which those who were there from the first day are still many enough."""
        e, w = now.employers, now.workers
        units = np.flatnonzero((e.spun_off > 0) & (e.spun_off > now.month - 12 * self.years) & e.in_business)
        if not units.size:
            return units
        at_work = np.flatnonzero(w.employer >= 0)
        at_work = at_work[e.spun_off[w.employer[at_work]] == w.spell_start[at_work]]
        first = np.bincount(w.employer[at_work], minlength=e.staff.size)[units]
        return units[(e.staff[units] > 0) & (first >= self.threshold * e.staff[units])]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The income tax that no earlier relief took away."""
        due = now.tax_due(who)
        return np.maximum(np.minimum(due.income_tax, due.total() - now.employers.relief[who]), 0)

    def claims(self, now: Now) -> Iterable[Claim]:
        """What county and centre go without."""
        units = now.holders
        if not units.size:
            return
        fen = now.fixed[units]
        central = to_fen(fen * self.central_income_tax)
        for payer, part, serves in (("county_treasury", fen - central, True), ("centre", central, False)):
            yield Claim.make(
                self.name, "income tax forgone", payer, "employers", part, payee_rows=units, kind="tax_forgone",
                serves=serves,
            )  # fmt: skip
