"""Founding the markets: at the start every employer sells what its staff makes, the rest is asked for from outside."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.employers import Employers
from sim.agents.markets import LOCAL, Markets
from sim.agents.workers import Workers
from sim.codes import Activity, CalendarMonth, Ownership, Sector
from sim.declare import SHARE_SCALE, Int64, Real
from sim.founding.dealing import by_label
from sim.money import to_fen
from sim.world import Behaviour, CountyWorld


def found_markets(
    model: mesa.Model, world: Behaviour, workers: Workers, employers: Employers, towns: int, start: int
) -> Markets:
    """Lay out the markets and send every employer to its own; what households do not buy comes from outside.

    Where households buy more than is sold in the county, demand from outside is below zero: they buy elsewhere.
    """
    markets = Markets(model, towns)
    markets.example[:] = [_example(employers, sector) for sector in markets.sector]
    markets.pay[:] = employers.wage_offer[markets.example]
    markets.output[:] = employers.output_per_head[markets.example]
    markets.foundings[:] = _foundings(world, markets)
    employers.market[:] = markets.of(employers.sector, employers.town)
    sold = np.zeros(markets.size, np.int64)
    np.add.at(sold, employers.market, to_fen(employers.custom * employers.output_per_head))
    income = np.where(workers.activity == Activity.SELF_EMPLOYED, workers.expected_pay, workers.wage)
    income = np.where(workers.activity == Activity.NOT_ARRIVED, 0, income + workers.family_income)
    by_town = np.bincount(workers.town, weights=income, minlength=towns).astype(np.int64)
    markets.households[:] = spread_over_markets(by_town, markets, world)
    markets.outside[:] = (sold - markets.households) / season_of(world, start)[markets.sector]
    return markets


def _example(employers: Employers, sector: int) -> int:
    """Return the first private employer of a sector, or the first of all."""
    there = employers.sector == sector
    private = np.flatnonzero(there & (employers.ownership > Ownership.COLLECTIVE))
    return int(np.concatenate([private, np.flatnonzero(there), employers.rows])[0])


def _foundings(world: Behaviour, markets: Markets) -> Real:
    """Return the foundings of an ordinary month in each market; a limit world has all in the first."""
    if not isinstance(world, CountyWorld):
        return np.where(markets.rows == 0, world.foundings, 0.0)
    a_month = world.foundings * world.workers / (world.urban_labour_force + world.rural_in_town)
    sectors = np.array([share for _, share in world.private_sectors], np.int64)[markets.sector]
    towns = np.array([*(share for _, share in world.town_shares), SHARE_SCALE], np.int64)[markets.town]  # -1: the last
    return a_month * (sectors * towns) / SHARE_SCALE / SHARE_SCALE


def spread_over_markets(spent: Int64, markets: Markets, world: Behaviour) -> Int64:
    """Return what households that spend `spent` (towns,) buy in each market (markets,), odd jobs apart."""
    bought = np.array([share for _, share in world.household_demand], np.int64)[markets.sector]
    here = np.where(np.isin(markets.sector, LOCAL), spent[markets.town], int(spent.sum()))
    return to_fen(here * ((1.0 - world.odd_jobs) * (1.0 - world.leakage) * bought / SHARE_SCALE))


def season_of(world: Behaviour, month: int) -> Real:
    """Return demand from outside in a month of the year over its mean, by sector."""
    season = by_label(world.season, CalendarMonth)[month % 12]
    return 1.0 + (season - 1.0) * by_label(world.season_strength, Sector)
