"""Courses teach, and change nothing else: who wants a seat, who gets it, what is learned, who pays, and what fades."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.choices import openings_by_trade, pay_on_offer, resources
from sim.codes import Activity, Sex, Trade
from sim.county import County, live
from sim.lives import practise
from sim.luck import Luck
from sim.months import read_month
from sim.training import PROVIDERS, admit, begin_courses, end_courses, fees, skill_after
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


# --- who wants a seat ---------------------------------------------------------------------------------------------

FEE, LENGTH = 2_000, 3


def a_round_with_room_for_all(**changes):
    """Return a county in which everybody without a job thinks of a course, their lives so far, and who begins which."""
    county = County(county_plan(f"world.course_length={LENGTH}", months=12, workers=3_000), rng=5)
    w, schools = county.workers, county.schools
    w.chance[:] = np.linspace(0.0, 0.1, w.size)
    idle = np.flatnonzero(np.isin(w.activity, (Activity.UNEMPLOYED, Activity.DISCOURAGED)))
    w.activity[idle[::5]], w.earnings[idle[::5]] = Activity.FLEXIBLE, np.linspace(10_000, 250_000, idle[::5].size)
    w.activity[idle[1::5]] = Activity.DISCOURAGED
    w.spell_start[idle[::11]] = ROUND
    schools.courses.seats[:], schools.providers.fee[:] = w.size, FEE
    county.employers.wage_offer[:] = 30_000 + 9_000 * county.employers.trade.astype(np.int64)
    before = w.activity.copy(), w.spell_start.copy(), w.earnings.copy()
    return county, before, begin(county, course_attention=1.0, **changes)


def gain_by_hand(county, who, trade):
    """What a course in a trade is worth to somebody, beyond life without it and its fee."""
    w, e, world = county.workers, county.employers, county.world
    h, own, chance, skill = world.horizon, w.trade[who], float(w.chance[who]), float(w.skill[who])
    offers = pay_on_offer(e, len(county.place.towns), county.place.trades)[w.town[who]] * float(w.personal_pay[who])
    openings = openings_by_trade(e, county.place.trades)
    jobs = [max(openings[Trade.GENERAL] + (openings[t] if t != Trade.GENERAL else 0), 1) for t in range(openings.size)]
    above = w.expected_pay[who] - resources(w, np.array([who]), world)[0]

    def worth(chance, above, months):
        return chance * months / (2 + chance * months) * max(above, 0) * months

    start = skill if trade == own else skill * world.untrained_skill
    learned = start + world.course_quality * dict(world.course_worth)[Trade(trade).label] * (1 - start)
    hope = min(learned / skill * jobs[trade] / jobs[own], 4)
    after = worth(chance * hope, above + offers[trade] - offers[own], h - LENGTH)
    return after - worth(chance, above, h) - w.earnings[who] * LENGTH - FEE


def test_everybody_takes_the_course_that_promises_most_or_none():
    county, (activity, since, earnings), (pupils, course) = a_round_with_room_for_all()
    county.workers.earnings[:] = earnings  # a pupil has none
    w, courses, providers = county.workers, county.schools.courses, county.schools.providers
    chosen, enrolled = dict(zip(pupils.tolist(), course.tolist(), strict=True)), 0
    before = w.cash  # fees are paid in paragraph 7
    idle = np.isin(activity, (Activity.UNEMPLOYED, Activity.DISCOURAGED, Activity.FLEXIBLE))
    thinking = idle & (since < ROUND)
    others = set(range(w.size)) - set(np.flatnonzero(thinking).tolist())
    assert not others & set(chosen)
    for who in np.flatnonzero(thinking).tolist():
        gains = {trade: gain_by_hand(county, who, trade) for trade in np.unique(courses.trade).tolist()}
        best = max(gains.values())
        if who in chosen:
            enrolled += 1
            trade = courses.trade[chosen[who]].item()
            assert gains[trade] == pytest.approx(best, rel=1e-6)
            assert best > 0
            towns = providers.town[courses.provider[courses.trade == trade]]
            assert providers.town[courses.provider[chosen[who]]] == w.town[who] or w.town[who] not in towns
        else:
            assert best < 1e-6 * abs(best) or before[who] < FEE
    assert 20 < enrolled < 0.9 * thinking.sum()
    assert set(activity[pupils].tolist()) == {Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.DISCOURAGED}


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


def test_the_lead_of_the_trained_melts_out_of_work_by_what_fades(county):
    w, kept = county.workers, 1 - county.world.skill_decay / 12
    pair = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:2]
    w.skill[pair], w.trade[pair] = 0.4, Trade.SERVICES
    taught(county, pair[:1], np.flatnonzero(county.schools.courses.trade == Trade.SERVICES)[:1])
    lead = float(w.skill[pair[0]] - w.skill[pair[1]])
    assert lead > 0.05
    nothing = np.zeros(w.size, np.bool_)
    for _ in range(36):
        w.learn(pair, nothing, nothing, np.zeros((8, 8)), np.zeros(8), (0.0, 0.0, 0.0, kept))
    assert w.skill[pair[0]] - w.skill[pair[1]] == pytest.approx(lead * kept**36, rel=1e-3)
    assert kept**36 < 0.95


def test_whoever_was_not_trained_catches_up_at_work(county):
    """A year's practice brings both a share of the way to the same ceiling: the lead falls by that share."""
    w, e, world = county.workers, county.employers, county.world
    who = np.flatnonzero((w.activity == Activity.EMPLOYED) & (w.trade == e.trade[w.employer]))[:2]
    w.schooling[who], w.skill[who] = w.schooling[who[0]], (0.3, 0.2)
    lead = 0.1
    for year in range(1, 4):
        for month in range(START, START + 12):
            practise(w, e, world, Luck(5, month))
        now = float(w.skill[who[0]] - w.skill[who[1]])
        assert now == pytest.approx(lead * (1 - world.skill_growth), rel=1e-3), year
        lead = now
    assert w.skill[who[1]] > 0.2


