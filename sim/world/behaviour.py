"""How people and employers behave in any world: what `sim/month.py` reads, one mechanism a file.

The values that stand in those files switch a mechanism off; a county file must give every value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sim.declare import resolved
from sim.world.applying import Applying
from sim.world.channels import Channels
from sim.world.choosing import Choosing
from sim.world.contracts import Contracts
from sim.world.courses import Courses
from sim.world.demanding import Demanding
from sim.world.elsewhere import Elsewhere
from sim.world.employing import Employing
from sim.world.insuring import Insuring
from sim.world.learning import Learning
from sim.world.leaving import Leaving
from sim.world.lending import Lending
from sim.world.offices import Offices
from sim.world.opening import Opening
from sim.world.paying import Paying
from sim.world.posting import Posting
from sim.world.purses import Purses
from sim.world.reforming import Reforming
from sim.world.searching import Searching
from sim.world.self_employing import SelfEmploying
from sim.world.separating import Separating
from sim.world.serving import Serving
from sim.world.trading import Trading
from sim.world.weighing import Weighing


@dataclass(frozen=True, kw_only=True)
class Behaviour(
    Offices, Purses, Demanding, Trading, Opening, SelfEmploying, Employing, Contracts, Leaving, Paying, Learning,
    Weighing, Elsewhere, Courses, Choosing, Searching, Channels, Reforming, Insuring,
    Posting, Serving, Applying, Lending, Separating,
):  # fmt: skip
    """Every mechanism of the month."""

    def at(self, month: int) -> Self:
        """Return the world with every dated value resolved to the one in force in a month."""
        world: Self = resolved(self, month)
        return world
