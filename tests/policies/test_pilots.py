"""Pilots: who is in which arm, that nobody in the control has the lever, and that a lot changes nobody's luck."""

from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

import numpy as np
import pytest

from sim.codes import Activity
from sim.county import County, live
from sim.plan import Horizon, Plan
from sim.policies import LEVERS, Benefit
from sim.world import LimitWorld
from tests.county.worlds import START, county_plan, differing, with_levers

SETS = ("world.publicity=0.6", "world.labour_bureau_fidelity=0.8", "world.civil_affairs_fidelity=0.8")
SAME = ("outcomes", "ledger", "persons", "spells", "register", "served")


def plan(months=8, *, posts=None, **changes):
    """The county with dibao changed in some way, and with public posts if they are said."""
    base = county_plan(*SETS, months=months, workers=2_000)
    levers = [replace(lever, **changes) if lever.name == "dibao" else lever for lever in base.levers]
    return with_levers(base, *levers, *([LEVERS["public_posts"](**posts)] if posts is not None else []))


@cache
def told(**_):
    return live(plan(), 5, persons=True)


def arms(tables, lever="dibao"):
    """Return person -> arm, and check what every row says of the lever."""
    mine = tables["arms"]["lever"] == lever
    return dict(zip(tables["arms"]["id"][mine].tolist(), tables["arms"]["arm"][mine].tolist(), strict=True))


def served(tables, lever="dibao"):
    return set(tables["served"]["person"][tables["served"]["lever"] == lever].tolist())


def test_a_pilot_of_everybody_is_no_pilot_and_one_of_nobody_is_no_lever():
    everybody = live(plan(pilot="person", pilot_share=1.0), 5, persons=True)
    assert differing(told(), everybody, tables=SAME) == []
    assert set(arms(everybody).values()) == {"treated"}
    assert told()["arms"]["id"].size == 0
    nobody = live(plan(pilot="person", pilot_share=0.0), 5, persons=True)
    release = nobody["ledger"]["purpose"] == "dibao release"
    assert not served(nobody)
    assert release.any(), "the money comes, and lies idle"
    absent = live(plan(on=False), 5, persons=True)
    assert differing(absent, nobody, tables=("persons", "spells", "register", "served")) == []


@pytest.mark.parametrize("stage", ["eligible", "applicants", "admitted"])
def test_the_control_has_nothing_and_half_are_treated(stage):
    tables = live(plan(pilot="person", pilot_share=0.5, pilot_stage=stage), 5, persons=True)
    arm = arms(tables)
    treated = {person for person, name in arm.items() if name == "treated"}
    control = set(arm) - treated
    assert control
    assert abs(len(treated) - len(arm) / 2) < 3 * (len(arm) / 4) ** 0.5
    assert served(tables) <= treated
    assert served(tables)
    assert set(tables["arms"]["probability"].tolist()) == {0.5}


def test_those_drawn_among_applicants_are_fewer_than_the_eligible():
    sizes = [
        len(arms(live(plan(pilot="person", pilot_share=0.5, pilot_stage=stage), 5, persons=True)))
        for stage in ("eligible", "applicants", "admitted")
    ]
    assert sizes[0] > sizes[1] > sizes[2] > 0


def test_a_pilot_of_towns_treats_whole_towns():
    tables = live(plan(pilot="town", pilot_share=0.4), 5, persons=True)
    pairs = set(zip(tables["arms"]["town"].tolist(), tables["arms"]["arm"].tolist(), strict=True))
    assert len(pairs) == len({town for town, _ in pairs})
    assert {arm for _, arm in pairs} == {"treated", "control"}


def test_persons_in_towns():
    tables = live(plan(pilot="person_in_towns", pilot_share=0.5, pilot_towns=0.6), 5, persons=True)
    by_town = {}
    for town, arm in zip(tables["arms"]["town"].tolist(), tables["arms"]["arm"].tolist(), strict=True):
        by_town.setdefault(town, set()).add(arm)
    pure = {town for town, found in by_town.items() if "pure_control" in found}
    assert pure
    assert all(by_town[town] == {"pure_control"} for town in pure)
    assert any(by_town[town] == {"treated", "control"} for town in set(by_town) - pure)
    assert set(tables["arms"]["probability"].tolist()) == {0.3}


