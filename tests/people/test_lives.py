"""People retire in their month, learn at work, lose practice out of it, give up and look again for reasons."""

import numpy as np
import pytest

from sim.codes import Activity, Schooling, Sex, Trade
from sim.county import County
from sim.lives import look_again, plan_retirement, practise, retire, stop_looking
from sim.luck import Luck
from tests.county.worlds import START, county_plan, roll_of


@pytest.fixture
def county():
    return County(county_plan('world.search_cost="12 元/月"', months=2, workers=900), rng=5)


def idle(county, n=0, activity=Activity.UNEMPLOYED):
    return np.flatnonzero(county.workers.activity == activity)[n : n + 1]


@pytest.mark.parametrize(
    ("sex", "trade", "years"), [(Sex.MAN, 0, 60), (Sex.WOMAN, 0, 50), (Sex.WOMAN, Trade.OFFICE, 55)]
)
def test_everybody_retires_in_the_month_of_their_age(county, sex, trade, years):
    w, who = county.workers, idle(county)
    w.sex[who], w.trade[who], w.birth[who] = sex, trade, START - 12 * years + 3
    plan_retirement(w, who, county.world)
    for month in range(START, START + 6):
        retire(w, county.employers, county.world, month)
        assert (w.activity[who[0]] == Activity.RETIRED) == (month >= START + 3)


def test_an_owner_who_retires_leaves_the_shop_to_others_years_after_an_employee_would(county):
    w, e, world = county.workers, county.employers, county.world
    who = idle(county, activity=Activity.SELF_EMPLOYED)
    shop = w.employer[who[0]]
    w.retires[who] = START - 12 * world.owners_go_on + 1
    gone, left = retire(w, e, world, START)
    assert who[0] not in gone
    assert e.owner[shop] == who[0]
    gone, left = retire(w, e, world, START + 1)
    assert shop in left[gone == who[0]]
    assert e.owner[shop] == -1
    assert np.array_equal(e.staff, roll_of(county))


def test_who_closes_a_shop_after_the_retirement_age_retires(county):
    w, who = county.workers, idle(county, activity=Activity.SELF_EMPLOYED)
    w.retires[who] = START - 12
    w.leave_job(who, START, by_choice=True)
    retire(w, county.employers, county.world, START + 1)
    assert w.activity[who[0]] == Activity.RETIRED


def test_skill_is_learned_in_a_month_of_ones_own_up_to_the_ceiling(county):
    w, e, world = county.workers, county.employers, county.world
    in_trade = (w.employer >= 0) & ((w.trade == e.trade[w.employer]) | (w.trade == Trade.GENERAL))
    before = w.get("skill")
    for month in range(START, START + 12):
        here = w.get("skill")
        practise(w, e, world, Luck(5, month))
        changed = np.flatnonzero(w.skill != here)
        assert (changed % 12 == month % 12).all()
        assert (w.employer[changed] >= 0).all()
    said = dict(world.skill_ceiling)
    ceiling = np.array([said[name] for name in Schooling.labels()])[w.schooling]
    expected = before + world.skill_growth * np.maximum(ceiling - before, 0)
    np.testing.assert_allclose(w.skill[in_trade], expected[in_trade], rtol=1e-5)
    assert (w.skill[in_trade] > before[in_trade]).any()
    assert (w.skill[w.employer < 0] == before[w.employer < 0]).all()


def test_who_works_in_another_trade_loses_the_old_one_and_may_take_up_the_new(county):
    w, e, world = county.workers, county.employers, county.world
    who = idle(county, activity=Activity.EMPLOYED)
    shop = w.employer[who[0]]
    month = START + (int(who[0]) - START) % 12
    for general, trade, factor in (
        (1.0, Trade.TEXTILES, 1 - world.skill_decay),
        (0.0, Trade.FOOD, world.untrained_skill),
    ):
        e.trade[shop], e.general_share[shop] = Trade.FOOD, general
        w.trade[who], w.skill[who], w.output[who] = Trade.TEXTILES, 0.5, 0.4
        practise(w, e, world, Luck(5, month))
        assert w.trade[who[0]] == trade
        assert w.skill[who[0]] == pytest.approx(0.5 * factor)
        assert w.output[who[0]] == pytest.approx(0.4 * factor)


def test_who_is_out_of_work_loses_practice_month_by_month():
    county = County(county_plan(months=12, workers=3_000), rng=5)
    w = county.workers
    stay = np.flatnonzero(w.activity == Activity.UNEMPLOYED)
    before = w.get("skill")[stay].astype(float)
    county.run_model()
    still = (w.activity[stay] == Activity.UNEMPLOYED) & (w.spell_start[stay] < START)
    assert still.sum() > 20
    lost = w.skill[stay][still] / before[still]
    assert lost == pytest.approx((1 - county.world.skill_decay / 12) ** 12, rel=1e-4)


def give_up(county, who, **facts):
    """Put one jobless person in a situation and say whether they give up."""
    w = county.workers
    w.spell_start[who], w.activity[who] = START - 30, Activity.UNEMPLOYED
    for name, value in {"chance": 0.02, "expected_pay": 50_000, "cash": 0, "family_income": 80_000, "family_size": 4,
                        "support": 0, "visit_cost": 0, "insurance_months_left": 0, **facts}.items():  # fmt: skip
        getattr(w, name)[who] = value
    return who[0] in stop_looking(w, county.world, Luck(5, START))


def test_people_give_up_when_search_no_longer_pays(county):
    who = idle(county)
    assert not give_up(county, who)
    assert give_up(county, who, chance=0.001)
    assert give_up(county, who, expected_pay=15_000)
    assert not give_up(county, who, visit_cost=10_000)
    assert give_up(county, who, visit_cost=20_000)


def test_whose_family_is_in_need_cannot_give_up(county):
    assert not give_up(county, idle(county), chance=0.0, family_income=40_000)


def test_who_had_given_up_looks_again_in_need_or_on_good_news(county):
    w, who = county.workers, idle(county)
    assert give_up(county, who, chance=0.001)
    month = START + 1
    assert who[0] not in look_again(w, county.world, month)
    w.chance[who] = 0.02
    assert who[0] in look_again(w, county.world, month)
    assert w.spell_start[who[0]] == month  # who begins to look in a month applies from the next on
    assert give_up(county, who, chance=0.001)
    w.family_income[who] = 30_000
    assert who[0] in look_again(w, county.world, month)
    assert who[0] not in look_again(w, county.world, month)  # once
