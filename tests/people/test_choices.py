"""What people weigh: resources melt, so effort rises and the least accepted pay falls; beliefs follow what is seen."""

from dataclasses import replace

import mesa
import numpy as np
import pytest

from sim import choices
from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Origin, Trade
from sim.world import LimitWorld

AHEAD = LimitWorld(
    horizon=24, savings_part=0.5, family_part=0.7, farm_income=10_000, least_share=0.85, ease=0.6, effort=1.0,
    reservation_markup=0.2, pay_learning=0.1, chance_learning=0.04, news_learning=0.02, first_chance=0.03,
    outside_trade=0.3,
)  # fmt: skip
TODAY = replace(AHEAD, horizon=0)


def people(n, **facts):
    workers = Workers(mesa.Model(rng=1), n)
    workers.activity[:] = Activity.UNEMPLOYED
    workers.expected_pay[:] = 50_000
    workers.support[:] = 18_000
    for name, value in facts.items():
        getattr(workers, name)[:] = value
    return workers, workers.rows


def effort_of(workers, who, world):
    return choices.weigh_search(workers, who, world)[0]


def least_pay(workers, who, world):
    return choices.weigh_search(workers, who, world)[1]


def test_without_a_horizon_people_see_the_benefits_of_this_month_alone():
    workers, who = people(3, cash=10**6, family_income=60_000, insurance_months_left=[1, 12, 24])
    assert choices.resources(workers, who, TODAY).tolist() == [18_000] * 3
    assert least_pay(workers, who, TODAY).tolist() == [21_600] * 3


def test_benefits_that_run_out_count_for_the_months_that_are_left():
    workers, who = people(4, insurance_months_left=[1, 12, 24, 30])
    assert choices.resources(workers, who, AHEAD).tolist() == [750, 9_000, 18_000, 18_000]
    workers.insurance_months_left[:], workers.centre_months_left[:] = 0, [1, 12, 24, 36]
    assert choices.resources(workers, who, AHEAD).tolist() == [750, 9_000, 18_000, 18_000]


def test_support_without_a_clock_lasts():
    workers, who = people(1)
    assert choices.resources(workers, who, AHEAD).tolist() == [18_000]


def test_savings_family_and_land_are_counted_on():
    workers, who = people(4, support=0, family_size=3)
    workers.cash[1], workers.family_income[2], workers.origin[3] = 240_000, 60_000, Origin.RURAL
    assert choices.resources(workers, who, AHEAD).tolist() == [0, 5_000, 14_000, 10_000]


def test_effort_rises_and_the_least_pay_falls_as_benefits_run_out():
    workers, who = people(24, insurance_months_left=np.arange(24, 0, -1))
    effort, least = choices.weigh_search(workers, who, AHEAD)
    assert (np.diff(effort) > 0).all()
    assert (np.diff(least) < 0).all()


def test_effort_is_ones_nature_less_ease_and_odd_jobs_take_time():
    """Resources beyond what work pays make nobody idler than resources as large as that."""
    workers, who = people(4, support=[0, 25_000, 50_000, 90_000], insurance_months_left=24)
    assert effort_of(workers, who, AHEAD) == pytest.approx([1.0, 0.7, 0.4, 0.4])
    workers.attitude[:] = 0.5
    assert effort_of(workers, who, AHEAD) == pytest.approx([0.5, 0.35, 0.2, 0.2])
    workers.activity[:] = [Activity.FLEXIBLE, Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.UNEMPLOYED]
    beside = replace(AHEAD, odd_job_effort=0.5)
    assert effort_of(workers, who, beside) == pytest.approx([0.25, 0.35, 0.1, 0.2])


def test_nobody_leaves_odd_jobs_for_less_than_they_bring():
    workers, who = people(2, support=0, earnings=[0, 31_000])
    assert least_pay(workers, who, AHEAD).tolist() == [0, 31_000]


def test_support_ahead_lasts_as_long_as_either_clock_of_insurance_or_centre():
    workers, who = people(3, insurance_months_left=[12, 0, 0], centre_months_left=[0, 6, 0])
    assert choices.support_ahead(workers, who, AHEAD).tolist() == [9_000, 4_500, 18_000]
    assert choices.support_ahead(workers, who, TODAY).tolist() == [18_000] * 3


def test_a_family_is_in_need_by_all_that_it_has():
    needs = replace(AHEAD, need=10_000)
    workers, who = people(3, support=0, cash=0, family_size=3, family_income=[29_000, 14_000, 0])
    workers.support[:] = [0, 0, 30_000]
    sight = choices.look_out(workers, who, needs)  # 0.7 / 3 of the others' income, and that income
    assert (sight.resources + workers.family_income).tolist() == pytest.approx([35_766.67, 17_266.67, 30_000], abs=0.01)
    assert sight.needy.tolist() == [False, True, False]


def test_nobody_holds_out_for_more_than_a_share_of_what_they_believe_in():
    workers, who = people(2, support=60_000, expected_pay=[50_000, 30_000])
    assert least_pay(workers, who, AHEAD).tolist() == [42_500, 25_500]


