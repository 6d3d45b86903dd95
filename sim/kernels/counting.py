"""Counting people into cells: one pass over whoever is counted."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Int32, Int64


class Cells(NamedTuple):
    """Where everybody is counted, in one row of cells: persons first, then spells, then employers."""

    person: Int32  # (workers,)
    spell: Int32  # (workers,)
    employer: Int64  # (employers,)


@kernel
def place_people(person: Any, town: Any, birth: Any, shape: Any, month: Any, out: Any) -> None:
    """Find everybody's cell by sex, age band, schooling, origin and town.

    `person` is (sex, schooling, origin), each (workers,); `shape` is (schoolings, origins, towns).
    """
    sex, schooling, origin = person
    schoolings, origins, towns = shape
    for w in range(town.size):
        age = (month - np.int64(birth[w])) // 12
        band = np.int64(age >= 30) + np.int64(age >= 40) + np.int64(age >= 50)
        cell = (np.int64(sex[w]) * 4 + band) * schoolings + np.int64(schooling[w])
        out[w] = (cell * origins + np.int64(origin[w])) * towns + np.int64(town[w])


@kernel
def tally(who: Any, employer: Any, amount: Any, cells: Any, out: Any) -> None:
    """Count everybody in `who` (or add up their amounts) in the cells of their person, spell and employer.

    `employer` (n,) is -1 where there is none; `amount` (n,) is empty to count.
    """
    for i in range(who.size):
        n = amount[i] if amount.size > 0 else 1
        out[cells.person[who[i]]] += n
        out[cells.spell[who[i]]] += n
        if employer[i] >= 0:
            out[cells.employer[employer[i]]] += n
