"""Every lever, whatever it is: at a zero amount, switched off or outside its dates it might as well not be there."""

from dataclasses import replace
from functools import cache

import pytest

from sim.county import live
from sim.policies import LEVERS
from tests.county.worlds import START, county_plan, differing, with_levers

MONTHS = 5
SAME = ("outcomes", "ledger", "persons", "spells", "register", "served")
SETS = ("world.publicity=0.6", *(f"world.{office}_fidelity=0.8" for office in ("labour_bureau", "tax_office")))
RATES = [f"{fund}_{who}" for fund in ("pension", "medical", "unemployment") for who in ("employer", "employee")]

# What makes each lever pay, ask for and decide nothing.
ZERO = {
    "social_contributions": dict.fromkeys(RATES, 0.0),
    "shop_taxes": {
        "fees": 0,
        **dict.fromkeys(("services_rate", "transport_rate", "trade_rate", "workshop_rate"), 0.0),
        "income_rate": 0.0,
    },
    "severance": {"wages_per_year": 0.0},
    "centre_allowance": {"allowance": 0, "clinic": 0},
    "unemployment_insurance": {"benefit": 0},
    "dibao": {"line": 0},
    "preferences_1998": {"share": 0.0},
    "reemployment_certificate": {"promise": 0},
    "public_posts": {"places": 0},
    "placement": {"staff": 0},
    "community_platform": {"staff": 0},
    "free_training": {"places": 0},
    "layoff_rules": {
        "notice_days": 0,
        "threshold_count": 0,
        "refused": 0.0,
        "capacity": 0,
        "vote": 0.0,
        "settlement": 0.0,
    },
    "flexible_insurance": {"rate": 0.0},
    "self_employment_relief": {"share": 0.0, "fees": 0.0},
    "firm_hiring_relief": {"years": 0},
    "insurance_subsidy": {"years": 0, "budget": 0},
    "firm_taxes": dict.fromkeys(
        ("services_rate", "transport_rate", "surcharge", "income_rate", "middle_rate", "small_rate"), 0.0
    ),
    "fiscal_input": {"planned": 0.0},
    "micro_loans": {"cap": 0, "interest_budget": 0, "capital": 0},
    "core_ancillary_separation": {"allowed": False, "years": 0},
    "medical_aid": {"aid": 0},
    "agreement_insurance": {"years": 0},
    "implementation": dict.fromkeys(("publicity", "joint_office", "supervision", "hotline", "accountability"), 0.0),
}
# Without which a lever has nothing to act on.
NEEDS = {
    "self_employment_relief": ("shop_taxes", "reemployment_certificate"),
    "firm_hiring_relief": ("firm_taxes", "reemployment_certificate"),
    "fiscal_input": ("public_posts",),
    "core_ancillary_separation": ("severance",),
    "layoff_rules": ("severance",),
}


@cache
def told(*levers):
    """Live some months with these levers beside each other, in the order of `LEVERS`."""
    return live(with_levers(county_plan(*SETS, months=MONTHS), *levers), 3, persons=True)


@cache
def told_of_more(*levers):
    """Live two years in a larger county, where rare things happen too."""
    plan = county_plan(*SETS, "world.shop_ideas=0.2", months=24, workers=6000)
    return live(with_levers(plan, *levers), 3, persons=True)


@cache
def base():
    """Return the levers of the county without new policy."""
    return {lever.name: lever for lever in county_plan(*SETS, months=MONTHS).levers}


def together(*names, **changes):
    """Return the base levers and those named, the last of them changed."""
    levers = base() | {name: base().get(name, LEVERS[name]()) for name in names}
    levers[names[-1]] = replace(levers[names[-1]], **changes)
    return tuple(levers[known] for known in LEVERS if known in levers)


def without(name):
    """Return the base levers less the one named."""
    return tuple(lever for lever in base().values() if lever.name != name)


def test_every_lever_is_asked():
    assert set(ZERO) == set(LEVERS)


@pytest.mark.parametrize("name", ZERO)
def test_a_lever_that_does_nothing_might_as_well_not_be_there(name):
    absent = told(*without(name))
    for what, changes in {
        "zero amount": ZERO[name],
        "switched off": {"on": False},
        "begins after the horizon": {"begins": START + MONTHS},
        "ended before the horizon": {"ends": START - 1},
    }.items():
        assert differing(absent, told(*together(name, **changes)), tables=SAME) == [], what
    if name in NEEDS:
        absent, present = (told_of_more(*together(*NEEDS[name], *more)) for more in ((), (name,)))
    else:
        present = told(*together(name))
    assert differing(absent, present, tables=SAME) != [], "in force it must change something"


@pytest.mark.parametrize("name", ZERO)
def test_a_lever_that_begins_later_changes_nothing_before(name):
    """The same counties, two months long: the lever begins in the third."""
    plan = county_plan(*SETS, months=2)
    early = [
        live(with_levers(plan, *levers), 3, persons=True)
        for levers in (without(name), together(name, begins=START + 2))
    ]
    assert differing(*early, tables=SAME) == []
