"""Severance (经济补偿金): what an enterprise owes to those whose contract it ends, by years of service.

It is paid out of the enterprise's own cash. Where nobody may go before it is paid, layoffs stall at enterprises
without money. Who enters the reemployment centre keeps the contract: severance falls due at the end of the stay.
Of a bankrupt enterprise it is paid out of what its assets fetch, after arrears of wages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import Claim
from sim.declare import Int64, parameter
from sim.money import to_fen
from sim.policies.policy import Lever, Now, Severance


@dataclass(frozen=True, kw_only=True)
class SeverancePay(Lever):
    """The rules of the Labour Law, article 28, and of Laobufa [1994] 481."""

    name: ClassVar[str] = "severance"
    number: ClassVar[int] = 5
    term: ClassVar[str] = "经济补偿金"
    law: ClassVar[str] = "劳动法 (5 Jul 1994), article 28; 劳动部 劳部发[1994]481号 (3 Dec 1994), article 9"

    wages_per_year: float = parameter(
        1.0, unit="ratio", meaning="months of one's own wage for each year of service", low=0, high=3,
        source="LO04", status="found", dated=True,
    )  # fmt: skip
    most_years: int = parameter(
        60, unit="years", meaning="years of service that count at most; layoffs for economic reasons have no limit",
        low=0, high=60, source="LO04", status="recalled", dated=True,
    )  # fmt: skip
    paid_first: bool = parameter(
        True, unit="on/off", meaning="nobody outside a centre is laid off before it is paid", source="LO03, LO09",
        status="assumed",
    )  # fmt: skip

    def severance(self, now: Now, who: Int64) -> Severance | None:
        """A year that has begun counts as a whole one."""
        if self.wages_per_year == 0 or self.most_years == 0:
            return None
        years = np.maximum((now.month - now.workers.spell_start[who].astype(np.int64) + 11) // 12, 1)
        owed = to_fen(now.workers.wage[who] * np.minimum(years, self.most_years) * self.wages_per_year)
        return Severance(owed, self.paid_first)

    def claims(self, now: Now) -> Iterable[Claim]:
        """What is owed to those who belong to no centre, by whoever owes it, as far as its cash goes."""
        w = now.workers
        who = np.flatnonzero(w.owed_by >= 0)
        who = who[(w.severance_owed[who] > 0) & (w.centre[who] < 0)]
        yield Claim.make(
            self.name, "severance", "employers", "workers", w.severance_owed[who], payer_rows=w.owed_by[who],
            payee_rows=who, about=who, settles="severance_owed",
        )  # fmt: skip
