"""Firms choose and people choose: interviews, one round of offers without recall, acceptances."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.luck import draw, draw_bits

NONE = -1


@kernel
def draw_lots(person: Any, opening: Any, name: Any, key: Any) -> Any:
    """Every applicant draws a lot for each opening; no two lots for one opening are equal."""
    lots, wanted = np.empty(person.size, np.uint64), np.empty(person.size, np.int64)
    for a in range(person.size):
        wanted[a] = name[np.uint64(opening[a])]
    for a in range(person.size):
        lots[a] = draw_bits(key, person[a], wanted[a])
    return lots


@kernel
def group_by_opening(opening: Any, openings: Any, lots: Any) -> Any:
    """Pile up applications by opening, keeping their order.

    Returns where each pile begins, the applications pile by pile, and their lots in the same order.
    """
    first = np.zeros(openings + 1, np.int64)
    for a in range(opening.size):
        first[opening[a] + 1] += 1
    for v in range(openings):
        first[v + 1] += first[v]
    taken, order, piled = first.copy(), np.empty(opening.size, np.int64), np.empty(opening.size, np.uint64)
    for a in range(opening.size):
        at = taken[opening[a]]
        order[at], piled[at] = a, lots[a]
        taken[opening[a]] += 1
    return first, order, piled


@kernel
def invite(first: Any, order: Any, lots: Any, most: Any) -> Any:
    """Each opening invites those of its applicants who hold its `most` lowest lots; return these applications."""
    guests, n = np.empty(order.size, np.int64), 0
    lowest, highest = np.empty(min(most, order.size), np.uint64), ~np.uint64(0)
    for v in range(first.size - 1):
        bar = highest
        if first[v + 1] - first[v] > most:
            for place in range(lowest.size):
                lowest[place] = highest
            for i in range(first[v], first[v + 1]):
                lot = lots[i]
                for place in range(lowest.size):  # each stays or is pushed on by a lower one: nothing to foresee
                    held = lowest[place]
                    lower = lot < held
                    lowest[place] = lot if lower else held
                    lot = held if lower else lot
            bar = lowest[most - 1]
        for i in range(first[v], first[v + 1]):
            guests[n] = order[i]
            n += lots[i] <= bar
    return guests[:n]


@kernel
def chance_to_suit(guests: Any, sent: Any, openings: Any, learned: Any, asked: Any, sure: Any, untrained: Any) -> Any:
    """How likely each guest suits the opening: `sure` with the skill asked for, in proportion below it.

    `learned` is (trade, skill) of seekers and `asked` the same of employers; a general opening asks for neither.
    """
    (trade, skill), (asked_trade, asked_skill) = learned, asked
    chance = np.empty(guests.size, np.float64)
    for g in range(guests.size):
        s, v, f = sent.seeker[guests[g]], sent.opening[guests[g]], sent.employer[guests[g]]
        here = np.float64(skill[s]) * max(np.float64(trade[s] == asked_trade[f]), untrained)
        enough = here / max(np.float64(asked_skill[f]), 1e-9)
        chance[g] = sure * min(max(enough, np.float64(openings.general[v])), 1.0)
    return chance


@kernel
def try_out(guests: Any, chance: Any, sent: Any, name: Any, key: Any) -> Any:
    """Whether a guest suits this opening this month is drawn for the two of them; return whose applications do."""
    suitable, n = np.empty(guests.size, np.int64), 0
    for g in range(guests.size):
        a = guests[g]
        suitable[n] = a
        n += draw(key, sent.person[a], name[sent.opening[a]]) < chance[g]
    return suitable[:n]


@kernel
def offer(openings: Any, opening: Any, value: Any, person: Any, name: Any, key: Any) -> Any:
    """Each opening makes one offer, to the candidate of the highest value; equals by lot.

    Returns the candidate who gets the offer (openings,), or NONE.
    """
    chosen, best_lot = np.full(openings, NONE, np.int64), np.zeros(openings, np.uint64)
    for c in range(opening.size):
        v = opening[c]
        best, lot = chosen[v], draw_bits(key, person[c], name[v])
        if best == NONE or value[c] > value[best] or (value[c] == value[best] and lot > best_lot[v]):
            chosen[v], best_lot[v] = c, lot
    return chosen


@kernel
def accept(chosen: Any, seeker: Any, person: Any, pay: Any, least: Any, name: Any, key: Any) -> Any:
    """Each seeker takes the best-paid offer that pays at least what they ask for; equals by lot.

    `chosen` (openings,) is the candidate offered to, `pay` (candidates,) what they would be paid, `least`
    (seekers,) what each asks for. Returns the opening that each seeker takes (seekers,), or NONE.
    """
    taken = np.full(least.size, NONE, np.int64)
    best_lot = np.zeros(least.size, np.uint64)
    for v in range(chosen.size):
        c = chosen[v]
        if c == NONE or pay[c] < least[seeker[c]]:
            continue
        s, lot = seeker[c], draw_bits(key, person[c], name[v])
        old = taken[s]
        if old == NONE or pay[c] > pay[chosen[old]] or (pay[c] == pay[chosen[old]] and lot > best_lot[s]):
            taken[s], best_lot[s] = v, lot
    return taken
