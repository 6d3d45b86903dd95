"""Jobs end: layoffs, separations and quits; employers decide how many people they want."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.declare import Flag, Int32, Int64
from sim.luck import draw_bits, limit


@kernel
def want_staff(orders: Any, staff: Any, inertia: Any) -> Any:
    """An employer keeps its staff until orders differ by more than the inertia: persons, and a share of the staff."""
    wanted = np.empty(staff.size, np.int32)
    for f in range(staff.size):
        wanted[f] = staff[f]
        if abs(orders[f] - staff[f]) > max(inertia[0], inertia[1] * staff[f]):
            wanted[f] = np.int32(np.floor(orders[f] + 0.5))
    return wanted


@kernel
def find_staff(employer: Any, chosen: Any, rows: Any) -> Any:
    """Fill `rows` with those who point to a chosen employer; return how many. `chosen` begins with -1, nobody."""
    n = 0
    for w in range(employer.size):
        rows[n] = w
        n += chosen[np.uint32(employer[w] + 1)]
    return n


def staff_of(employer: Int32, chosen: Flag) -> Int64:
    """Return the rows (ascending) of all who work for a chosen employer (employers,), its owner included."""
    rows = np.empty(employer.size, np.int64)
    return rows[: find_staff(employer, np.append(False, chosen), rows)]


def crowd_of(employer: Int32, owner: Int32, surplus: Any) -> Int64:
    """Return the rows (ascending) of all who work where staff exceeds what is wanted; an owner stays."""
    crowd = staff_of(employer, surplus > 0)
    return crowd[owner[employer[crowd]] != crowd]


@kernel
def add_up_pay(employer: Any, wage: Any, at_home: Any, home_pay: Any, bills: Any, home: Any) -> None:
    """Add up what each employer owes in wages, a part to whoever is at home, and count these; the first is -1's."""
    for w in range(employer.size):
        f = np.uint32(employer[w] + 1)
        if at_home[w]:
            bills[f] += np.int64(np.floor(wage[w] * home_pay))
            home[f] += 1
        else:
            bills[f] += wage[w]


@kernel
def choose_layoffs(crowd: Any, employer: Any, surplus: Any) -> Any:
    """Each employer lets go the first `surplus` people of a crowd in the order given; return who goes (crowd,)."""
    left = surplus.copy()
    goes = np.zeros(crowd.size, np.bool_)
    for i in range(crowd.size):
        f = employer[crowd[i]]
        goes[i] = left[f] > 0
        left[f] -= 1
    return goes


@kernel
def try_luck(may: Any, chance: Any, key: Any) -> Any:
    """Tell of everybody whether they may and their luck says so: a loop without a branch, for rare events."""
    hit, bar = np.empty(may.size, np.bool_), limit(chance, 53)
    for w in range(may.size):
        hit[w] = may[w] & ((draw_bits(key, w, 0) >> np.uint64(11)) < bar)
    return hit


def choose_by_chance(may: Flag, chance: float, key: np.uint64) -> Int64:
    """Return the rows (ascending) of those who may and whose luck says so."""
    return np.flatnonzero(try_luck(may, chance, key))


@kernel
def adjust_offers(offer: Any, openings: Any, filled: Any, applications: Any, habits: Any, least: Any) -> Any:
    """Offers rise while openings stay empty and few apply, and fall while queues are long, never below `least`.

    `habits` is (rise, cut, applications per opening that make a long queue). Returns new offers in fen.
    """
    rise, cut, long_queue = habits
    offers = offer.copy()
    for f in range(offer.size):
        if openings[f] > 0:
            queue = applications[f] / openings[f]
            if queue > long_queue:
                offers[f] = np.int64(np.floor(offer[f] * (1.0 - cut) + 0.5))
            elif filled[f] < openings[f]:
                offers[f] = np.int64(np.floor(offer[f] * (1.0 + rise) + 0.5))
        if offers[f] < least:
            offers[f] = least
    return offers


@kernel
def has_anniversary(wage: Any, since: Any, month: Any) -> Any:
    """Tell who is paid a wage and began the job a whole number of years ago, one at least."""
    due = np.empty(wage.size, np.bool_)
    for w in range(wage.size):
        months = np.uint32(max(month - since[w], 0))
        due[w] = (wage[w] > 0) & (months > 0) & (months % np.uint32(12) == 0)
    return due