def test_a_pilot_has_dates():
    ends = live(plan(pilot="person", pilot_share=0.5, pilot_ends=START + 3), 5, persons=True)
    control = {person for person, arm in arms(ends).items() if arm == "control"}
    first = dict.fromkeys(control, "9")
    mine = ends["served"]["lever"] == "dibao"
    for person, start in zip(
        ends["served"]["person"][mine].tolist(), ends["served"]["start"][mine].tolist(), strict=True
    ):
        first[person] = min(first.get(person, "9"), start)
    assert any(first[person] == "2003-05" for person in control), "who was held back has it when the pilot is over"
    assert not any(first[person] < "2003-05" for person in control)
    later = live(plan(pilot="person", pilot_share=0.0, pilot_begins=START + 2), 5, persons=True)
    months = later["programmes"]["month"][(later["programmes"]["lever"] == "dibao") & (later["programmes"]["paid"] > 0)]
    assert set(months.tolist()) == {"2003-01", "2003-02"}


def test_the_arm_depends_on_the_person_and_the_lever_alone():
    """Another lever beside it, or another share: whoever was treated at the smaller share is at the larger."""
    alone = arms(live(plan(pilot="person", pilot_share=0.3), 5, persons=True))
    beside = arms(live(plan(posts={}, pilot="person", pilot_share=0.3), 5, persons=True))
    wider = arms(live(plan(pilot="person", pilot_share=0.6), 5, persons=True))
    for other in (beside, wider):
        both = set(alone) & set(other)
        assert both
        assert not [person for person in both if alone[person] == "treated" and other[person] == "control"]
    assert {p: a for p, a in alone.items() if p in beside} == {p: a for p, a in beside.items() if p in alone}


def test_two_pilots_beside_each_other_draw_apart():
    posts = {"pilot": "person", "pilot_share": 0.5, "others_after": 1}
    tables = live(plan(posts=posts, pilot="person", pilot_share=0.5), 5, persons=True)
    one, other = arms(tables), arms(tables, "public_posts")
    both = sorted(set(one) & set(other))
    same = sum(one[person] == other[person] for person in both)
    assert 0.3 < same / len(both) < 0.7


def test_nobody_in_the_control_has_a_post():
    county = County(plan(posts={"pilot": "person", "pilot_share": 0.5}), rng=5, persons=True)
    while county.running:
        county.step()
        arm = county.standings["public_posts"].arm
        holders = np.flatnonzero(county.workers.activity == Activity.PUBLIC_POST)
        assert (arm[holders] == 1).all()
    assert holders.size


@dataclass(frozen=True, kw_only=True)
class ForEveryFirm(Benefit):
    """Every firm may have it; it is worth a yuan."""

    name: ClassVar[str] = "for_every_firm"
    number: ClassVar[int] = 97
    office: ClassVar[str] = "tax_office"
    unit: ClassVar[str] = "firm"
    automatic: ClassVar[bool] = True

    def eligible(self, now):
        return np.arange(now.employers.staff.size)

    def worth(self, now, who):
        return np.full(who.size, 100, np.int64)


@pytest.mark.parametrize("unit", ["firm", "town"])
def test_a_pilot_of_firms_draws_firms_by_name(unit):
    """No firm of the control is approved, and those treated all are."""
    lever = ForEveryFirm(pilot=unit, pilot_share=0.5)
    world = LimitWorld(seekers=10, firms=60, towns=6, vacancies=0)
    county = County(Plan("firms", world, (lever,), (), Horizon(START, 2, 0, START)), rng=5, persons=True)
    county.run_model()
    arm, step = (getattr(county.standings["for_every_firm"], column) for column in ("arm", "step"))
    told = county.tables()["arms"]
    assert (set(told["unit"].tolist()), told["id"].tolist()) == ({"firm"}, county.employers.name.tolist())
    assert set(arm.tolist()) == {1, 2}
    assert ((step == 3) == (arm == 1)).all()
    mixed = [len(set(arm[county.employers.town == town].tolist())) for town in range(6)]
    assert max(mixed) == (1 if unit == "town" else 2)
