"""People look for work: how many openings each applies to, and which."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Int8, Int32, Int64, Real
from sim.kernels.board import EMPTY
from sim.luck import draw, draw_bits

LOOKS_BITS = 40  # draw number: application << 40 | look


class Seekers(NamedTuple):
    """This month's seekers, one row each, ordered by person."""

    person: Int64  # row of workers
    town: Int8  # home town
    trade: Int8  # the trade learned
    employer: Int32  # present employer, whose own openings are passed over; -1: none
    applications: Int64  # whole number of applications that effort allows
    public: Real  # share of applications sent through the public service; 0 for who is not registered


class Habits(NamedTuple):
    """Where people look, and how large the world is in which they do."""

    towns: int
    trades: int
    outside_town: float
    outside_trade: float


class Applications(NamedTuple):
    """Applications sent this month, ordered by seeker."""

    seeker: Int32  # row of Seekers
    opening: Int32  # row of Openings


@kernel
def count_applications(effort: Any, full: Any, luck: Any) -> Any:
    """Effort allows `full` x effort applications on average; each person sends a whole number."""
    sends = np.empty(effort.size, np.int64)
    for i in range(effort.size):
        wish = effort[i] * full
        sends[i] = np.int64(np.floor(wish))
        if luck[i] < wish - np.floor(wish):
            sends[i] += 1
    return sends


@kernel
def choose_cell(count: Any, habits: Any, town: Any, trade: Any, any_town: Any, any_trade: Any, luck: Any) -> Any:
    """Decide in which town and trade to look, in proportion to the openings there; EMPTY when there is none."""
    towns, trades = np.int64(habits.towns), np.int64(habits.trades)
    first_town, last_town = (np.int64(0), towns) if any_town else (np.int64(town), np.int64(town) + 1)
    first_trade, last_trade = (np.int64(0), trades) if any_trade else (np.int64(trade), np.int64(trade) + 1)
    total = np.int64(0)
    for t in range(first_town, last_town):
        for k in range(first_trade, last_trade):
            total += count[t * trades + k]
    if total == 0:
        return np.int64(EMPTY)
    goal = np.int64(luck * total)
    for t in range(first_town, last_town):
        for k in range(first_trade, last_trade):
            goal -= count[t * trades + k]
            if goal < 0:
                return np.int64(t * trades + k)
    return np.int64(EMPTY)


@kernel
def look_around(
    openings: Any, board: Any, cell: Any, through_public: Any, mine: Any, key: Any, who: Any, k: Any
) -> Any:
    """Look at random places of a cell's board until an opening turns up that is visible and new to this person."""
    count = board.listed[cell] if through_public else board.posted[cell]
    for v in mine:
        if openings.cell[v] == cell and (openings.listed[v] or not through_public):
            count -= 1
    if count <= 0:
        return np.int64(EMPTY)
    first, size = board.first[cell], board.first[cell + 1] - board.first[cell]
    for look in range(64 * size):
        place = np.int64(draw_bits(key, who, k + np.uint64(look)) & np.uint64(size - 1))
        v = np.int64(board.places[first + place])
        if v == EMPTY or (through_public and not openings.listed[v]):
            continue
        known = False
        for other in mine:
            known = known or other == v
        if not known:
            return v
    return np.int64(EMPTY)  # all but impossible: 64 looks for every place


@kernel
def send_applications(
    seekers: Any, openings: Any, board: Any, habits: Any, choice_key: Any, look_key: Any, out: Any
) -> Any:
    """Everybody sends their applications, each to a different opening; return how many were sent in all."""
    sent = 0
    for i in range(seekers.person.size):
        who, mine = seekers.person[i], sent
        for j in range(seekers.applications[i]):
            any_town = draw(choice_key, who, 4 * j) < habits.outside_town
            any_trade = draw(choice_key, who, 4 * j + 1) < habits.outside_trade
            public = draw(choice_key, who, 4 * j + 2) < seekers.public[i]
            count = board.listed if public else board.posted
            luck = draw(choice_key, who, 4 * j + 3)
            cell = choose_cell(count, habits, seekers.town[i], seekers.trade[i], any_town, any_trade, luck)
            if cell == EMPTY:
                continue
            k = np.uint64(j) << np.uint64(LOOKS_BITS)
            v = look_around(openings, board, cell, public, out.opening[mine:sent], look_key, who, k)
            if v == EMPTY or openings.employer[v] == seekers.employer[i]:
                continue
            out.seeker[sent] = i
            out.opening[sent] = v
            sent += 1
    return sent
