"""A lever that does nothing changes nothing: outcomes, ledger and person tables are those of a county without it."""

from dataclasses import replace

import pytest

from sim.county import live
from sim.policies.dibao import Dibao
from tests.county.worlds import (
    BUSY,
    SAME,
    START,
    county_plan,
    differing,
    limit_plan,
    metric,
    package,
    rows,
    until,
    with_levers,
    with_months,
)

RATES = [f"{fund}_{who}" for fund in ("pension", "medical", "unemployment") for who in ("employer", "employee")]
ZERO = {
    "social_contributions": dict.fromkeys(RATES, 0.0),
    "unemployment_insurance": {"benefit": 0},
    "dibao": {"line": 0},
}
LEVERS = {lever.name: lever for lever in package()}
MONTHS = 15
BARELY_INSURED = replace(BUSY, contribution_months=6)  # six more months make the year: every contribution counts
BASES = {"limit": limit_plan(months=MONTHS, world=BARELY_INSURED), "county": county_plan(months=MONTHS)}


def absent(kind, name):
    """Live the package without one lever."""
    others = [lever for lever in LEVERS.values() if lever.name != name]
    return live(with_levers(BASES[kind], *others), 6, persons=True)


def present(kind, name, **changes):
    """Live the package with one lever changed."""
    levers = [replace(lever, **changes) if lever.name == name else lever for lever in LEVERS.values()]
    return live(with_levers(BASES[kind], *levers), 6, persons=True)


@pytest.mark.parametrize("kind", BASES)
@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_that_does_nothing_might_as_well_not_be_there(kind, name):
    without = absent(kind, name)
    for what, changes in {
        "zero amount": ZERO[name],
        "switched off": {"on": False},
        "begins after the horizon": {"begins": START + MONTHS},
        "ended before the horizon": {"ends": START - 1},
    }.items():
        assert differing(without, present(kind, name, **changes), tables=SAME) == [], what
    assert differing(without, present(kind, name), tables=SAME) != [], "in force it must change something"


@pytest.mark.parametrize("kind", BASES)
@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_that_begins_later_changes_nothing_before(kind, name):
    without, later = absent(kind, name), present(kind, name, begins=START + 7)
    assert differing(until(without, START + 6), until(later, START + 6), tables=("outcomes", "ledger")) == []
    assert differing(without, later, tables=("outcomes", "ledger")) != []
    early = with_months(BASES[kind], 7)
    lived = [
        live(with_levers(early, *levers), 6, persons=True)
        for levers in (
            [lever for lever in LEVERS.values() if lever.name != name],
            [replace(lever, begins=START + 7) if lever.name == name else lever for lever in LEVERS.values()],
        )
    ]
    assert differing(*lived, tables=SAME) == []


@pytest.mark.parametrize("name", ["unemployment_insurance", "dibao"])
def test_a_benefit_that_ended_pays_nobody_and_leaves_its_mark_on_no_register(name):
    ample = {"dibao": {"budget": 10**9}}.get(name, {})
    ended = present("limit", name, ends=START + 11, **ample)
    whole = present("limit", name, **ample)
    assert differing(until(ended, START + 11), until(whole, START + 11), tables=("outcomes", "ledger")) == []
    mine = ended["served"]["lever"] == name
    assert mine.any()
    assert max(ended["served"]["end"][mine]) == "2003-12"
    assert max(ended["programmes"]["month"][ended["programmes"]["lever"] == name]) == "2003-12"
    drawing = {"unemployment_insurance": "drawing_insurance", "dibao": "drawing_dibao"}[name]
    assert metric(ended, drawing)[11] > 0
    assert not metric(ended, drawing)[12:].any()


# --- nobody could have it -------------------------------------------------------------------------------------


def test_nobody_eligible_for_insurance():
    """Nobody has ever paid in, and nobody does."""
    base = limit_plan(months=MONTHS, world=replace(BUSY, contribution_months=0))
    one = live(with_levers(base, Dibao()), 6, persons=True)
    other = live(with_levers(base, LEVERS["unemployment_insurance"], Dibao()), 6, persons=True)
    assert differing(one, other, tables=SAME) == []
    assert not other["programmes"]["eligible"][other["programmes"]["lever"] == "unemployment_insurance"].any()


def test_nobody_eligible_for_dibao():
    """Everybody's family lives well above the line: the quarterly money comes and lies idle, nothing else changes."""
    base = county_plan("world.family_income='5000 元/月'", "world.family_income_spread=0.1",
                       "world.families_without_earner=0.0", "world.family_size={two=0.5, three=0.5}",
                       months=MONTHS)  # fmt: skip
    without = live(with_levers(base, *package()[:2]), 6, persons=True)
    idle = live(with_levers(base, *package()), 6, persons=True)
    assert differing(without, idle, tables=[name for name in SAME if name != "ledger"]) == []
    release = idle["ledger"]["purpose"] == "dibao release"
    assert differing({"ledger": without["ledger"]}, {"ledger": rows(idle["ledger"], ~release)}) == []
    assert release.any()
    assert not idle["programmes"]["eligible"][idle["programmes"]["lever"] == "dibao"].any()


def test_nobody_insured():
    """No employer insures its people: contributions are law and nobody pays them."""
    none = [f"world.insuring_{whose}=0.0" for whose in ("state", "collective", "private", "getihu")]
    none.append("world.inspection=0")  # nor does anybody come to think better of it
    base = county_plan(*none, months=MONTHS)
    one = live(with_levers(base, *package()[1:]), 6, persons=True)
    other = live(with_levers(base, *package()), 6, persons=True)
    assert differing(one, other, tables=SAME) == []


def test_only_balances_know_of_a_lever_that_does_nothing():
    """DESIGN section 9 promises outcomes, ledger and persons; that a fund exists and what it holds may be seen."""
    without, idle = absent("limit", "unemployment_insurance"), present("limit", "unemployment_insurance", on=False)
    assert set(idle) == set(without)
    differ = {name.partition(".")[0] for name in differing(without, idle)}
    assert differ <= {"balances"}
    funds = [set(tables["balances"]["account"]) for tables in (without, idle)]
    assert funds[0] <= funds[1]


def test_the_order_of_levers_that_do_not_meet_does_not_matter():
    """Contributions are nobody's income: whether they stand before or after the benefits changes nothing."""
    one = live(with_levers(BASES["county"], *package()), 6, persons=True)
    other = live(with_levers(BASES["county"], *package()[1:], package()[0]), 6, persons=True)
    assert differing(one, other, tables=SAME) == []
