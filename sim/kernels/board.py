"""The notice board: this month's openings, pinned where anybody can find them again.

An opening is named by its employer and its slot ("slot 3 of employer 812"), and that name decides where on the
board of its town and trade it hangs. Seekers look at random places (`search.py`). So one new opening takes up
one place, and everybody else's looks still find what they found before.

What different people can see are different views: each has boards of its own, so that nobody looks in vain at
what they cannot see. A view's boards stand in a row, town by town and once more trade by trade: a town, a trade or
the whole county is one run of places, too.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Int8, Int32, Int64
from sim.luck import draw, draw_bits

SLOT_BITS = 20  # an employer may have up to a million openings
EMPTY = -1
# Views: openings advertised; listed with the public service; with agencies; all, as told among relatives; none.
ADVERTISED, LISTED, WITH_AGENCIES, TOLD, NOTHING = range(5)
VIEWS = 5
SPARE = 8  # places of a board beyond its ordinary need


class Openings(NamedTuple):
    """This month's openings, one row each, ordered by employer and slot."""

    employer: Int32  # row of employers
    name: Int64  # the employer's name and the slot in one number: the opening's identity
    town: Int8
    trade: Int8  # the trade that it asks for
    general: Int8  # 1: asks for no trade
    seen: Int8  # bit v: visible in view v


class Runs(NamedTuple):
    """Where places stand, as (views, towns + 1, trades + 1): the last town is any town, the last trade any trade."""

    first: Int64
    size: Int64


class Board(NamedTuple):
    """Places to look at; `first`, `size` and `posted` are by view, town and trade like those of `Runs`, but flat."""

    places: Int32  # row of Openings, or EMPTY
    first: Int64
    size: Int64
    posted: Int64  # openings of the run


@kernel
def list_openings(
    openings: Any,
    employer_name: Any,
    place: Any,
    general_share: Any,
    trade_key: Any,
    listing: Any,
    out: Any,
) -> None:
    """Write down every opening: slot k of an employer always asks for the same trade; listing is drawn monthly.

    `place` is the town and the trade of every employer, `listing` the key and the share of openings in each view.
    """
    listing_key, shares = listing
    town, trade = place
    v = 0
    for f in range(openings.size):
        for slot in range(openings[f]):
            name = (np.int64(employer_name[f]) << SLOT_BITS) | np.int64(slot)
            general = draw(trade_key, name, 0) < general_share[f]
            out.employer[v] = f
            out.name[v] = name
            out.town[v], out.trade[v] = town[f], (0 if general else trade[f])
            out.general[v] = general
            out.seen[v] = 0
            for view in range(VIEWS):
                if shares[view] >= 1.0 or (shares[view] > 0.0 and draw(listing_key, name, view) < shares[view]):
                    out.seen[v] |= 1 << view
            v += 1


@kernel
def count_openings(openings: Any, shape: Any, posted: Any) -> None:
    """Count the openings of every run of every view."""
    views, towns, trades = shape
    for v in range(openings.name.size):
        town, trade = np.int64(openings.town[v]), np.int64(openings.trade[v])
        for view in range(views):
            if (openings.seen[v] >> view) & 1 == 0:
                continue
            here = view * (towns + 1)
            posted[(here + town) * (trades + 1) + trade] += 1
            posted[(here + town) * (trades + 1) + trades] += 1
            posted[(here + towns) * (trades + 1) + trade] += 1
            posted[(here + towns) * (trades + 1) + trades] += 1


@kernel
def spread(bits: Any, size: Any) -> Any:
    """Turn 64 random bits into a place, 0 to `size` - 1, all equally likely; `size` is below 2**24."""
    return ((bits >> np.uint64(24)) * np.uint64(size)) >> np.uint64(40)


@kernel
def hang(names: Any, lots: Any, opening: Any, places: Any, first: Any, size: Any) -> None:
    """Hang an opening at the place that its lot (openings,) gives, or the next free one of its board.

    Of two that meet, the higher name moves on: so the board is the same in whatever order openings are pinned.
    """
    here, place = np.int64(opening), np.int64(spread(lots[opening], size))
    while places[first + place] != EMPTY:
        there = np.int64(places[first + place])
        if names[there] > names[here]:
            places[first + place] = here
            here = there
        place = place + 1 if place + 1 < size else np.int64(0)
    places[first + place] = here


