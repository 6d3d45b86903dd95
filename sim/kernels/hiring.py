"""Firms choose and people choose: interviews, one round of offers without recall, acceptances."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.luck import draw, draw_bits

NONE = -1


@kernel
def group_by_opening(opening: Any, openings: Any) -> Any:
    """Sort applications by opening, keeping their order; return where each opening's begin, and the order."""
    first = np.zeros(openings + 1, np.int64)
    for a in range(opening.size):
        first[opening[a] + 1] += 1
    for v in range(openings):
        first[v + 1] += first[v]
    taken, order = first.copy(), np.empty(opening.size, np.int64)
    for a in range(opening.size):
        order[taken[opening[a]]] = a
        taken[opening[a]] += 1
    return first, order


@kernel
def invite(first: Any, order: Any, person: Any, name: Any, most: Any, key: Any) -> Any:
    """Each opening invites at most `most` of its applicants, by lot; return who is invited (applications,)."""
    invited = np.ones(order.size, np.bool_)
    lots = np.empty(order.size, np.uint64)
    for v in range(first.size - 1):
        if first[v + 1] - first[v] <= most:
            continue
        for i in range(first[v], first[v + 1]):
            lots[i] = draw_bits(key, person[order[i]], name[v])
            invited[order[i]] = False
        for _ in range(most):  # whoever holds the lowest lot of those not yet invited
            best = -1
            for i in range(first[v], first[v + 1]):
                if not invited[order[i]] and (best < 0 or lots[i] < lots[best]):
                    best = i
            invited[order[best]] = True
    return invited


@kernel
def try_out(chance: Any, person: Any, opening: Any, name: Any, invited: Any, key: Any) -> Any:
    """Whether an invited applicant suits this opening this month is drawn for the two of them."""
    suits = np.zeros(person.size, np.bool_)
    for a in range(person.size):
        suits[a] = invited[a] and draw(key, person[a], name[opening[a]]) < chance[a]
    return suits


@kernel
def offer(first: Any, order: Any, suits: Any, value: Any, person: Any, name: Any, key: Any) -> Any:
    """Each opening makes one offer, to the suitable applicant of the highest value; equals by lot.

    Returns the application that gets the offer (openings,), or NONE.
    """
    chosen = np.full(first.size - 1, NONE, np.int64)
    for v in range(first.size - 1):
        best, best_lot = np.int64(NONE), np.uint64(0)
        for i in range(first[v], first[v + 1]):
            a = order[i]
            if not suits[a]:
                continue
            lot = draw_bits(key, person[a], name[v])
            if best == NONE or value[a] > value[best] or (value[a] == value[best] and lot > best_lot):
                best, best_lot = a, lot
        chosen[v] = best
    return chosen


@kernel
def accept(chosen: Any, seeker: Any, person: Any, pay: Any, least: Any, name: Any, key: Any) -> Any:
    """Each seeker takes the best-paid offer that pays at least what they ask for; equals by lot.

    `chosen` (openings,) is the application offered to, `pay` (applications,) what it would pay, `least`
    (seekers,) what each asks for. Returns the opening that each seeker takes (seekers,), or NONE.
    """
    taken = np.full(least.size, NONE, np.int64)
    best_lot = np.zeros(least.size, np.uint64)
    for v in range(chosen.size):
        a = chosen[v]
        if a == NONE or pay[a] < least[seeker[a]]:
            continue
        s, lot = seeker[a], draw_bits(key, person[a], name[v])
        old = taken[s]
        if old == NONE or pay[a] > pay[chosen[old]] or (pay[a] == pay[chosen[old]] and lot > best_lot[s]):
            taken[s], best_lot[s] = v, lot
    return taken
