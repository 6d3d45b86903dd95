"""Counting people into cells: one pass over everybody for what they do, one over each list for what happened."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Int32

NOWHERE = -1  # the group of a cell that belongs to no group
ACTIVITIES = 10


class Cells(NamedTuple):
    """Where everybody is counted, in one row of cells: persons first, then spells, employers, and one for nowhere."""

    person: Int32  # (workers,)
    spell: Int32  # (workers,) nowhere for who is not out of work
    employer: Int32  # (1 + employers,) nowhere for -1, which comes first


@kernel
def place_people(person: Any, town: Any, birth: Any, shape: Any, month: Any, out: Any) -> None:
    """Find everybody's cell by sex, age band, schooling, origin and town.

    `person` is (sex, schooling, origin), each (workers,); `shape` is (schoolings, origins, towns).
    """
    sex, schooling, origin = person
    schoolings, origins, towns = np.int32(shape[0]), np.int32(shape[1]), np.int32(shape[2])
    at_30, at_40, at_50 = np.int32(month - 360), np.int32(month - 480), np.int32(month - 600)  # born no later
    for w in range(town.size):
        band = np.int32(birth[w] <= at_30) + np.int32(birth[w] <= at_40) + np.int32(birth[w] <= at_50)
        cell = (np.int32(sex[w]) * np.int32(4) + band) * schoolings + np.int32(schooling[w])
        out[w] = (cell * origins + np.int32(origin[w])) * towns + np.int32(town[w])


@kernel
def place_spells(activity: Any, since: Any, jobless: Any, month: Any, first: Any, nowhere: Any, out: Any) -> None:
    """Find the cell of everybody's spell out of work: under 6 months, 12, 24 or more; nowhere for the others."""
    for w in range(activity.size):
        months = month - since[w]
        band = np.int32(months >= 6) + np.int32(months >= 12) + np.int32(months >= 24)
        out[w] = first + band if activity[w] == jobless else nowhere


@kernel
def count_people(activity: Any, employer: Any, wage: Any, private: Any, cells: Any, out: Any) -> None:
    """Count everybody (rows, cells) by activity, apart at private employers, and add up wages in the last row.

    `private` (1 + employers,) is 1 at private employers; -1, nobody's employer, comes first.
    """
    wages = out.shape[0] - 1
    for w in range(activity.size):
        f = np.uint32(employer[w] + 1)
        row = np.uint32(activity[w]) + np.uint32(ACTIVITIES * private[f])
        person, place = np.uint32(cells.person[w]), np.uint32(cells.employer[f])
        out[row, person] += 1
        out[row, place] += 1
        out[row, np.uint32(cells.spell[w])] += 1
        out[wages, person] += wage[w]
        out[wages, place] += wage[w]


@kernel
def tally(who: Any, employer: Any, amount: Any, cells: Any, out: Any) -> None:
    """Count everybody in `who` (or add up their amounts) in the cells of their person, spell and employer.

    `employer` (n,) is -1 where there is none; `amount` (n,) is empty to count.
    """
    for i in range(who.size):
        w, n = np.uint64(who[i]), amount[i] if amount.size > 0 else 1
        out[np.uint32(cells.person[w])] += n
        out[np.uint32(cells.spell[w])] += n
        out[np.uint32(cells.employer[np.uint64(employer[i] + 1)])] += n


@kernel
def add_up(counts: Any, groups: Any, out: Any) -> None:
    """Add counts (rows, cells) up to groups (rows, groups); `groups` (cells, n) are those of a cell, then NOWHERE."""
    for row in range(counts.shape[0]):
        for cell in range(counts.shape[1]):
            n = counts[row, cell]
            if n != 0:
                for k in range(groups.shape[1]):
                    if groups[cell, k] >= 0:
                        out[row, groups[cell, k]] += n
