"""What a household lives on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.codes import Activity
from sim.declare import Int64

if TYPE_CHECKING:
    from sim.agents.population import Reader
    from sim.agents.workers import Workers


def household_income(w: Workers | Reader, who: Int64 | slice = slice(None)) -> Int64:
    """Return each household's income this month in fen: own earnings, benefits fixed so far, the others' earnings.

    Owners draw no wage; their income is taken to be what they think that work pays. `who` are rows (n,).
    """
    return known_income(w, who) + w.earnings[who] - w.earnings_seen[who]


def known_income(w: Workers | Reader, who: Int64 | slice = slice(None)) -> Int64:
    """Return the same as offices know it: of odd jobs they know a part, of work far away nothing."""
    own = np.where(w.activity[who] == Activity.SELF_EMPLOYED, w.expected_pay[who], w.wage[who])
    return own + w.earnings_seen[who] + w.support[who] + w.family_income[who]
