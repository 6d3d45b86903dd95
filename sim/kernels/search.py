"""People look for work: how many openings each applies to, and which."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Bits, Int8, Int32, Int64, Real32
from sim.kernels.board import EMPTY, spread
from sim.luck import draw, draw_bits, next_bits

FIELD, VIEW_BITS = 21, 22  # one draw of 64 bits decides three things
CHANNELS = 5
MASK = np.uint64((1 << FIELD) - 1)


class Seekers(NamedTuple):
    """This month's seekers, one row each, ordered by person."""

    person: Int64  # row of workers
    town: Int8  # home town
    trade: Int8  # the trade learned
    skill: Real32  # in it
    employer: Int32  # present employer, whose own openings are passed over; -1: none
    applications: Int32  # whole number of applications that effort allows
    outside_trade: Int32  # limit: share of applications sent without regard to their trade
    reach: Int8  # which row of `Habits.ways` says how the person hears of openings; 16 more: is cheated by an agency
    least: Int64  # fen/month: pay below which an offer is declined
    output: Real32  # that employers expect of the person
    personal_pay: Real32  # pay relative to others at the same employer


class Traits(NamedTuple):
    """What people bring to the market, each (workers,)."""

    town: Int8
    trade: Int8
    skill: Real32
    employer: Int32
    chance: Real32  # what they believe that their chance to find work is
    output: Real32
    personal_pay: Real32


class Habits(NamedTuple):
    """Where people look, and how large the world is in which they do."""

    towns: int
    trades: int
    outside_town: float
    ways: Int32  # (reaches x CHANNELS - 1,) limits: share of applications through each channel or one before it
    views: Int64  # (2 x CHANNELS,) the view that each channel shows, then the same to who is cheated
    spans: Int64  # (CHANNELS x 2,) 1: the channel reaches any town; for who looks in their own town, then for others
    first: Int32  # (2 x CHANNELS x 2,) cheated, channel, away: the run of the first town, or of any town
    each: Int32  # the same: how many runs lie between two towns; 0 for any town

    @classmethod
    def make(cls, towns: int, trades: int, outside_town: float, ways: Bits, views: Int64, spans: Int64) -> Habits:
        """Work out where the runs of each view begin."""
        runs, anywhere = trades + 1, np.tile(spans, 2)
        first = (np.repeat(views, 2) * (towns + 1) + anywhere * towns) * runs
        each = ((1 - anywhere) * runs).astype(np.int32)
        return cls(towns, trades, outside_town, ways.astype(np.int32), views, spans, first.astype(np.int32), each)


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

    seeker: Int32  # row of Seekers
    opening: Int32  # row of Openings
    channel: Int8  # code


@kernel
def count_applications(effort: Any, full: Any, who: Any, key: Any, sends: Any) -> None:
    """Effort allows `full` x effort applications on average; each person sends a whole number."""
    lot = np.empty(who.size)
    for i in range(who.size):
        lot[i] = draw(key, who[i], 0)
    for i in range(who.size):
        wish = effort[i] * full
        whole = np.floor(wish)
        sends[i] = np.int32(whole) + np.int32(lot[i] < wish - whole)


