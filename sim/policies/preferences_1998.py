"""The preferences of 1998 (1998年再就业优惠): less tax and fewer fees for the laid-off who open a shop.

On paper since 1998, rarely enjoyed: many stamps, little known, and offices that live on the fees. Whoever lost work
at a state or collective enterprise and opened a shop may ask for a part of its taxes and fees for three years. This
lever pays nobody anything: what it grants is tax forgone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.claims import Claim
from sim.codes import Activity, Origin
from sim.declare import Int64, parameter
from sim.policies.policy import Benefit, Now


@dataclass(frozen=True, kw_only=True)
class Preferences1998(Benefit):
    """The rules of Zhongfa [1998] 10, section 5, as counties carried them out."""

    name: ClassVar[str] = "preferences_1998"
    number: ClassVar[int] = 7
    term: ClassVar[str] = "1998年再就业优惠政策"
    law: ClassVar[str] = "中共中央、国务院 中发[1998]10号 (9 Jun 1998), section 5; 国税发[1999]43号"
    office: ClassVar[str] = "tax_office"
    lightens_taxes: ClassVar[bool] = True

    share: float = parameter(
        0.5, unit="share", meaning="of a shop's taxes and fees, what is forgone", low=0, high=1, source="TX21, TX22",
        status="assumed", dated=True,
    )  # fmt: skip
    years: int = parameter(
        3, unit="years", meaning="from the opening of the shop", low=0, high=10, source="TX01", status="assumed",
    )  # fmt: skip
    stamps: int = parameter(
        15, unit="stamps", meaning="visits to offices that the papers of a year ask for", low=0, high=60,
        source="TX22, O1 approval_steps", status="found", dated=True, term="盖章",
    )  # fmt: skip

    def visits(self) -> float:
        """The stamps of a year, month by month."""
        return self.stamps / 12

    def eligible(self, now: Now) -> Int64:
        """Owners of young shops who came from state and collective enterprises."""
        w = now.workers
        owners = np.flatnonzero(w.activity == int(Activity.SELF_EMPLOYED))
        owners = owners[w.origin[owners] <= int(Origin.COLLECTIVE)]
        return owners[w.spell_start[owners] > now.month - 12 * self.years]

    def worth(self, now: Now, who: Int64) -> Int64:
        """A share of what the shop owes this month, rounded down."""
        due = now.tax_due(now.workers.employer[who].astype(np.int64)).total()
        return np.floor(due * self.share).astype(np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        """What the county goes without."""
        if now.holders.size:
            yield Claim.to_workers(
                self.name, "taxes and fees forgone", "county_treasury", now.holders, now.fixed[now.holders],
                kind="tax_forgone",
            )  # fmt: skip
