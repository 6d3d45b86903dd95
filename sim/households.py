"""What a household lives on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.codes import Activity
from sim.declare import Int64

if TYPE_CHECKING:
    from sim.agents.population import Reader
    from sim.agents.workers import Workers


def known_income(w: Workers | Reader, who: Int64 | slice = slice(None)) -> Int64:
    """Return each household's income this month in fen, as offices know it: of odd jobs they know a part.

    Besides own pay it has benefits fixed so far and the others' earnings. Owners draw no wage; an office takes their
    income to be what they think that work pays. `who` are rows (n,).
    """
    own = np.where(w.activity[who] == int(Activity.SELF_EMPLOYED), w.expected_pay[who], w.wage[who])
    return own + w.earnings_seen[who] + w.support[who] + w.family_income[who]