@kernel
def describe(traits: Any, outside: Any, usual: Any, jobless: Any, out: Any) -> None:
    """Write down what each seeker brings; who hopes for less than the `usual` chance (0: none is) looks around more.

    `outside` is the share of applications that others send without regard to their trade; the first `jobless`
    seekers have no employer.
    """
    for i in range(out.person.size):
        w = np.uint64(out.person[i])
        out.town[i], out.trade[i] = traits.town[w], traits.trade[w]
        out.skill[i], out.output[i], out.personal_pay[i] = traits.skill[w], traits.output[w], traits.personal_pay[w]
        out.employer[i] = -1
    for i in range(jobless, out.person.size):
        out.employer[i] = traits.employer[np.uint64(out.person[i])]
    for i in range(out.person.size):
        hope = 1.0
        if usual > 0:
            hope = min(np.float64(traits.chance[np.uint64(out.person[i])]) / usual, 1.0)
        out.outside_trade[i] = np.int32(np.ceil((1.0 - (1.0 - outside) * hope) * (1 << FIELD)))


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
    town_limit, trades = np.int32(np.ceil(habits.outside_town * (1 << FIELD))), np.int32(habits.trades)
    who = np.empty(looks.seeker.size, np.int64)
    for a in range(who.size):  # three short loops without a branch: compilers make the most of these
        who[a] = seekers.person[np.uint32(looks.seeker[a])]
    for a in range(who.size):
        looks.bits[a] = draw_bits(key, who[a], looks.number[a])
    for a in range(who.size):
        i, bits = np.uint32(looks.seeker[a]), looks.bits[a]
        reach, heard = np.uint32(seekers.reach[i]), np.int32(bits >> np.uint64(2 * FIELD))
        way, channel = (reach & np.uint32(15)) * np.uint32(CHANNELS - 1), np.uint32(0)
        for step in range(CHANNELS - 1):
            channel += np.uint32(heard >= habits.ways[way + np.uint32(step)])
        away = np.uint32(np.int32(bits & MASK) < town_limit)
        where = ((reach >> np.uint32(4)) * np.uint32(CHANNELS) + channel) * np.uint32(2) + away
        other = np.int32(np.int32((bits >> np.uint64(FIELD)) & MASK) < seekers.outside_trade[i])
        town, trade = np.int32(seekers.town[i]), np.int32(seekers.trade[i])
        looks.channel[a] = channel
        looks.run[a] = habits.first[where] + habits.each[where] * town + trade + other * (trades - trade)


@kernel
def look(board: Any, looks: Any) -> None:
    """Look at random places of each run until one holds an opening, whether new to the person or not.

    All look once, then those who found nothing look again: loops of one look each, luck apart from looking, are
    several times faster than one that stays with each application until it is done.
    """
    waiting, luck, n = np.empty(looks.run.size, np.uint32), np.empty(looks.run.size, np.uint64), np.uint64(0)
    for a in range(looks.run.size):
        looks.opening[a] = EMPTY
        waiting[n], luck[n] = a, looks.bits[a]
        n += np.uint64(board.posted[np.uint32(looks.run[a])] > 0)
    while n > 0:
        for p in range(n):
            luck[p] = next_bits(luck[p])
        still = np.uint64(0)
        for p in range(n):
            place, bits = waiting[p], luck[p]
            opening = board.places[place_of(board, looks.run[place], bits)]
            looks.bits[place], looks.opening[place] = bits, opening
            waiting[still], luck[still] = place, bits
            still += np.uint64(opening == EMPTY)
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
    run = np.uint32(looks.run[a])
    new = board.posted[run] > looks.number[a]  # more than anybody can know who applied so often
    for place in range(board.first[run], board.first[run] if new else board.first[run] + board.size[run]):
        looks.opening[a] = board.places[place]
        new |= looks.opening[a] != EMPTY and not known(looks.opening, a, looks.number[a])
    looks.opening[a] = EMPTY
    while new and (looks.opening[a] == EMPTY or known(looks.opening, a, looks.number[a])):
        looks.bits[a] = next_bits(looks.bits[a])
        looks.opening[a] = board.places[place_of(board, run, looks.bits[a])]


@kernel
def look_on(board: Any, looks: Any) -> None:
    """Nobody applies twice to one opening: who found one that they know looks on."""
    doubt, n = np.empty(looks.seeker.size, np.uint32), np.uint32(0)
    for a in range(1, looks.seeker.size):  # no branch for most: the first opening that somebody found stays theirs
        number, first = looks.number[a], looks.opening[np.uint32(a - 1)]
        doubt[n] = a
        n += np.uint32((number > 1) | ((number == 1) & (looks.opening[a] == first)))
    for i in range(n):
        some = doubt[i]
        if looks.opening[some] != EMPTY and known(looks.opening, some, looks.number[some]):
            find_another(board, looks, some)


@kernel
def send_applications(seekers: Any, openings: Any, looks: Any, out: Any) -> Any:
    """Everybody sends their applications, none to their own employer; return how many were sent in all."""
    sent = 0
    for a in range(looks.seeker.size if openings.employer.size > 0 else 0):
        i, v = np.uint32(looks.seeker[a]), looks.opening[a]
        employer = openings.employer[np.uint32(max(v, 0))]
        out.seeker[sent], out.opening[sent], out.channel[sent] = i, v, looks.channel[a]
        sent += v != EMPTY and employer != seekers.employer[i]
    return sent
