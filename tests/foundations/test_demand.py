"""Markets: what is asked for is shared out to the last person, and a new shop takes custom from the old ones."""

import numpy as np
import pytest

from sim.agents.markets import LOCAL
from sim.codes import Sector
from sim.county import County
from sim.demand import change_demand, spend
from sim.scenario import read_plan

QUIET = {"workers": "2000", "order_swing": "0", "season": "{}", "spending": "0"}


def county_of(**sets):
    values = [f"world.{key}={value}" for key, value in (QUIET | sets).items()]
    return County(read_plan("no_new_policy", values, months=24), rng=1)


def turn(county, months=1):
    """Let demand change for some months, and nothing else."""
    for _ in range(months):
        change_demand(county.employers, county.markets, county.world_now(), county.luck())
        county.month += 1


def sold(county):
    """What each market's employers would sell if they had the people."""
    e, sales = county.employers, np.zeros(county.markets.size)
    np.add.at(sales, e.market, e.orders * e.output_per_head)
    return sales


def test_everybody_sells_where_they_stand():
    county = county_of()
    e, m = county.employers, county.markets
    assert (m.sector[e.market] == e.sector).all()
    local = np.isin(e.sector, LOCAL)
    assert (m.town[e.market][local] == e.town[local]).all()
    assert (m.town[e.market][~local] == -1).all()
    assert m.size == len(Sector) - len(LOCAL) + len(LOCAL) * len(county.place.towns)


def test_orders_of_a_market_are_its_demand():
    county = county_of(order_swing=0.3)
    turn(county, 5)
    served = county.markets.custom > 0
    assert sold(county)[served] == pytest.approx(county.markets.demand[served], rel=2e-3)  # thousandths of a person


def test_without_growth_and_luck_everybody_keeps_what_they_had():
    kinds = ("state", "collective", "private", "getihu")
    county = county_of(sector_growth="{}", **{f"{kind}_order_growth": 0 for kind in kinds})
    before = county.employers.get("custom")
    turn(county, 6)
    assert county.employers.orders == pytest.approx(before, rel=1e-3)  # custom counts in thousandths of a person


def test_a_new_shop_takes_custom_from_all_others_alike():
    """One more shop of the size of a tenth of the market: each of the others loses a tenth over 1.1."""
    county, other = county_of(), county_of()
    e = other.employers
    market = int(np.argmax(np.bincount(e.market)))
    inside = np.flatnonzero(e.market == market)
    e.add_rows(1)
    worth = int((e.custom[inside] * e.output_per_head[inside]).sum())
    e.market[-1], e.custom[-1], e.output_per_head[-1] = market, 1.0, worth // 10
    turn(county)
    turn(other)
    before, after = county.employers.orders, e.orders[:-1]
    assert after[inside] == pytest.approx(before[inside] / 1.1, rel=1e-3)
    outside = county.employers.market != market
    assert (after[outside] == before[outside]).all()


def test_a_shock_falls_on_its_sector_in_its_month_and_stays():
    county = county_of(sector_growth="{}", wto_begins='"2003-03"', wto_shock="{cotton_textiles=0.8}")
    other = county_of(sector_growth="{}", wto_shock="{}")
    textiles = county.employers.sector == Sector.COTTON_TEXTILES
    for month in range(4):
        turn(county)
        turn(other)
        shock = 0.8 if month >= 2 else 1.0
        factor = np.where(county.markets.sector == Sector.COTTON_TEXTILES, shock, 1.0)
        assert county.markets.outside == pytest.approx(other.markets.outside * factor)
    assert (county.employers.orders[textiles] < other.employers.orders[textiles]).all()
    assert (county.employers.orders[~textiles] == other.employers.orders[~textiles]).all()


def test_what_households_spend_comes_back_in_their_own_town():
    """Twice the spending of one town's people is felt by that town's shops and by county-wide markets only."""
    county = county_of(spending=0.5, leakage=0.5)
    w, m = county.workers, county.markets
    list(spend(w, m, county.world))
    before = m.households.copy()
    w.cash[w.town == 2] *= 2  # the ledger apart
    list(spend(w, m, county.world))
    more = m.households - before
    assert (more[np.isin(m.sector, LOCAL) & (m.town != 2)] == 0).all()
    spent = int(np.floor(w.cash[w.town == 2] * 0.5).sum())
    shares = dict(county.world.household_demand)
    trade = (m.sector == Sector.TRADE) & (m.town == 2)
    in_shops = spent * 0.5 * (1 - county.world.odd_jobs)
    assert m.households[trade].item() == pytest.approx(in_shops * shares["trade"] / 10_000, abs=1)


def test_no_fen_is_spent_twice_on_odd_jobs_and_in_shops():
    county = County(read_plan("no_new_policy", ["world.workers=2000", "world.leakage=0"], months=2), rng=1)
    county.step()
    fen = {key[4]: amount for key, (_, amount) in county.ledger.journal.items()}
    together = fen["spent on odd jobs"] + int(county.markets.households.sum())
    assert together == pytest.approx(fen["spending"], abs=county.markets.size + 1)
    assert fen["spent on odd jobs"] > 0