@kernel
def pin_openings(openings: Any, board: Any, shape: Any, key: Any) -> None:
    """Pin every opening, at a lot of its name, in each view that shows it, by town; then the same boards by trade."""
    views, towns, trades = shape
    lots = np.empty(openings.name.size, np.uint64)
    for v in range(lots.size):
        lots[v] = draw_bits(key, openings.name[v], 0)
    for view in range(views):
        here = view * (towns + 1) * (trades + 1)
        if board.posted[here + towns * (trades + 1) + trades] == 0:
            continue
        for v in range(lots.size):
            if (openings.seen[v] >> view) & 1:
                run = here + np.int64(openings.town[v]) * (trades + 1) + openings.trade[v]
                hang(openings.name, lots, v, board.places, board.first[run], board.size[run])
        for trade in range(trades):
            to = board.first[here + towns * (trades + 1) + trade]
            for town in range(towns):
                run = here + town * (trades + 1) + trade
                for place in range(board.first[run], board.first[run] + board.size[run]):
                    board.places[to] = board.places[place]
                    to += 1


def lay_out(size: Int64) -> Runs:
    """Place the boards of all views; `size` (views, towns, trades) are their numbers of places."""
    views, towns, trades = size.shape
    whole = with_sums(size)
    first = np.zeros_like(whole)
    by_town, by_trade = size.reshape(views, -1), whole[:, -1, :-1]
    first[:, :-1, :-1] = (by_town.cumsum(1) - by_town).reshape(views, towns, trades)
    first[:, :-1, -1] = first[:, :-1, 0]
    first[:, -1, :-1] = whole[:, -1, -1:] + by_trade.cumsum(1) - by_trade
    first += (2 * (whole[:, -1, -1].cumsum() - whole[:, -1, -1]))[:, None, None]
    return Runs(first, whole)


def with_sums(number: Int64) -> Int64:
    """Return numbers (views, towns, trades) with their sums over towns, over trades and over both appended."""
    whole = np.zeros(tuple(np.add(number.shape, (0, 1, 1))), np.int64)
    whole[:, :-1, :-1] = number
    whole[:, -1] = whole.sum(1)
    whole[:, :, -1] = whole.sum(2)
    return whole


def ordinary_sizes(openings: Int64) -> Int64:
    """Return the number of places that boards have for the openings (views, ...) that they are likely to hold."""
    used = openings.any(axis=(1, 2), keepdims=True)  # a view that shows nothing needs no board
    return used * (openings + openings // 2 + SPARE)


def board_sizes(ordinary: Int64, count: Int64) -> Int64:
    """Return the number of places of each board: the ordinary one, doubled until an eighth stays free.

    The ordinary size holds in every month of every scenario, so that looks do not change their meaning when an
    opening more or less is posted.
    """
    sizes = ordinary.copy()
    while (full := 8 * count > 7 * sizes).any():
        sizes[full] *= 2
    return sizes


def make_board(openings: Openings, ordinary: Runs, key: np.uint64) -> Board:
    """Pin this month's openings to fresh boards; `ordinary` are the usual ones."""
    views, towns, trades = ordinary.size.shape[0], ordinary.size.shape[1] - 1, ordinary.size.shape[2] - 1
    posted = np.zeros(ordinary.size.size, np.int64)
    count_openings(openings, (views, towns, trades), posted)
    runs = ordinary
    if (8 * posted > 7 * ordinary.size.ravel()).any():  # one of them, or the sum of some, is too full
        usual, count = (number.reshape(ordinary.size.shape)[:, :-1, :-1] for number in (ordinary.size, posted))
        runs = lay_out(board_sizes(usual, count))
    places = np.full(2 * int(runs.size[:, -1, -1].sum()), EMPTY, np.int32)
    board = Board(places, runs.first.ravel(), runs.size.ravel(), posted)
    pin_openings(openings, board, (views, towns, trades), key)
    return board
