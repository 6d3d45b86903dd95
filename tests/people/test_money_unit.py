"""A reform of the currency changes nobody's life: eight times every wage, purse, benefit, cost and pool.

Eight, because a multiplication by a power of two rounds nothing.
"""

from dataclasses import replace

import pytest

from sim.county import County
from sim.declare import parameters_of
from sim.livelihoods import ODD_JOBS, do_odd_jobs, go_away
from sim.lives import look_again, stop_looking
from sim.luck import Luck
from sim.months import read_month
from sim.training import begin_courses
from tests.county.worlds import county_plan

FEBRUARY, APRIL = read_month("2004-02"), read_month("2003-04")
TIMES = 8


def dear(county):
    """Give everything in the county one more nought, so to speak."""
    names = [name for name, declared in parameters_of(type(county.world)).items() if declared.kind == "money"]
    county.world = replace(county.world, **{name: getattr(county.world, name) * TIMES for name in names})
    tables = county.workers, county.employers, county.schools.providers
    for table in tables:
        for name, declared in table.columns.items():
            if declared.unit.startswith("fen"):
                getattr(table, name)[:] *= TIMES
    county.ledger.accounts[ODD_JOBS].cash *= TIMES
    return county


def lived(change):
    county = County(county_plan(months=6, workers=3_000), rng=5)
    for _ in range(3):
        county.step()
    county.world = county.plan.world.at(county.month)
    county.schools.providers.fee[:] = 1_000  # at the real fees nobody enrols
    return change(county)


def decide(county, decision):
    """Let people decide one thing; return what everybody does, and what they learned to be."""
    w, world = county.workers, county.world
    if decision == "courses":
        county.employers.openings[:] = 1
        begin_courses(w, county.employers, county.schools, county.place, world, Luck(5, APRIL))
    elif decision == "away":
        go_away(w, world, Luck(5, FEBRUARY), len(county.place.towns))
    elif decision == "odd jobs":
        do_odd_jobs(w, world, Luck(5, APRIL), county.ledger)
    else:
        look_again(w, world, APRIL)
        stop_looking(w, world, Luck(5, APRIL))
    return w.activity.tolist()


@pytest.mark.parametrize("decision", ["giving up", "odd jobs", "away", "courses"])
def test_nobody_decides_otherwise_in_another_currency(decision):
    old = lived(lambda county: county)
    before = old.workers.activity.tolist()
    same = decide(old, decision)
    assert same != before
    assert decide(lived(dear), decision) == same
