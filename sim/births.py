"""Employers are born and die: firms that somebody from outside founds, and all that close."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from sim.agents.employers import Employers
from sim.agents.markets import Markets
from sim.agents.workers import Workers
from sim.claims import OUTSIDE, Claim
from sim.codes import FirmAge, Ownership, Sector
from sim.declare import NOBODY, Flag, Int64, Real
from sim.exact import exp, lognormal
from sim.founding.dealing import by_label
from sim.founding.employers import reported_base_of
from sim.kernels.jobs import staff_of
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.soft_budget import last_payment
from sim.world import Behaviour

YEARS = np.array((1, 2, 3, 7))  # an employer of so many years begins the next FirmAge
FOUNDED_OUTSIDE, FOUNDED_BY = 2 << 40, 1 << 40  # kinds of names; a name has 43 bits, an opening adds its slot
MONTH_BITS, NUMBER_BITS = 15, 12

Settle = Callable[[Iterable[Claim]], None]


def names_from_outside(month: int, market: Int64, k: Int64) -> Int64:
    """Return the names of the k-th foundings of a month in each market (n,)."""
    return FOUNDED_OUTSIDE | month << 2 * NUMBER_BITS | market << NUMBER_BITS | k


def names_of_founders(month: int, founder: Int64) -> Int64:
    """Return the names of what workers (n,) open in a month."""
    return FOUNDED_BY | founder << MONTH_BITS | month


# --- closing -----------------------------------------------------------------------------------------------------


def close_firms(
    workers: Workers, employers: Employers, world: Behaviour, luck: Luck, settle: Settle
) -> tuple[Int64, tuple[Int64, Int64]]:
    """Those who are out of patience or meet with bad luck close; return which, and who lost work at which of them.

    What is left goes to the bank as far as it is owed, then to the owner. State enterprises close by reform alone;
    offices, schools and hospitals stay.
    """
    over = _is_over(employers, world, luck)
    rows = np.flatnonzero(over)
    if not rows.size:
        return rows, (rows, rows)
    if employers.debt[rows].any():
        settle(last_payment(employers, rows, "debts repaid"))
    settle(_wind_up(employers, rows))
    who = staff_of(workers.employer, over)
    left = workers.employer[who].astype(np.int64)
    workers.leave_job(who, luck.month, by_choice=False)
    employers.let_go(left)
    employers.close(rows)
    return rows, (who, left)


def _is_over(employers: Employers, world: Behaviour, luck: Luck) -> Flag:
    """Tell which employers (employers,) close this month."""
    over = np.zeros(employers.size, np.bool_)
    if world.patience:
        over = employers.lean_months >= world.patience
        over |= (employers.ownership == int(Ownership.GETIHU)) & (employers.owner == NOBODY)
    if world.closing:
        hazard = world.closing * by_label(world.closing_by_age, FirmAge)[age_of(employers, luck.month)]
        over |= luck.draws(Purpose.CLOSING, employers.name) < hazard
    may = employers.in_business & ~employers.soft_budget & (employers.sector != np.int8(Sector.PUBLIC))
    return over & may


def age_of(employers: Employers, month: int) -> Int64:
    """Return the FirmAge of each employer (employers,), by the year of life in which it is."""
    return np.digitize((month - employers.founded - 1) // 12, YEARS)


def _wind_up(employers: Employers, rows: Int64) -> Iterable[Claim]:
    """Give what is left to whom it belongs: to relatives who helped, then to the owner."""
    back = np.minimum(employers.relatives_gave[rows], employers.cash[rows])
    if back.any():
        yield Claim.make("economy", "relatives paid back", "employers", OUTSIDE, back, payer_rows=rows)
    owned = rows[employers.owner[rows] >= 0]
    owner, others = employers.owner[owned], rows[employers.owner[rows] < 0]
    fen = employers.cash
    yield Claim.make(
        "economy", "closed business", "employers", "workers", fen[owned], payer_rows=owned, payee_rows=owner,
        about=owner,
    )  # fmt: skip
    yield Claim.make("economy", "closed business", "employers", OUTSIDE, fen[others], payer_rows=others)


# --- opening -----------------------------------------------------------------------------------------------------


def found_firms(employers: Employers, markets: Markets, world: Behaviour, luck: Luck, settle: Settle) -> Int64:
    """Somebody from outside founds private firms, the more the better profits are; return their rows."""
    if not world.foundings:
        return np.zeros(0, np.int64)
    better = np.maximum(1.0 + world.founding_response * (markets.margin - markets.usual_margin), 0.0)
    count = poisson(markets.foundings * better, luck.draws(Purpose.FOUNDING, markets.rows))
    market = np.repeat(markets.rows, count)
    if not market.size:
        return market
    k = np.arange(market.size) - np.repeat(np.cumsum(count) - count, count)
    name = names_from_outside(luck.month, market, k)
    custom = lognormal(luck.draws(Purpose.FOUNDING_SIZE, name), world.founding_custom, world.founding_spread)
    rows = open_in(employers, markets, market, name, custom, world, luck, ownership=Ownership.PRIVATE)
    fen = to_fen(world.founding_cash * np.maximum(custom, 1.0) * employers.wage_offer[rows])
    settle([Claim.make("economy", "start-up capital", OUTSIDE, "employers", fen, payee_rows=rows)])
    return rows


def open_in(
    employers: Employers,
    markets: Markets,
    market: Int64,
    name: Int64,
    custom: Real,
    world: Behaviour,
    luck: Luck,
    **facts: Any,
) -> Int64:
    """Open an employer in each market (n,), like others there but for its name and custom; return the rows."""
    like = markets.example[market]
    town = np.where(markets.town[market] >= 0, markets.town[market], _any_town(employers, name, luck))
    return employers.open_for_business(
        name=name, market=market, sector=markets.sector[market], town=facts.pop("town", town), custom=custom,
        trade=employers.trade[like], general_share=employers.general_share[like],
        required_skill=employers.required_skill[like], wage_offer=markets.pay[market],
        output_per_head=markets.output[market], founded=luck.month,
        reported_base=reported_base_of(name, world, luck), **facts,
    )  # fmt: skip


def _any_town(employers: Employers, name: Int64, luck: Luck) -> Int64:
    """Return a town for each name (n,): that of an employer of the start, by lot."""
    founders = np.flatnonzero(employers.name < FOUNDED_BY)
    lot = np.floor(Luck(luck.seed).draws(Purpose.FOUNDING_TOWN, name) * founders.size).astype(np.int64)
    return employers.town[founders[lot]].astype(np.int64)


def poisson(mean: Real, luck: Real) -> Int64:
    """Return Poisson counts (n,) for draws in [0, 1), by inversion: more of the mean never gives fewer."""
    count = np.zeros(mean.size, np.int64)
    term = exp(-mean)
    total = term.copy()
    waiting = luck >= total
    while waiting.any():
        count += waiting
        term = term * mean / np.maximum(count, 1)
        total = total + term
        waiting &= (luck >= total) & (term > 0.0)
    return count
