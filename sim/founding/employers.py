"""Founding the employers of a county, each with the staff that it has at the start."""

from __future__ import annotations

from typing import NamedTuple

import mesa
import numpy as np

from sim.agents.employers import Employers
from sim.codes import MAIN_TRADE, Ownership, Sector
from sim.declare import Int64, Real, Shares
from sim.exact import log, lognormal
from sim.founding.dealing import by_label, by_lot, choose_share, deal, deal_sizes
from sim.founding.heads import Heads, rescale
from sim.founding.reform import burden_state_enterprises
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import Behaviour, CountyWorld

MONTHS_OF_WAGES = 2  # cash that an employer holds at the start
SLACK = 0.9  # persons: small employers begin with a little more or less custom than staff, as they would anywhere
STATE_AGES, PRIVATE_SINCE = (10, 45), 22  # years: private business began again in 1980
GETIHU_SPREAD, GETIHU_TAIL = 0.5, 5.0  # individual businesses stay small: seven hands at most by rule


class Kind(NamedTuple):
    """One ownership: how many employers, how many people, and how they differ from the others."""

    ownership: Ownership
    units: int
    staff: int
    sectors: Shares
    pay: int
    insuring: float
    growth: float


def kinds_of(world: CountyWorld, heads: Heads) -> tuple[Kind, ...]:
    """List the four ownerships of a county of this size."""
    w, o = world, Ownership
    state = min(rescale(w, w.state_units), heads.state)
    collective = min(rescale(w, w.collective_units), heads.collective)
    private = min(rescale(w, w.private_firms), heads.private)
    return (
        Kind(o.STATE, state, heads.state, w.state_sectors, w.state_pay, w.insuring_state, w.state_order_growth),
        Kind(o.COLLECTIVE, collective, heads.collective, w.collective_sectors, w.collective_pay,
             w.insuring_collective, w.collective_order_growth),
        Kind(o.PRIVATE, private, heads.private, w.private_sectors, w.private_pay, w.insuring_private,
             w.private_order_growth),
        Kind(o.GETIHU, heads.owners, heads.owners + heads.hands, w.getihu_sectors, w.getihu_pay, w.insuring_getihu,
             w.getihu_order_growth),
    )  # fmt: skip


def found_employers(model: mesa.Model, world: CountyWorld, luck: Luck, start: int) -> Employers:
    """Build every employer; sizes are log-normal with a Pareto top and add up to the staff of their kind."""
    kinds = kinds_of(world, Heads.of(world))
    employers = Employers(model, sum(kind.units for kind in kinds))
    begin = 0
    for kind in kinds:
        rows = np.arange(begin, begin + kind.units)
        begin += kind.units
        if kind.units:
            _found_kind(employers, rows, kind, world, luck)
    _set_apart(employers, Ownership.PRIVATE, Ownership.FOREIGN, rescale(world, world.foreign_firms), luck)
    _set_apart(
        employers, Ownership.COLLECTIVE, Ownership.LABOUR_SERVICE, rescale(world, world.labour_service_units), luck
    )
    trades = np.array([MAIN_TRADE[sector] for sector in Sector], np.int8)
    employers.name[:] = employers.rows
    employers.founded[:] = start - _ages(employers, world, luck)
    employers.reported_base[:] = reported_base_of(employers.name, world, luck)
    employers.trade[:] = trades[employers.sector]
    employers.required_skill[:] = by_label(world.required_skill, Sector)[employers.sector]
    employers.general_share[:] = world.general_openings
    employers.wage_offer[:] = np.maximum(employers.wage_offer, world.minimum_wage)
    slack = SLACK * (luck.draws(Purpose.FOUNDING_CUSTOM, employers.rows) - 0.5)
    employers.custom[:] = employers.staff + slack
    employers.orders[:] = employers.custom
    employers.wanted[:] = employers.staff
    employers.output_per_head[:] = to_fen(employers.wage_offer * world.output_per_pay)
    employers.cash[:] = MONTHS_OF_WAGES * employers.staff * employers.wage_offer
    burden_state_enterprises(employers, world, luck)
    return employers


def reported_base_of(name: Int64, world: Behaviour, luck: Luck) -> Real:
    """Return the part of pay on which each employer contributes (n,): its own for ever."""
    lot = Luck(luck.seed).draws(Purpose.REPORTED_BASE, name)
    return np.minimum(
        np.maximum(world.contribution_base + world.contribution_base_spread * (2.0 * lot - 1.0), 0.0), 1.0
    )


def _set_apart(employers: Employers, among: Ownership, becomes: Ownership, units: int, luck: Luck) -> None:
    """Let some employers of an ownership, by lot, be of another; at least one stays."""
    rows = np.flatnonzero(employers.ownership == among)
    employers.ownership[rows[by_lot(luck, Purpose.EMPLOYER_KIND, rows)[: max(min(units, rows.size - 1), 0)]]] = becomes


def _ages(employers: Employers, world: CountyWorld, luck: Luck) -> Int64:
    """Return everybody's age in months: private ones by a constant yearly share, state and collective ones old."""
    lot = luck.draws(Purpose.FOUNDING_AGE, employers.rows)
    private = -12.0 * world.employer_age * log(1.0 - lot)
    old = 12.0 * (STATE_AGES[0] + lot * (STATE_AGES[1] - STATE_AGES[0]))
    public = employers.ownership <= Ownership.COLLECTIVE
    return np.where(public, old, np.minimum(private, 12.0 * PRIVATE_SINCE)).astype(np.int64)


def _found_kind(
    employers: Employers, rows: np.typing.NDArray[np.int64], kind: Kind, world: CountyWorld, luck: Luck
) -> None:
    employers.ownership[rows] = kind.ownership
    employers.sector[rows] = deal(kind.sectors, rows, luck, Purpose.EMPLOYER_SECTOR)
    employers.town[rows] = deal(world.town_shares, rows, luck, Purpose.EMPLOYER_TOWN)
    small = kind.ownership == Ownership.GETIHU
    spread, tail = (GETIHU_SPREAD, GETIHU_TAIL) if small else (world.size_spread, world.size_tail)
    employers.staff[rows] = deal_sizes(kind.staff, 1, luck, rows, spread, tail)
    employers.insures[rows[choose_share(kind.insuring, rows, luck, Purpose.EMPLOYER_INSURES)]] = True
    pay = lognormal(luck.draws(Purpose.EMPLOYER_PAY, rows), float(kind.pay), world.employer_pay_spread)
    employers.wage_offer[rows] = to_fen(pay)
    employers.order_growth[rows] = kind.growth / 12
