"""What a household lives on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.codes import Activity
from sim.compile import kernel
from sim.declare import Int64

if TYPE_CHECKING:
    from sim.agents.population import Reader
    from sim.agents.workers import Workers

SELF_EMPLOYED = int(Activity.SELF_EMPLOYED)


def household_income(w: Workers | Reader, who: Int64 | slice = slice(None)) -> Int64:
    """Return each household's income this month in fen: own pay, benefits fixed so far, and the others' earnings.

    Owners draw no wage; an office takes their income to be what they think that work pays. `who` are rows (n,).
    """
    own = np.where(w.activity[who] == Activity.SELF_EMPLOYED, w.expected_pay[who], w.wage[who])
    return own + w.support[who] + w.family_income[who]


def households_below(w: Workers | Reader, line: int) -> Int64:
    """Return the rows (ascending) of those whose household has less than `line` fen a head this month."""
    rows = np.empty(w.activity.size, np.int64)
    pay = (w.wage, w.expected_pay, w.support, w.family_income)
    return rows[: find_below(w.activity, pay, w.family_size, line, rows)]


@kernel
def find_below(activity: Any, pay: Any, family_size: Any, line: Any, rows: Any) -> Any:
    """Write down whose household has less than the line for every head; return how many they are.

    `pay` is (wage, expected pay, support, the others' income), each (workers,) in fen.
    """
    wage, expected, support, others = pay
    n = 0
    for w in range(activity.size):
        own = expected[w] if activity[w] == SELF_EMPLOYED else wage[w]
        rows[n] = w
        n += np.int64(own + support[w] + others[w] < line * np.int64(family_size[w]))
    return n
