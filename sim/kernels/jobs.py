"""Jobs end: layoffs, separations and quits; employers decide how many people they want."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Flag, Int8, Int16, Int32, Int64
from sim.luck import draw, draw_bits

LOTS = 1 << 16


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
def count_surplus(staff: Any, wanted: Any, mine: Any, soft: Any, surplus: Any) -> Any:
    """How many people an employer has too many, for those of `mine` ownerships but for soft budgets; return the sum."""
    ownership, some = mine
    total = 0
    for f in range(staff.size):
        more = np.int64(staff[f]) - np.int64(wanted[f])
        surplus[f] = max(more, 0) if some[np.uint8(ownership[f])] and not soft[f] else 0
        total += surplus[f]
    return total


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
def find_lucky(key: Any, edge: Any, activity: Any, doing: Any, bits: Any, rows: Any) -> Any:
    """Fill `rows` with those who do one of some things and whose luck says so; return how many. See below.

    One draw of `bits` (fours,) holds the lots of four people, sixteen bits each; `doing` is by activity. `edge` is the
    lot below which all are lucky, and the chance of those who have drawn it.
    """
    low, some, m, n = np.empty(bits.size, np.uint64), np.empty(bits.size, np.uint64), np.uint64(0), np.uint64(0)
    mask, most = np.uint64(LOTS - 1), np.uint64(edge[0])
    for four in range(bits.size):
        bits[four] = draw_bits(key, four, 0)
    for four in range(bits.size):
        b = bits[four]
        low[four] = min(min(b & mask, b >> np.uint64(48)), min(b >> np.uint64(16) & mask, b >> np.uint64(32) & mask))
    for four in range(bits.size):
        some[m] = four
        m += np.uint64(low[four] <= most)
    for place in range(4 * np.int64(m)):
        lane, of = np.uint64(place % 4), some[place // 4]
        w = np.uint64(4) * of + lane
        if w < np.uint64(activity.size):
            lot = bits[of] >> (np.uint64(16) * lane) & mask
            lucky = lot < most or (lot == most and draw(key, w, 1) < edge[1])
            rows[n] = w
            n += np.uint64(lucky & doing[np.uint8(activity[w])])
    return n


def choose_by_chance(activity: Int8, doing: Flag, chance: float, key: np.uint64) -> Int64:
    """Return the rows (ascending) of those who do one of some things, and whose luck says so.

    `activity` (workers,) is what everybody does, `doing` (activities,) tells which are meant. Sixteen bits decide,
    but for whom they put on the very edge: these few have a draw of their own.
    """
    lowest = min(int(chance * LOTS), LOTS - 1)
    bits, rows = np.empty(-(-activity.size // 4), np.uint64), np.empty(activity.size + 1, np.int64)
    edge = (lowest, chance * LOTS - lowest)
    return rows[: find_lucky(key, edge, activity, doing, bits, rows)]


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


class Spells(NamedTuple):
    """What people do and since when, each (workers,)."""

    activity: Int8
    spell_start: Int32
    jobless_since: Int32
    earnings: Int64
    earnings_seen: Int64


@kernel
def begin_spell(who: Any, activity: Any, month: Any, without_work: Any, spells: Any, moves: Any) -> None:
    """People begin to do something; `moves` (activities, activities) counts them, `without_work` tells of each."""
    for i in range(who.size):
        w = np.uint64(who[i])
        before = np.uint8(spells.activity[w])
        if without_work[activity] and not without_work[before]:
            spells.jobless_since[w] = month
        moves[before, activity] += 1
        spells.activity[w], spells.spell_start[w] = activity, month
        if spells.earnings[w] > 0:  # less to read and write: nothing is seen of nothing
            spells.earnings[w], spells.earnings_seen[w] = 0, 0


class Posts(NamedTuple):
    """What goes with a job, each (workers,)."""

    employer: Int32
    wage: Int64
    first_wage: Int64
    at_home: Flag


class Past(NamedTuple):
    """What ends with a new job, each (workers,)."""

    expected_pay: Int64
    registered: Flag
    centre: Int32
    centre_months_left: Int16
    left_by_choice: Flag


@kernel
def take_posts(who: Any, employer: Any, pay: Any, posts: Any, past: Any) -> None:
    """People take jobs at employers (n,) for a pay (n,): what they believed and drew on until now is over."""
    for i in range(who.size):
        w = np.uint64(who[i])
        posts.employer[w], posts.wage[w], posts.first_wage[w] = employer[i], pay[i], pay[i]
        posts.at_home[w], past.left_by_choice[w] = False, False
        past.expected_pay[w], past.registered[w] = pay[i], False
        if past.centre[w] >= 0:
            past.centre[w], past.centre_months_left[w] = -1, 0


@kernel
def leave_posts(who: Any, posts: Any, form: Any, job_ends: Any) -> None:
    """People lose or leave the jobs that they have, and what goes with these."""
    for i in range(who.size):
        w = np.uint64(who[i])
        posts.employer[w], posts.wage[w], posts.first_wage[w] = -1, 0, 0
        posts.at_home[w] = False
        if form[w] > 0:
            form[w], job_ends[w] = 0, 0
