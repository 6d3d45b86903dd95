"""Shops that people open and employers that close: who, with whose money, and what is left of it."""

import numpy as np
import pytest

from sim.codes import Activity, Ownership
from sim.county import County, live
from sim.months import write_month
from tests.county.worlds import county_plan, metric, rows

BUSY = ("world.shop_ideas=0.2", "world.patience=1", "world.closing=0.02", "world.foundings=40")


def county_of(*sets, workers=1_500, seed=2):
    return County(county_plan(*sets, workers=workers), rng=seed, persons=True)


def first_shops(*sets):
    """The names of the shops opened in the first month."""
    county = county_of("world.shop_ideas=0.3", *sets)
    start = county.employers.size
    county.step()
    e = county.employers
    return set(e.name[start:][e.ownership[start:] == Ownership.GETIHU].tolist())


@pytest.fixture(scope="module")
def busy():
    """A county in which much opens and closes, after a year."""
    county = county_of(*BUSY)
    county.run_model()
    return county


def test_every_owner_works_in_their_own_shop_in_their_own_town(busy):
    w, e = busy.workers, busy.employers
    owned = np.flatnonzero(e.owner >= 0)
    assert (w.activity[e.owner[owned]] == Activity.SELF_EMPLOYED).all()
    assert (w.employer[e.owner[owned]] == owned).all()
    later = owned[owned >= 360]
    assert later.size > 20
    assert (e.town[owned] == w.town[e.owner[owned]]).all()
    assert len(set(e.name.tolist())) == e.size
    assert 0 <= e.name.min() <= e.name.max() < 1 << 43


def test_who_closes_leaves_nothing_behind(busy):
    w, e = busy.workers, busy.employers
    closed = np.flatnonzero(~e.in_business & ~e.soft_budget)
    assert closed.size > 20
    for column in ("staff", "openings", "wanted", "cash", "debt", "orders", "custom"):
        assert not getattr(e, column)[closed].any(), column
    assert (e.owner[closed] == -1).all()
    assert not np.isin(w.employer, closed).any()


def test_openings_and_closures_are_counted_once(busy):
    told, e = busy.tables(), busy.employers
    opened, closed = metric(told, "new_firms"), metric(told, "closed_firms")
    start = e.size - int(opened.sum())
    assert int(closed.sum()) == int((~e.in_business).sum())
    assert (e.founded[:start] <= busy.plan.horizon.start).all()
    started = metric(told, "started_business").sum()
    outside = int((e.ownership[start:] == Ownership.PRIVATE).sum())
    assert (started, outside) == (opened.sum() - outside, int(opened.sum() - started))
    assert outside > 10


def test_money_of_a_new_shop_comes_from_purse_and_relatives():
    """Start-up capital is the capital less what is sunk; relatives give no more than what the purse lacks."""
    county = county_of("world.shop_ideas=0.5", "world.shop_sunk=0.25", workers=3_000)
    county.step()
    told = rows(county.tables()["ledger"], county.tables()["ledger"]["month"] == write_month(county.month - 1))
    fen = dict(zip(told["purpose"].tolist(), told["fen"].tolist(), strict=True))
    shops = metric(county.tables(), "started_business")[0]
    assert shops > 5
    sunk, cash = fen["fittings and fees of a shop"], fen["start-up capital"]
    assert cash == pytest.approx(3 * sunk, rel=0.2)  # outside firms bring cash as well
    assert 0 < fen["relatives' help for a shop"] < 4 * sunk


def test_relatives_are_paid_back_out_of_what_the_shop_brings_and_first_when_it_closes():
    """What they gave is what they were paid back, what is still owed to them, and what closed shops could not pay."""
    sets = ("world.shop_ideas=0.2", "world.closing=0.03", 'world.savings="300 元"', "world.relatives_repaid=0.5")
    county, given, back, lost = county_of(*sets), 0, 0, 0
    while county.running:
        e = county.employers
        before, open_before = e.relatives_gave.copy(), e.in_business.copy()
        county.step()
        fen = {key[4]: amount for key, (_, amount) in county.ledger.journal.items()}
        given, back = given + fen.get("relatives' help for a shop", 0), back + fen.get("relatives paid back", 0)
        closed = open_before & ~e.in_business[: open_before.size]
        lost = max(lost, before[closed].sum())
        assert not e.relatives_gave[~e.in_business].any()
        assert given - back - e.relatives_gave.sum() >= 0
    assert min(given, back, lost) > 0
    assert given - back - e.relatives_gave.sum() < 0.3 * given, "most shops can pay"


def test_help_that_is_a_gift_is_never_paid_back():
    county = county_of("world.shop_ideas=0.2", "world.relatives_repaid=0")
    county.step()
    assert not county.employers.relatives_gave.any()


@pytest.mark.parametrize(
    "harder",
    ["world.shop_premium=1.0", 'world.shop_capital="16000 元"', "world.family_help=1", "world.rent=0.35"],
)
def test_harder_terms_leave_fewer_shops_and_no_others(harder):
    """Whoever opens a shop on harder terms would have opened the same one on easier terms."""
    easy, hard = first_shops(), first_shops(harder)
    assert hard < easy
    assert len(easy) > 10


def test_without_patience_to_lose_nobody_closes():
    calm = live(county_plan("world.patience=0", "world.closing=0", "world.bankruptcy_rate=0", months=12), 3)
    assert metric(calm, "closed_firms").sum() == 0
    assert metric(calm, "new_firms").sum() > 0
