"""Courses teach, and change nothing else: who wants a seat, who gets it, what is learned, who pays, and what fades."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import Activity, Trade
from sim.county import County, live
from sim.luck import Luck
from sim.months import read_month
from sim.training import PROVIDERS, admit, begin_courses, end_courses, skill_after
from tests.county.worlds import START, county_plan, differing, metric

ROUND = read_month("2003-01")  # a month in which a round of courses begins


@pytest.fixture
def county():
    return County(county_plan(months=12, workers=3_000), rng=5)


def begin(county, month=ROUND, **changes):
    county.world = replace(county.world, **changes)
    w, e = county.workers, county.employers
    e.post_openings(np.ones(e.size, np.int64))
    return begin_courses(w, e, county.schools, county.place, county.world, Luck(5, month))


# --- seats --------------------------------------------------------------------------------------------------------


def admit_by_hand(course, order, seats):
    left, admitted = list(seats), []
    for i in sorted(range(len(course)), key=lambda i: (order[i], i)):
        if left[course[i]] > 0:
            left[course[i]] -= 1
            admitted.append(i)
    return sorted(admitted)


@given(
    people=st.lists(st.tuples(st.integers(0, 2), st.sampled_from([0.1, 0.2, 0.5])), max_size=15),
    seats=st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
def test_each_course_admits_the_first_for_its_seats(people, seats):
    course = np.array([where for where, _ in people], np.int64)
    order = np.array([lot for _, lot in people])
    assert admit(course, order, np.array(seats)).tolist() == admit_by_hand(course, order, seats)


def test_no_class_is_larger_than_its_seats_and_free_courses_fill(county):
    who, course = begin(county, course_attention=1.0)
    paying = who.size
    county = County(county_plan(months=12, workers=3_000), rng=5)
    county.schools.providers.fee[:] = 0
    who, course = begin(county, course_attention=1.0)
    seats, admitted = county.schools.courses.seats, county.schools.courses.admitted
    assert (admitted <= seats).all()
    assert (admitted == np.minimum(county.schools.courses.applied, seats)).all()
    assert admitted.tolist() == np.bincount(course, minlength=seats.size).tolist()
    assert paying < who.size
    assert (county.workers.activity[who] == Activity.IN_TRAINING).all()


def test_a_full_course_may_prefer_those_of_most_skill():
    means = []
    for admission in ("lot", "skill"):
        county = County(county_plan(months=12, workers=3_000), rng=5)
        county.schools.providers.fee[:] = 0
        county.schools.courses.seats[:] = 1
        who, _ = begin(county, course_attention=1.0, admission=admission)
        means.append(county.workers.skill[who].mean())
    assert means[0] < means[1]


def test_rounds_begin_in_their_months_alone(county):
    county.schools.providers.fee[:] = 0
    assert begin(county, read_month("2003-02"), course_attention=1.0)[0].size == 0


def test_who_cannot_pay_the_fee_or_expects_nothing_does_not_enrol(county):
    county.workers.cash[:] = county.schools.providers.fee.min() - 1
    assert begin(county, course_attention=1.0)[0].size == 0
    county.workers.cash[:] = 10**7
    county.workers.chance[:] = 0.0
    assert begin(county, course_attention=1.0)[0].size == 0


# --- learning -----------------------------------------------------------------------------------------------------


def taught(county, who, course, admitted=1, months=1):
    """Send people through a course."""
    w = county.workers
    county.schools.courses.admitted[:] = admitted
    w.enrol(who, course, np.full(who.size, months, np.int16), START)
    for month in range(START, START + months):
        assert (w.activity[who] == Activity.IN_TRAINING).all()
        end_courses(w, county.schools, county.world, month)
    return w.skill[who].astype(float)


def test_what_is_learned_is_a_share_of_what_is_lacking():
    world = County(county_plan(months=2, workers=600), rng=5).world
    assert skill_after(np.array([0.4]), np.array([False]), 0.25, world)[0] == pytest.approx(0.4 + 0.25 * 0.6)
    base = 0.4 * world.untrained_skill
    assert skill_after(np.array([0.4]), np.array([True]), 0.25, world)[0] == pytest.approx(base + 0.25 * (1 - base))


def test_learning_falls_with_class_size_and_in_outdated_trades():
    worth = {}
    for trade, size in ((Trade.SERVICES, 1), (Trade.SERVICES, 80), (Trade.SERVICES, 240), (Trade.TEXTILES, 1)):
        county = County(county_plan(months=2, workers=3_000), rng=5)
        w = county.workers
        who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:1]
        course = np.flatnonzero(county.schools.courses.trade == trade)[:1]
        w.skill[who], w.trade[who] = 0.4, trade
        worth[trade, size] = taught(county, who, course, size)[0] - 0.4
    small = worth[Trade.SERVICES, 1]
    assert worth[Trade.SERVICES, 80] == pytest.approx(small * (81 / 80) / 2, rel=1e-4)
    assert worth[Trade.SERVICES, 240] == pytest.approx(small * (81 / 80) / 4, rel=1e-4)
    assert worth[Trade.TEXTILES, 1] == pytest.approx(small * 0.6 / 0.9, rel=1e-4)


def test_a_course_brings_its_trade_and_whoever_is_good_enough_a_certificate(county):
    w = county.workers
    who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:2]
    course = np.flatnonzero(county.schools.courses.trade == Trade.SERVICES)[[0, 0]]
    w.trade[who], w.skill[who], w.output[who] = Trade.SERVICES, [0.1, 0.5], [0.1, 0.5]
    skill = taught(county, who, course, months=3)
    assert (w.trade[who] == Trade.SERVICES).all()
    assert w.certificate[who].tolist() == [False, True]
    assert w.output[who] == pytest.approx(skill, rel=1e-5)
    assert (w.activity[who] == Activity.UNEMPLOYED).all()
    assert (w.spell_start[who] == START + 2).all()  # so they search from the fourth month on: three chances lost
    w.change_trade(who[1:], np.array([Trade.FOOD], np.int8))
    assert not w.certificate[who[1]]


def test_nobody_in_a_course_looks_for_work_and_the_register_keeps_them():
    county = County(county_plan("world.course_length=3", months=12, workers=3_000), rng=5)
    county.schools.providers.fee[:] = 0
    w, pupils, registered = county.workers, 0, 0
    while county.running:
        before = w.activity == Activity.IN_TRAINING
        county.step()
        after = w.activity[before]
        assert np.isin(after, (Activity.IN_TRAINING, Activity.UNEMPLOYED, Activity.RETIRED)).all()
        pupils += after.size
        registered += np.count_nonzero(w.registered[before])
    assert pupils > 0
    assert registered > 0
    assert metric(county.tables(), "in_training").max() > 0


def test_out_of_work_without_interruption_by_a_course(county):
    w = county.workers
    who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:1]
    since = w.jobless_since[who[0]]
    taught(county, who, np.zeros(1, np.int64))
    assert w.jobless_since[who[0]] == since


def test_the_trained_and_the_untrained_converge():
    """Skill out of use fades for both by the same share, so the lead of the trained melts."""
    county = County(county_plan(months=24, workers=3_000), rng=5)
    w = county.workers
    pair = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:2]
    w.skill[pair], w.attitude[:] = 0.4, 0.0
    taught(county, pair[:1], np.zeros(1, np.int64))
    lead = [float(w.skill[pair[0]] - w.skill[pair[1]])]
    for _ in range(24):
        county.step()
        lead.append(float(w.skill[pair[0]] - w.skill[pair[1]]))
    assert lead[0] > lead[-1] > 0 or not (w.activity[pair] == Activity.UNEMPLOYED).all()


# --- money --------------------------------------------------------------------------------------------------------


def test_fees_are_paid_when_a_course_begins_and_spent_on_teaching():
    county = County(county_plan(months=1, workers=3_000), rng=5)
    county.step()
    w, schools = county.workers, county.schools
    pupils = np.flatnonzero(w.activity == Activity.IN_TRAINING)
    assert pupils.size > 0
    due = schools.providers.fee[schools.courses.provider[w.course[pupils]]].sum()
    paid = {key[4]: fen for key, (_, fen) in county.ledger.journal.items() if key[0] == "training"}
    assert paid == {"course fees": due, "teaching": due}
    assert county.ledger.accounts[PROVIDERS].cash == 0


def test_a_county_without_providers_is_a_county():
    plan = county_plan("world.providers=0", months=4)
    tables = live(plan, 3, persons=True)
    assert not metric(tables, "in_training").any()
    seatless = live(county_plan("world.course_attention=0.0", months=4), 3, persons=True)
    same = [name for name in tables if name != "balances"]
    assert differing(tables, seatless, tables=same) == []
