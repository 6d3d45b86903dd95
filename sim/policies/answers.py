"""What levers answer at the moments of services and layoffs."""

from __future__ import annotations

from typing import NamedTuple

from sim.admitting import Fees
from sim.declare import Int64


class Posts(NamedTuple):
    """Public-interest posts: what one pays in fen a month, and who may have one, the first first."""

    planned: int  # posts that there would be with enough money
    number: int  # posts that there are
    pay: int
    queue: Int64


class Cases(NamedTuple):
    """Cases of the placement service: who comes first, how many there can be, openings shown to each in a month."""

    number: int
    introductions: int
    queue: Int64


class CourseTerms(NamedTuple):
    """Seats that the public purse buys in this round of courses, and for whom."""

    free: Int64  # rows of who may have one (ascending)
    seats: int  # beyond those that providers offer for a fee
    by_orders: float  # share of these in the trades that employers ask for now (订单培训)
    allowance: int  # fen a month in the course
    fees: Fees


class LayoffRules(NamedTuple):
    """What a plan to lay people off has to pass."""

    notice: int  # months
    heads: int  # people, and
    share: float  # of the staff, up to which it needs no approval
    refused: float
    capacity: int  # plans examined in a month; 0: any number
    vote: float  # of the congress
    settlement: float  # of severance, that the assets of a bankrupt enterprise cover