def test_what_search_is_worth():
    workers, who = people(3, chance=0.01, support=[20_000, 50_000, 70_000])
    assert choices.look_out(workers, who, AHEAD).gain == pytest.approx([0.01 * 30_000 * 24, 0.0, 0.0], rel=1e-6)


@pytest.mark.parametrize("chance", [0.001, 0.02, 0.2])
def test_the_share_of_the_horizon_spent_in_work(chance):
    """Against the sum over months: found in month k, in work from k + 1 on; within a tenth."""
    h = 24
    exact = sum(chance * (1 - chance) ** (k - 1) * (h - k) for k in range(1, h)) / h
    assert choices.months_in_work(np.array([chance]), h)[0] == pytest.approx(exact, rel=0.12)


# --- beliefs ------------------------------------------------------------------------------------------------------


def market(openings, offers, towns=2, trades=3):
    """Employers, one in each cell, none of whose openings is for anybody."""
    employers = Employers(mesa.Model(rng=1), towns * trades)
    employers.town[:], employers.trade[:] = np.divmod(employers.rows, trades)
    employers.openings[:], employers.wage_offer[:] = openings, offers
    return employers


def test_people_see_the_pay_of_openings_in_their_town_and_trade():
    employers = market([1, 2, 3, 4, 5, 6], [100, 200, 300, 400, 500, 600])
    assert choices.pay_on_offer(employers, 2, 3).ravel().tolist() == [100, 200, 300, 400, 500, 600]


def test_where_there_is_no_opening_people_look_at_the_trade_then_at_all():
    employers = market([1, 0, 0, 3, 2, 0], [100, 0, 0, 500, 400, 0])
    seen = choices.pay_on_offer(employers, 2, 3).ravel()
    assert seen == pytest.approx([100, 400, 2_400 / 6, 500, 400, 2_400 / 6])
    assert choices.pay_on_offer(market([0] * 6, [100] * 6), 2, 3).ravel().tolist() == [0] * 6


def test_openings_for_anybody_are_seen_by_those_without_a_trade():
    employers = market([0, 4, 0, 0, 0, 0], [0, 300, 0, 0, 0, 0])
    employers.general_share[:] = 0.25
    employers.openings[0], employers.wage_offer[0] = 1, 100
    seen = choices.pay_on_offer(employers, 2, 3).ravel()
    assert seen[Trade.GENERAL] == pytest.approx((100 + 300) / 2)  # one of each
    assert seen[1] == 300


def test_openings_are_counted_by_the_trade_that_they_ask_for():
    """A quarter of six openings of trade 1 is for anybody, all of trade 2's are not."""
    employers = market([0, 4, 3, 0, 2, 0], [100] * 6)
    employers.general_share[:] = [0, 0.25, 0, 0, 0.25, 0]
    assert choices.openings_by_trade(employers, 3).tolist() == [1.5, 4.5, 3.0]


RATES = (AHEAD.pay_learning, AHEAD.chance_learning, AHEAD.news_learning, 0.99)


def learn(workers, offers=None, tried=False, hired=False, news=(0.0, 0.0)):
    """Let a month of search pass; return pay and chance believed in."""
    flags = (np.zeros(workers.size, np.bool_) | said for said in (tried, hired))
    offers = np.zeros((2, 8)) if offers is None else offers
    workers.learn(workers.rows, *flags, offers, np.array(news), RATES)
    return workers.expected_pay.tolist(), workers.chance.astype(float)


def test_belief_in_pay_moves_toward_offers_and_never_past_them():
    workers, _ = people(3, personal_pay=[1.0, 1.0, 2.0], attitude=[1.0, 0.5, 1.0])
    assert learn(workers)[0] == [50_000] * 3
    assert learn(workers, np.full((2, 8), 30_000.0))[0] == [48_000, 49_000, 51_000]


def test_refusals_dishearten_success_and_news_encourage():
    workers, _ = people(4, chance=0.05, town=[0, 0, 0, 1])
    tried, hired = np.array([True, True, False, False]), np.array([False, True, False, False])
    after = learn(workers, None, tried, hired, (0.05, 0.25))[1]
    assert after == pytest.approx([0.05 - 0.04 * 0.05, 0.05 + 0.04 * 0.95, 0.05, 0.05 + 0.02 * 0.2], rel=1e-6)
    workers.chance[:], workers.attitude[:] = 0.05, 0.5
    after = learn(workers, None, tried, hired, (0.05, 0.25))[1]
    assert after == pytest.approx([0.05 - 0.02 * 0.05, 0.05 + 0.02 * 0.95, 0.05, 0.05 + 0.02 * 0.2], rel=1e-6)


def test_skill_out_of_use_fades_and_employers_see_it():
    workers, _ = people(2, skill=[0.5, 0.8], output=[0.5, 0.4])
    learn(workers)
    assert workers.skill == pytest.approx([0.495, 0.792], rel=1e-6)
    assert workers.output == pytest.approx([0.495, 0.396], rel=1e-6)
