"""Firms choose and people choose: interviews, one round of offers without recall, acceptances."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Bits, Int32
from sim.luck import draw, draw_bits

NONE = -1
FEW = 5  # so many of the lowest lots need no array


class Piles(NamedTuple):
    """Applications once more, pile by pile: those to opening v are rows `first[v]` to `first[v + 1]`."""

    first: Int32  # (openings + 1,)
    seeker: Int32  # row of Seekers
    lot: Bits


class Guests(NamedTuple):
    """Some of those who applied, ordered by opening: each is invited, or suits as well."""

    seeker: Int32  # row of Seekers
    opening: Int32  # row of Openings


@kernel
def draw_lots(sent: Any, person: Any, name: Any, key: Any) -> Any:
    """Every applicant draws a lot for each opening; no two lots for one opening are equal."""
    lots = np.empty(sent.seeker.size, np.uint64)
    who, wanted = np.empty(lots.size, np.int64), np.empty(lots.size, np.int64)
    for a in range(lots.size):
        who[a], wanted[a] = person[np.uint32(sent.seeker[a])], name[np.uint32(sent.opening[a])]
    for a in range(lots.size):
        lots[a] = draw_bits(key, who[a], wanted[a])
    return lots


@kernel
def group_by_opening(sent: Any, openings: Any, lots: Any) -> Any:
    """Pile up applications by opening, keeping their order: where each pile begins, whose they are, and their lots."""
    first = np.zeros(openings + 1, np.int32)
    for a in range(lots.size):
        first[np.uint32(sent.opening[a] + 1)] += 1
    for v in range(openings):
        first[v + 1] += first[v]
    beyond, seeker, piled = first.copy(), np.empty(lots.size, np.int32), np.empty(lots.size, np.uint64)
    for a in range(lots.size):
        wanted = np.uint32(sent.opening[a])
        at = np.uint32(beyond[wanted])
        seeker[at], piled[at] = sent.seeker[a], lots[a]
        beyond[wanted] += 1
    return first, seeker, piled


@kernel
def find_bar(lots: Any, first: Any, beyond: Any, most: Any) -> Any:
    """Return the highest of the `most` lowest lots of a pile that is larger."""
    lowest = np.empty(most, np.uint64)
    for place in range(most):
        lowest[place] = ~np.uint64(0)
    for i in range(first, beyond):
        lot = lots[i]
        for place in range(most):
            held = lowest[place]
            lowest[place], lot = min(lot, held), max(lot, held)
    return lowest[most - 1]


@kernel
def invite(piles: Any, most: Any) -> Any:
    """Each opening invites those of its applicants who hold its `most` lowest lots; return them and the openings."""
    seeker, opening, n = np.empty(piles.lot.size, np.int32), np.empty(piles.lot.size, np.int32), np.uint32(0)
    highest = ~np.uint64(0)
    for v in range(piles.first.size - 1):
        first, beyond, bar = np.uint32(piles.first[v]), np.uint32(piles.first[v + 1]), highest
        if beyond > first + np.uint32(most) and most > FEW:
            bar = find_bar(piles.lot, first, beyond, most)
        elif beyond > first + np.uint32(most):
            a = b = c = d = e = highest  # the lowest lots, in order: each is pushed on by a lower one, without a branch
            for i in range(first, beyond):
                lot = piles.lot[i]
                a, lot = min(lot, a), max(lot, a)
                b, lot = min(lot, b), max(lot, b)
                c, lot = min(lot, c), max(lot, c)
                d, lot = min(lot, d), max(lot, d)
                e = min(lot, e)
            bar = (a, b, c, d, e)[most - 1]
        for i in range(first, beyond):
            seeker[n], opening[n] = piles.seeker[i], v
            n += np.uint32(piles.lot[i] <= bar)
    return seeker[:n], opening[:n]


@kernel
def try_out(guests: Any, seekers: Any, openings: Any, asked: Any, terms: Any, key: Any) -> Any:
    """Whether a guest suits this opening this month is drawn for the two of them; return who does, and where.

    `terms` is (chance of who has the skill asked for, worth of skill in another trade); who has less of the skill
    `asked` (employers,) suits in proportion; a general opening asks for none.
    """
    chance, lot, name = (
        np.empty(guests.seeker.size),
        np.empty(guests.seeker.size),
        np.empty(guests.seeker.size, np.int64),
    )
    who, n = np.empty(lot.size, np.int64), np.uint32(0)
    for g in range(lot.size):
        i, v = np.uint32(guests.seeker[g]), np.uint32(guests.opening[g])
        here = np.float64(seekers.skill[i]) * (1.0 if seekers.trade[i] == openings.trade[v] else terms[1])
        enough = here / max(np.float64(asked[np.uint32(openings.employer[v])]), 1e-9)
        chance[g] = terms[0] * min(max(enough, np.float64(openings.general[v])), 1.0)
        who[g], name[g] = seekers.person[i], openings.name[v]
    for g in range(lot.size):
        lot[g] = draw(key, who[g], name[g])
    seeker, opening = np.empty(lot.size, np.int32), np.empty(lot.size, np.int32)
    for g in range(lot.size):
        seeker[n], opening[n] = guests.seeker[g], guests.opening[g]
        n += np.uint32(lot[g] < chance[g])
    return seeker[:n], opening[:n]


@kernel
def offer(suitable: Any, seekers: Any, openings: Any, firms: Any, certified: Any, least: Any, key: Any) -> Any:
    """Each opening makes one offer, to the applicant who brings the most over their pay; equals by lot.

    `firms` is (output per head, wage offer), each (employers,); pay is the wage offer times the person's own worth,
    `least` fen anyway. `certified` is (relief for a holder, each (employers,) or empty; month of the certificate, each
    (workers,)). Returns, for each opening, the seeker who gets the offer, or NONE, and the pay in fen.
    """
    many, some = openings.employer.size, suitable.seeker.size
    fen, value, lot = np.empty(some, np.int64), np.empty(some), np.empty(some, np.uint64)
    for c in range(some):
        i, v = np.uint32(suitable.seeker[c]), np.uint32(suitable.opening[c])
        f = np.uint32(openings.employer[v])
        wage = np.floor(firms[1][f] * np.float64(seekers.personal_pay[i]) + 0.5)
        fen[c] = max(np.int64(wage), np.int64(least))
        value[c] = np.float64(seekers.output[i]) * firms[0][f] - fen[c]
        if certified[0].size > 0:
            value[c] += certified[0][f] * np.int64(certified[1][np.uint64(seekers.person[i])] > 0)
        lot[c] = draw_bits(key, seekers.person[i], openings.name[v])
    chosen, best = np.full(many, NONE, np.int32), np.zeros(many, np.uint32)
    for c in range(some):
        v = np.uint32(suitable.opening[c])
        b = best[v]
        if chosen[v] == NONE or value[c] > value[b] or (value[c] == value[b] and lot[c] > lot[b]):
            chosen[v], best[v] = suitable.seeker[c], c
    pay = np.zeros(many, np.int64)
    for row in range(many if some > 0 else 0):
        pay[row] = fen[best[row]]
    return chosen, pay


@kernel
def accept(chosen: Any, pay: Any, person: Any, least: Any, name: Any, key: Any) -> Any:
    """Each seeker takes the best-paid offer that pays at least what they ask for; equals by lot.

    `chosen` (openings,) is the seeker who has the offer and `pay` what it would be paid, `least` (seekers,) what
    each asks for. Returns the openings that are taken, ascending.
    """
    best, best_lot = np.full(least.size, NONE, np.int32), np.zeros(least.size, np.uint64)
    for v in range(chosen.size):
        if chosen[v] == NONE or pay[v] < least[np.uint32(chosen[v])]:
            continue
        i = np.uint32(chosen[v])
        old, lot = best[i], draw_bits(key, person[i], name[v])
        if old == NONE or pay[v] > pay[old] or (pay[v] == pay[old] and lot > best_lot[i]):
            best[i], best_lot[i] = v, lot
    taken, n = np.empty(chosen.size, np.int64), 0
    for v in range(chosen.size if least.size > 0 else 0):
        taken[n] = v
        n += chosen[v] != NONE and best[np.uint32(max(chosen[v], 0))] == v
    return taken[:n]


@kernel
def count_queues(first: Any, employer: Any, queue: Any) -> None:
    """Add up the piles of each employer's openings; `first` is where each pile begins, and the last one ends."""
    for v in range(employer.size):
        queue[np.uint32(employer[v])] += first[v + 1] - first[v]