def test_whoever_learns_an_office_trade_works_longer_if_a_woman(county):
    w, world = county.workers, county.world
    who = np.flatnonzero((w.activity == Activity.UNEMPLOYED) & (w.sex == Sex.WOMAN) & (w.trade != Trade.OFFICE))[:1]
    county.schools.courses.trade[0] = Trade.OFFICE
    assert w.retires[who[0]] == w.birth[who[0]] + 12 * world.retirement_women
    taught(county, who, np.zeros(1, np.int64))
    assert w.retires[who[0]] == w.birth[who[0]] + 12 * world.retirement_women_office


def test_a_good_provider_teaches_more_and_a_certificate_of_the_same_trade_is_kept(county):
    w, schools = county.workers, county.schools
    who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:2]
    course = np.flatnonzero(schools.courses.trade == Trade.SERVICES)[:2]
    first, other = schools.courses.provider[course]
    assert first != other
    schools.providers.quality[[first, other]] = 0.06, 0.03
    w.trade[who], w.skill[who], w.certificate[who] = Trade.SERVICES, 0.01, [True, False]
    skill = taught(county, who, course)
    assert (skill[0] - 0.01) / (skill[1] - 0.01) == pytest.approx(2, rel=1e-4)
    assert w.certificate[who].tolist() == [True, False]
    w.skill[who], schools.courses.trade[0] = 0.01, Trade.FOOD
    taught(county, who[:1], np.zeros(1, np.int64))
    assert not w.certificate[who[0]], "it was of another trade"


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


def test_nobody_pays_twice_for_a_course(county):
    w, schools = county.workers, county.schools
    who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:3]
    w.enrol(who, np.zeros(3, np.int64), np.full(3, 3, np.int16), START)
    first, second = (next(iter(fees(w, schools, county.ledger, month))) for month in (START, START + 1))
    assert first.payer_rows.tolist() == who.tolist()
    assert (first.fen == schools.providers.fee[schools.courses.provider[0]]).all()
    assert second.fen.size == 0


def test_a_county_without_providers_is_a_county():
    plan = county_plan("world.providers=0", months=4)
    tables = live(plan, 3, persons=True)
    assert not metric(tables, "in_training").any()
    seatless = live(county_plan("world.course_attention=0.0", months=4), 3, persons=True)
    same = [name for name in tables if name != "balances"]
    assert differing(tables, seatless, tables=same) == []
