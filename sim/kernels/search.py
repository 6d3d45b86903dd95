"""People look for work: how many openings each applies to, and which."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Bits, Int8, Int32, Int64
from sim.kernels.board import EMPTY, spread
from sim.luck import draw, draw_bits, limit, next_bits

FIELD, VIEW_BITS = 21, 22  # one draw of 64 bits decides three things
CHANNELS = 5
MASK = np.uint64((1 << FIELD) - 1)


class Seekers(NamedTuple):
    """This month's seekers, one row each, ordered by person."""

    person: Int64  # row of workers
    town: Int8  # home town
    trade: Int8  # the trade learned
    employer: Int32  # present employer, whose own openings are passed over; -1: none
    applications: Int64  # whole number of applications that effort allows
    outside_trade: Bits  # limit: share of applications sent without regard to their trade
    reach: Int8  # which row of `Habits.ways` says how the person hears of openings; 16 more: is cheated by an agency


class Habits(NamedTuple):
    """Where people look, and how large the world is in which they do."""

    towns: int
    trades: int
    outside_town: float
    ways: Bits  # (reaches x CHANNELS - 1,) limits: share of applications through each channel or one before it
    views: Int64  # (2 x CHANNELS,) the view that each channel shows, then the same to who is cheated
    spans: Int64  # (CHANNELS x 2,) 1: the channel reaches any town; for who looks in their own town, then for others


class Looks(NamedTuple):
    """Applications before they are written: where each looks, ordered by seeker."""

    seeker: Int32  # row of Seekers
    number: Int32  # of the seeker's applications, from 0
    channel: Int32  # code
    run: Int32  # run of places on the board
    bits: Bits  # the luck of the last look
    opening: Int32  # row of Openings that it found, or EMPTY


class Applications(NamedTuple):
    """Applications sent this month, ordered by seeker."""

    seeker: Int64  # row of Seekers
    person: Int64  # row of workers
    opening: Int64  # row of Openings
    employer: Int64  # row of employers
    channel: Int64  # code


@kernel
def count_applications(effort: Any, full: Any, who: Any, key: Any) -> Any:
    """Effort allows `full` x effort applications on average; each person sends a whole number."""
    sends = np.empty(effort.size, np.int64)
    for i in range(effort.size):
        wish = effort[i] * full
        whole = np.floor(wish)
        sends[i] = np.int64(whole) + np.int64(draw(key, who[i], 0) < wish - whole)
    return sends


@kernel
def number_applications(sends: Any, looks: Any) -> None:
    """Write down every application that somebody will send: whose, and the number of it."""
    first, begins, a = np.empty(sends.size, np.int64), np.zeros(looks.seeker.size + 1, np.int32), 0
    for i in range(sends.size):
        first[i] = a
        begins[a] += 1
        a += sends[i]
    i = -1
    for a in range(looks.seeker.size):
        i += begins[a]
        looks.seeker[a], looks.number[a] = i, a - first[i]


@kernel
def aim(seekers: Any, habits: Any, key: Any, looks: Any) -> None:
    """Everybody decides for each application in which towns, trades and view of the board to look."""
    towns, trades = np.int64(habits.towns), np.int64(habits.trades)
    town_limit = limit(habits.outside_town, FIELD)
    who = np.empty(looks.seeker.size, np.int64)
    for a in range(who.size):  # three short loops without a branch: compilers make the most of these
        who[a] = seekers.person[np.uint32(looks.seeker[a])]
    for a in range(who.size):
        looks.bits[a] = draw_bits(key, who[a], looks.number[a])
    for a in range(who.size):
        i, bits = np.uint32(looks.seeker[a]), looks.bits[a]
        town, trade = np.int64(seekers.town[i]), np.int64(seekers.trade[i])
        way, heard = np.uint64(seekers.reach[i] & 15) * np.uint64(CHANNELS - 1), bits >> np.uint64(2 * FIELD)
        channel = np.int64(0)
        for step in range(CHANNELS - 1):
            channel += np.int64(heard >= habits.ways[way + np.uint64(step)])
        away = np.int64((bits & MASK) < town_limit)
        any_town = habits.spans[2 * channel + away]
        any_trade = np.int64(((bits >> np.uint64(FIELD)) & MASK) < seekers.outside_trade[i])
        view = habits.views[np.int64(seekers.reach[i] >> 4) * CHANNELS + channel]
        looks.channel[a] = channel
        row = view * (towns + 1) + town + any_town * (towns - town)
        looks.run[a] = row * (trades + 1) + trade + any_trade * (trades - trade)


@kernel
def look(board: Any, looks: Any) -> None:
    """Look at random places of each run until one holds an opening, whether new to the person or not.

    All look once, then those who found nothing look again: a loop of one look each is several times faster than
    one that stays with each application until it is done.
    """
    waiting, n = np.empty(looks.run.size, np.uint32), np.uint64(0)
    for a in range(looks.run.size):
        looks.opening[a] = EMPTY
        waiting[n] = a
        n += np.uint64(board.posted[np.uint32(looks.run[a])] > 0)
    while n > 0:
        still = np.uint64(0)
        for p in range(n):
            a = waiting[p]
            looks.bits[a] = next_bits(looks.bits[a])
            looks.opening[a] = board.places[place_of(board, looks.run[a], looks.bits[a])]
            waiting[still] = a
            still += np.uint64(looks.opening[a] == EMPTY)
        n = still


@kernel
def place_of(board: Any, run: Any, bits: Any) -> Any:
    """Return the place at which a look at a run falls."""
    return np.uint64(board.first[np.uint32(run)]) + spread(bits, board.size[np.uint32(run)])


@kernel
def known(openings: Any, a: Any, number: Any) -> Any:
    """Tell whether an opening is the same as one of the `number` before it."""
    found = False
    for before in range(a - number, a):
        found |= openings[before] == openings[a]
    return found


@kernel
def find_another(board: Any, looks: Any, a: Any) -> None:
    """Look on until an opening turns up that is new to the person; EMPTY when the run holds no other."""
    run, new = looks.run[a], 0
    for place in range(board.first[run], board.first[run] + board.size[run]):
        looks.opening[a] = board.places[place]
        new += looks.opening[a] != EMPTY and not known(looks.opening, a, looks.number[a])
    looks.opening[a] = EMPTY
    while new > 0 and (looks.opening[a] == EMPTY or known(looks.opening, a, looks.number[a])):
        looks.bits[a] = next_bits(looks.bits[a])
        looks.opening[a] = board.places[place_of(board, run, looks.bits[a])]


@kernel
def look_on(board: Any, looks: Any) -> None:
    """Nobody applies twice to one opening: who found one that they know looks on."""
    for before in range(looks.seeker.size - 1):
        a = before + 1
        number = looks.number[a]
        doubt = (number > 1) | ((number == 1) & (looks.opening[a] == looks.opening[before]))  # no branch for most
        if doubt and looks.opening[a] != EMPTY and known(looks.opening, a, number):
            find_another(board, looks, a)


@kernel
def send_applications(seekers: Any, openings: Any, looks: Any, out: Any) -> Any:
    """Everybody sends their applications, none to their own employer; return how many were sent in all."""
    sent = 0
    for a in range(looks.seeker.size if openings.employer.size > 0 else 0):
        i, v = np.uint32(looks.seeker[a]), looks.opening[a]
        employer = openings.employer[np.uint32(max(v, 0))]
        out.seeker[sent], out.person[sent] = i, seekers.person[i]
        out.opening[sent], out.employer[sent], out.channel[sent] = v, employer, looks.channel[a]
        sent += v != EMPTY and employer != seekers.employer[i]
    return sent
