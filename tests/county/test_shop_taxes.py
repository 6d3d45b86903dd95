"""Taxes on shops and relief from them, in the whole county: what does nothing changes nothing; books agree."""

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import Activity, Origin
from sim.county import County
from sim.policies.preferences_1998 import Preferences1998
from sim.policies.shop_taxes import ShopTaxes
from tests.county.worlds import SAME, START, county_plan, differing, with_levers

MONTHS = 10
RATES = ("services_rate", "transport_rate", "trade_rate", "workshop_rate", "surcharge", "income_rate")
CHANGES = {
    "shop_taxes": {"zero amount": {**dict.fromkeys(RATES, 0.0), "fees": 0}},
    "preferences_1998": {"zero amount": {"share": 0.0}, "no shop is young": {"years": 0}},
}
OFF = {"switched off": {"on": False}, "later": {"begins": START + MONTHS}, "ended": {"ends": START - 1}}
PLAN = county_plan("world.tax_office_fidelity=0.5", "world.publicity=0.5", months=MONTHS, workers=1_000)


def lived(*levers):
    """Live a county in which every third shop is young and belongs to somebody who was laid off."""
    county = County(with_levers(PLAN, *levers), rng=5, persons=True)
    owners = np.flatnonzero(county.workers.activity == Activity.SELF_EMPLOYED)[::3]
    county.workers.origin[owners] = Origin.SOE
    county.workers.spell_start[owners] = START - 5
    while county.running:
        county.step()
        check_month(county)
    return county.tables()


def check_month(county):
    """Relief is what its holders were granted, and never more than what their shops owe."""
    e, w = county.employers, county.workers
    granted = np.zeros(e.size, np.int64)
    for name, standing in county.standings.items():
        if name == "preferences_1998":
            holders = standing.holders()
            at_work = holders[w.employer[holders] >= 0]
            np.add.at(granted, w.employer[at_work], standing.fixed[at_work])
    assert (e.relief >= granted).all()
    assert (e.relief <= e.assessed).all()


@pytest.fixture(scope="module")
def whole():
    return lived(*PLAN.levers)


@pytest.mark.parametrize("name", CHANGES)
def test_a_lever_on_shops_that_does_nothing_might_as_well_not_be_there(name, whole):
    others = [lever for lever in PLAN.levers if lever.name != name]
    without = lived(*others)
    assert differing(without, whole, tables=SAME) != []
    for what, changes in {**CHANGES[name], **OFF}.items():
        levers = [replace(lever, **changes) if lever.name == name else lever for lever in PLAN.levers]
        assert differing(without, lived(*levers), tables=SAME) == [], what


def test_what_is_forgone_is_what_less_comes_in(whole):
    """Month one: nobody's shop has changed yet, so taxes with and without the relief differ by the relief alone."""
    without = lived(*(lever for lever in PLAN.levers if lever.name != "preferences_1998"))

    def first(tables, programme, kind):
        told = tables["ledger"]
        mine = (told["month"] == "2003-01") & (told["programme"] == programme) & (told["kind"] == kind)
        return told["fen"][mine].sum()

    forgone = first(whole, "preferences_1998", "tax_forgone")
    assert forgone > 0
    assert first(without, "shop_taxes", "cash") - first(whole, "shop_taxes", "cash") == forgone


def test_nobody_who_was_laid_off_has_a_shop():
    plan = with_levers(PLAN, ShopTaxes(), Preferences1998())
    county = County(plan, rng=5)
    assert not (county.workers.origin[county.workers.activity == Activity.SELF_EMPLOYED] <= Origin.COLLECTIVE).any()
    county.step()
    assert vars(county.standings["preferences_1998"].count) == dict.fromkeys(
        ("eligible", "aware", "applied", "approved", "paid", "refused_no_money", "waiting"), 0
    )
