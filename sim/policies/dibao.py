"""Dibao (城市居民最低生活保障): the minimum living guarantee, a supplement up to the local line per head.

A household whose income per head is below the line is paid the difference for every member, as long as that
lasts. Income is what its worker earns or draws this month and what its other members earn. The money comes
quarterly into one county line from centre, province and county; when the line is empty, nobody is paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import CENTRE, COUNTY_TREASURY, AccountSpec, Claim, quarterly_release
from sim.codes import Activity, Origin
from sim.declare import Int64, parameter
from sim.households import known_income
from sim.policies.policy import Benefit, Now

LINE = "dibao_line"


@dataclass(frozen=True, kw_only=True)
class Dibao(Benefit):
    """The rules of State Council Order 271 (28 September 1999)."""

    name: ClassVar[str] = "dibao"
    number: ClassVar[int] = 2
    term: ClassVar[str] = "城市居民最低生活保障"
    law: ClassVar[str] = "城市居民最低生活保障条例, State Council Order 271 (28 Sep 1999), articles 2, 5 and 8"
    office: ClassVar[str] = "civil_affairs"

    line: int = parameter(
        "125 元/人月",
        unit="元/人月",
        meaning="income per head up to which a household is supplemented",
        low=0,
        high=2_000,
        source="SS15",
        status="assumed",
        dated=True,
        term="低保标准",
    )
    budget: int = parameter(
        "450万元/年", unit="元/年", meaning="appropriated a year, released in four quarters", low=0,
        high=10_000_000_000,
        source="SS14, SS16", status="assumed", dated=True, term="低保资金预算",
    )  # fmt: skip
    central_share: float = parameter(
        0.6,
        unit="share",
        meaning="paid by the centre",
        low=0,
        high=1,
        source="SS16",
        status="assumed",
        dated=True,
    )
    provincial_share: float = parameter(
        0.15, unit="share", meaning="paid by the province; the county pays the rest", low=0, high=1, status="assumed",
        dated=True,
    )  # fmt: skip

    def accounts(self) -> Iterable[AccountSpec]:
        """One earmarked line of the county budget, and the three purses that fill it."""
        yield CENTRE
        yield AccountSpec("province", level="province", term="省财政", external=True)
        yield COUNTY_TREASURY
        yield AccountSpec(LINE, level="county", term="低保专户", purposes=("dibao supplement",), budget_line=True)

    def budgets(self) -> Iterable[tuple[str, int]]:
        """The year's appropriation."""
        yield LINE, self.budget

    def eligible(self, now: Now) -> Int64:
        """Urban residents whose household lives below the line."""
        w, poor = now.workers, now.poorer_than(self.line)
        here = (w.activity[poor] != int(Activity.NOT_ARRIVED)) & (w.activity[poor] != int(Activity.RETIRED))
        return poor[here & (w.origin[poor] != int(Origin.RURAL))]

    def worth(self, now: Now, who: Int64) -> Int64:
        """The line for every member, less the household's income as far as it is known."""
        return self.line * now.workers.family_size[who].astype(np.int64) - known_income(now.workers, who)

    def claims(self, now: Now) -> Iterable[Claim]:
        """The quarter's release into the line, then this month's supplements, the poorest households first."""
        if self.line:
            shares = {"centre": self.central_share, "province": self.provincial_share}
            yield from quarterly_release(self.name, "dibao release", LINE, self.budget, now.month, shares)
        holders = now.holders[np.argsort(-now.fixed[now.holders], kind="stable")]
        yield Claim.to_workers(self.name, "dibao supplement", LINE, holders, now.fixed[holders])
