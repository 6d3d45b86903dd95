"""Founding the employers of a county, each with the staff that it has at the start."""

from __future__ import annotations

from typing import NamedTuple

import mesa
import numpy as np

from sim.agents.employers import Employers
from sim.codes import MAIN_TRADE, Ownership, Sector
from sim.declare import Shares
from sim.exact import lognormal
from sim.founding.dealing import by_label, choose_share, deal, deal_sizes
from sim.founding.heads import Heads, rescale
from sim.founding.reform import burden_state_enterprises
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import CountyWorld

MONTHS_OF_WAGES = 2  # cash that an employer holds at the start
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
    trades = np.array([MAIN_TRADE[sector] for sector in Sector], np.int8)
    employers.name[:] = employers.rows
    employers.founded[:] = start
    employers.trade[:] = trades[employers.sector]
    employers.required_skill[:] = by_label(world.required_skill, Sector)[employers.sector]
    employers.general_share[:] = world.general_openings
    employers.wage_offer[:] = np.maximum(employers.wage_offer, world.minimum_wage)
    employers.custom[:] = employers.staff
    employers.orders[:] = employers.staff
    employers.wanted[:] = employers.staff
    employers.output_per_head[:] = to_fen(employers.wage_offer * world.output_per_pay)
    employers.cash[:] = MONTHS_OF_WAGES * employers.staff * employers.wage_offer
    burden_state_enterprises(employers, world, luck)
    return employers


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
