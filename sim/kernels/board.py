"""The notice board: this month's openings, pinned where anybody can find them again.

An opening is named by its employer and its slot ("slot 3 of employer 812"), and that name decides where on the
board of its town and trade it hangs. Seekers look at random places (`search.py`). So one new opening takes up
one place, and everybody else's looks still find what they found before.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Flag, Int32, Int64
from sim.luck import draw, draw_bits

SLOT_BITS = 20  # an employer may have up to a million openings
EMPTY = -1


class Openings(NamedTuple):
    """This month's openings, one row each, ordered by employer and slot."""

    employer: Int32  # row of employers
    name: Int64  # the employer's name and the slot in one number: the opening's identity
    cell: Int32  # town x trades + trade
    general: Flag  # asks for no trade
    listed: Flag  # listed with the public service


class Board(NamedTuple):
    """Places to look at, one run of them for each cell (town and trade); a run's length is a power of two."""

    first: Int64  # (cells + 1,) where each cell's places begin
    places: Int32  # (all places,) row of Openings, or EMPTY
    posted: Int64  # (cells,) openings of the cell
    listed: Int64  # (cells,) of these, listed with the public service


@kernel
def list_openings(
    openings: Any,
    employer_name: Any,
    place: Any,
    general_share: Any,
    trades: Any,
    trade_key: Any,
    listing: Any,
    out: Any,
) -> None:
    """Write down every opening: slot k of an employer always asks for the same trade; listing is drawn monthly.

    `place` is the town and the trade of every employer.
    """
    listing_key, listed_share = listing
    town, trade = place
    v = 0
    for f in range(openings.size):
        for slot in range(openings[f]):
            name = (np.int64(employer_name[f]) << SLOT_BITS) | np.int64(slot)
            general = draw(trade_key, name, 0) < general_share[f]
            out.employer[v] = f
            out.name[v] = name
            out.cell[v] = np.int64(town[f]) * trades + (0 if general else np.int64(trade[f]))
            out.general[v] = general
            out.listed[v] = draw(listing_key, name, 0) < listed_share
            v += 1


@kernel
def pin_openings(openings: Any, board: Any, key: Any) -> None:
    """Hang every opening at the place that its name gives, or the next free one of its cell.

    Of two that meet, the higher name moves on: so the board is the same in whatever order openings are pinned.
    """
    for v in range(openings.cell.size):
        cell, here = openings.cell[v], np.int64(v)
        first, size = board.first[cell], board.first[cell + 1] - board.first[cell]
        place = np.int64(draw_bits(key, openings.name[v], 0) & np.uint64(size - 1))
        while board.places[first + place] != EMPTY:
            there = np.int64(board.places[first + place])
            if openings.name[there] > openings.name[here]:
                board.places[first + place] = here
                here = there
            place = (place + 1) & (size - 1)
        board.places[first + place] = here


def board_sizes(ordinary: Int64, count: Int64) -> Int64:
    """Return the number of places of each cell: a power of two, at least twice the openings.

    `ordinary` (cells,) is the size that the cell has in every month of every scenario, so that looks do not
    change their meaning when an opening more or less is posted; only a cell that outgrows it is doubled.
    """
    sizes = ordinary.copy()
    for cell in np.flatnonzero(sizes < 2 * count):
        sizes[cell] = power_of_two(int(2 * count[cell]))
    return sizes


def power_of_two(least: int) -> int:
    """Return the smallest power of two that is not below `least` (nor below 2)."""
    return 1 << max((least - 1).bit_length(), 1)


def make_board(openings: Openings, ordinary: Int64, key: np.uint64) -> Board:
    """Pin this month's openings to a fresh board; `ordinary` (cells,) are the usual sizes."""
    count = np.bincount(openings.cell, minlength=ordinary.size)
    first = np.zeros(ordinary.size + 1, np.int64)
    np.cumsum(board_sizes(ordinary, count), out=first[1:])
    listed = np.bincount(openings.cell[openings.listed], minlength=ordinary.size)
    board = Board(first, np.full(int(first[-1]), EMPTY, np.int32), count, listed)
    pin_openings(openings, board, key)
    return board
