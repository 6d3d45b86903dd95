"""Odd jobs share a pool: crowding lowers what they bring; people go away for gain and come home without it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.choices import look_out, resources, support_ahead
from sim.codes import Activity
from sim.county import County
from sim.livelihoods import (
    ODD_JOBS,
    do_odd_jobs,
    go_away,
    least_for_odd_jobs,
    livings,
    pay_away,
    share_away,
    share_out,
    worth_away,
    worth_here,
)
from sim.luck import Luck, Purpose
from sim.months import read_month
from tests.county.worlds import START, county_plan, metric

FESTIVAL, MARCH, JUNE = (read_month(f"2003-0{month}") for month in (2, 3, 6))


@pytest.fixture
def county():
    return County(county_plan(months=12, workers=3_000), rng=5)


def doing(county, activity):
    return np.flatnonzero(county.workers.activity == activity)


# --- sharing ------------------------------------------------------------------------------------------------------


def share_out_by_hand(least, pool, number, leave):
    """One after the other, each looks at what a share is with all who went before."""
    order = sorted(range(len(least)), key=lambda i: (-least[i] if leave else least[i], i))
    gone = []
    for i in order:
        share = pool / (number - len(gone)) if leave else pool / (number + len(gone) + 1)
        if (least[i] > share) if leave else (least[i] <= share):
            gone.append(i)
        else:
            break
    return sorted(gone)


LEAST = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, 8.0]), max_size=12)


@given(least=LEAST, pool=st.sampled_from([0, 1, 4, 16, 24, 64]), others=st.integers(0, 5), leave=st.booleans())
def test_a_pool_is_shared_out_one_by_one(least, pool, others, leave):
    number = others + (len(least) if leave else 0)
    went = share_out(np.arange(len(least)), np.array(least), pool, number, leave=leave)
    assert went.tolist() == share_out_by_hand(least, pool, number, leave)


@given(least=LEAST, others=st.integers(0, 5))
def test_a_larger_pool_takes_in_all_whom_a_smaller_one_does(least, others):
    """Money x 8 for the pool and for nobody's wishes."""
    who, wishes = np.arange(len(least)), np.array(least)
    few, many = (set(share_out(who, wishes, pool, others, leave=False).tolist()) for pool in (4, 32))
    assert few <= many


# --- odd jobs -----------------------------------------------------------------------------------------------------


def test_odd_jobs_are_paid_what_households_spent_on_them_last_month():
    county = County(county_plan(months=3, workers=1_500), rng=5)
    for _ in range(3):
        pool = county.ledger.accounts[ODD_JOBS].cash
        county.step()
        who = doing(county, Activity.FLEXIBLE)
        assert who.size > 0
        assert set(county.workers.earnings[who].tolist()) == {pool // who.size}
        paid = {key[4]: fen for key, (_, fen) in county.ledger.journal.items()}
        assert paid["odd jobs"] == pool // who.size * who.size
        assert paid["spent on odd jobs"] == int(paid["spending"] * county.world.odd_jobs)


def test_of_odd_jobs_offices_see_a_part(county):
    county.step()
    w, who = county.workers, doing(county, Activity.FLEXIBLE)
    assert w.earnings_seen[who] == pytest.approx(county.world.odd_jobs_seen * w.earnings[who], abs=1)
    assert not w.earnings[doing(county, Activity.EMPLOYED)].any()


@pytest.mark.parametrize(("factor", "more"), [(4, True), (0.25, False)])
def test_more_spending_draws_people_in_and_less_drives_them_out(county, factor, more):
    w, before = county.workers, doing(county, Activity.FLEXIBLE).size
    county.ledger.accounts[ODD_JOBS].cash = int(county.ledger.accounts[ODD_JOBS].cash * factor)
    do_odd_jobs(w, county.world, Luck(5, START), county.ledger)
    assert (doing(county, Activity.FLEXIBLE).size > before) == more


def test_nobody_does_odd_jobs_for_less_than_they_hold_out_for(county):
    w, world = county.workers, county.world
    do_odd_jobs(w, world, Luck(5, START), county.ledger)
    fresh = doing(county, Activity.FLEXIBLE)
    fresh = fresh[w.spell_start[fresh] == START]
    share = county.ledger.accounts[ODD_JOBS].cash / doing(county, Activity.FLEXIBLE).size
    assert fresh.size > 0
    assert (least_for_odd_jobs(w, fresh, world) <= share).all()


def test_what_odd_jobs_must_bring_is_toil_and_lost_search_but_for_those_in_need(county):
    w, world = county.workers, county.world
    who = doing(county, Activity.UNEMPLOYED)
    w.cash[who[::3]], w.family_income[who[::3]], w.support[who[::3]] = 0, 0, 0
    sight = look_out(w, who, world)
    by_hand = [
        0.0 if sight.needy[i] else world.toil * sight.resources[i] + (1 - world.odd_job_effort) * sight.gain[i]
        for i in range(who.size)
    ]
    assert least_for_odd_jobs(w, who, world).tolist() == pytest.approx(by_hand)
    assert 0 < np.count_nonzero(sight.needy) < who.size
    assert (sight.gain > 0).any()


@pytest.mark.parametrize("factor", [0.3, 0.8, 1.0, 3.0])
def test_who_turns_to_odd_jobs_and_who_leaves_them_one_by_one(county, factor):
    """Against the whole of it by hand: those who think of it, leavers first, who give them another chance."""
    w, world, luck = county.workers, county.world, Luck(5, JUNE)
    pool = county.ledger.accounts[ODD_JOBS].cash = int(county.ledger.accounts[ODD_JOBS].cash * factor)
    w.spell_start[doing(county, Activity.DISCOURAGED)[::2]] = JUNE  # they gave up just now
    there = doing(county, Activity.FLEXIBLE)
    idle = np.flatnonzero(np.isin(w.activity, (Activity.UNEMPLOYED, Activity.DISCOURAGED)) & (w.spell_start < JUNE))
    thinks = luck.draws(Purpose.ODD_JOBS, w.rows) < world.attention
    might_leave, might_come = there[thinks[there]], idle[thinks[idle]]
    least = least_for_odd_jobs(w, might_leave, world).tolist()
    gone = share_out_by_hand(least, pool * (1 + world.second_thoughts), there.size, leave=True)
    left = set(might_leave[gone].tolist())
    least = least_for_odd_jobs(w, might_come, world).tolist()
    come = might_come[share_out_by_hand(least, pool, there.size - len(left), leave=False)]
    do_odd_jobs(w, world, luck, county.ledger)
    assert set(doing(county, Activity.FLEXIBLE).tolist()) == (set(there.tolist()) - left) | set(come.tolist())
    assert left or come.size


def test_without_anybody_to_do_them_households_spend_the_money_elsewhere(county):
    w, world = county.workers, county.world
    w.activity[doing(county, Activity.FLEXIBLE)] = Activity.DISCOURAGED
    claims = [claim for claim in livings(w, world, county.ledger, START) if claim.payer == ODD_JOBS]
    assert [int(claim.fen.sum()) for claim in claims] == [county.ledger.accounts[ODD_JOBS].cash]


def test_who_is_registered_may_have_odd_jobs_and_keeps_the_benefit_until_a_job_is_found():
    county = County(county_plan(months=24, workers=3_000), rng=5, persons=True)
    w, hidden = county.workers, 0
    while county.running:
        county.step()
        hidden += np.count_nonzero(w.registered & (w.activity == Activity.FLEXIBLE))
        assert not w.registered[w.activity == Activity.AWAY].any()
    assert hidden > 0


# --- away ---------------------------------------------------------------------------------------------------------


def leave(county, month=MARCH, **changes):
    """Let people leave in a month, in a world that differs; return who left."""
    county.world = replace(county.world, **changes)
    go_away(county.workers, county.world, Luck(5, month), 8)
    away = doing(county, Activity.AWAY)
    return away[county.workers.spell_start[away] == month]


def test_people_leave_in_the_seasons_of_departure_alone(county):
    assert leave(county, JUNE).size == 0
    assert leave(county, MARCH).size > 0


def test_better_pay_away_and_a_larger_network_draw_more():
    counts = []
    for changes in ({"away_pay": 40_000}, {}, {"away_network": 100.0}, {"away_pay": 90_000}):
        counts.append(leave(County(county_plan(months=2, workers=3_000), rng=5), **changes).size)
    assert counts == sorted(counts)
    assert counts[0] < counts[1] < counts[3]


def test_who_leaves_expects_more_there_than_here_and_can_pay_the_fare(county):
    w = county.workers
    cash, here = w.get("cash"), worth_here(w, w.rows, county.world)
    left = leave(county, MARCH)
    assert (cash[left] >= county.world.away_fare).all()
    cheaper = np.ones(8)
    assert (worth_away(w, left, np.full(left.size, 1e6), cheaper, county.world, Luck(5, MARCH)) > here[left]).all()
    assert (w.earnings[left] >= 0).all()
    assert (w.earnings_seen[left] == 0).all()


def worth_away_by_hand(county, who, pay, cheaper):
    w, world = county.workers, county.world
    age = (MARCH - int(w.birth[who])) / 12
    rooted = 2 * Luck(5).draws(Purpose.ROOTED, np.array([who]))[0]
    home = world.away_distaste * rooted * max(age - 16, 0) / 24 + world.away_family * (int(w.family_size[who]) - 1)
    return pay - world.away_living - (home + world.away_fare / world.horizon) * cheaper[w.town[who]]


def worth_here_by_hand(county, who):
    w, world = county.workers, county.world
    chance = 0.0 if w.activity[who] == Activity.DISCOURAGED else float(w.chance[who])
    at_work = chance * world.horizon / (2 + chance * world.horizon)
    odd = w.earnings[who] if w.activity[who] == Activity.FLEXIBLE else 0
    one = np.array([who])
    rest = max(world.toil * resources(w, one, world)[0], odd) + support_ahead(w, one, world)[0]
    return at_work * w.expected_pay[who] + (1 - at_work) * rest


def among_all(county):
    """Give people odd jobs that pay, and time to give up, so that every case is there; return all who might leave."""
    w = county.workers
    w.activity[doing(county, Activity.UNEMPLOYED)[::4]] = Activity.DISCOURAGED
    w.chance[::2] = 0.08
    w.earnings[doing(county, Activity.FLEXIBLE)[::2]] = 45_000
    might = (Activity.UNEMPLOYED, Activity.DISCOURAGED, Activity.FLEXIBLE)
    return np.flatnonzero(np.isin(w.activity, might) & (w.spell_start < MARCH))


def test_what_a_month_away_and_at_home_are_worth_by_hand(county):
    who, cheaper = among_all(county), np.linspace(0.5, 1.0, 8)
    pay = np.linspace(20_000.0, 90_000.0, who.size)
    away = worth_away(county.workers, who, pay, cheaper, county.world, Luck(5, MARCH))
    here = worth_here(county.workers, who, county.world)
    for i, person in enumerate(who.tolist()):
        assert away[i] == pytest.approx(worth_away_by_hand(county, person, pay[i], cheaper))
        assert here[i] == pytest.approx(worth_here_by_hand(county, person), rel=1e-6)


def test_those_leave_who_think_of_it_gain_by_it_and_have_the_fare(county):
    w, world, luck = county.workers, county.world, Luck(5, MARCH)
    who = among_all(county)
    w.cash[who[::3]] = world.away_fare - 1
    share = share_away(w, 8)
    cheaper = 1 / (1 + world.away_network * share)
    pay = pay_away(w, who, world, luck)
    thinks = luck.draws(Purpose.GOING_AWAY, who) < 0.3
    expected = [
        person for i, person in enumerate(who.tolist())
        if thinks[i] and w.cash[person] >= world.away_fare
        and worth_away_by_hand(county, person, pay[i], cheaper) > worth_here_by_hand(county, person)
    ]  # fmt: skip
    assert leave(county, MARCH).tolist() == expected
    assert 5 < len(expected) < thinks.sum()
    claims = {claim.purpose: claim for claim in livings(w, world, county.ledger, MARCH)}
    assert claims["fares"].payer_rows.tolist() == expected, "those who are away already have paid"
    assert set(claims["remittances"].payee_rows.tolist()) == set(doing(county, Activity.AWAY).tolist()) > set(expected)


def test_at_the_festival_those_stay_home_to_whom_another_year_is_not_worth_it(county):
    w, luck = county.workers, Luck(5, FESTIVAL)
    county.world = replace(county.world, away_pay=int(county.world.away_pay * 0.8))
    away = doing(county, Activity.AWAY)
    cheaper = 1 / (1 + county.world.away_network * share_away(w, 8))
    pay = pay_away(w, away, county.world, luck)
    worth, here = worth_away(w, away, pay, cheaper, county.world, luck), worth_here(w, away, county.world)
    go_away(w, county.world, luck, 8)
    stays = worth * (1 + county.world.second_thoughts) >= here
    assert np.array_equal(w.activity[away] == Activity.AWAY, stays)
    assert (w.activity[away[~stays]] == Activity.UNEMPLOYED).all()
    assert np.count_nonzero(stays & (worth < here)) > 0, "some give it another chance"
    assert np.count_nonzero(~stays) > 0
    sent = county.world.remitted * np.maximum(pay[stays] - county.world.away_living, 0)
    assert w.earnings[away[stays]] == pytest.approx(sent, abs=1)


def test_the_young_and_single_leave_first(county):
    w, world, luck = county.workers, county.world, Luck(5, MARCH)
    who = np.repeat(doing(county, Activity.UNEMPLOYED)[:1], 3)
    worth = []
    for age, family in ((20, 1), (40, 1), (40, 4)):
        w.birth[who[0]], w.family_size[who[0]] = MARCH - 12 * age, family
        worth.append(worth_away(w, who[:1], np.array([70_000.0]), np.ones(8), world, luck)[0])
    assert worth[0] > worth[1] > worth[2]


def test_whoever_has_not_come_yet_is_not_counted_in_a_town(county):
    share = share_away(county.workers, 8)
    coming = doing(county, Activity.NOT_ARRIVED)
    county.workers.town[coming] = 0
    assert share_away(county.workers, 8).tolist() == share.tolist()


def test_remittances_come_home_and_the_worse_off_too():
    county = County(county_plan(months=15, workers=3_000), rng=5)
    county.run_model()
    w, away = county.workers, doing(county, Activity.AWAY)
    yearly = 12 * w.earnings[away].mean() / 100
    assert 2_000 <= yearly <= 4_500  # WG14, and those who fare well stay
    assert (w.employer[away] == -1).all()
    sent = sum(fen for key, (_, fen) in county.ledger.journal.items() if key[4] == "remittances")
    assert sent == w.earnings[away].sum()
    home = County(county_plan(months=15, workers=3_000), rng=5)
    before = doing(home, Activity.AWAY)
    for _ in range(2):
        home.step()
    assert (home.workers.activity[before] != Activity.AWAY).any()


def test_odd_jobs_and_work_away_are_counted():
    county = County(county_plan(months=6, workers=1_500), rng=5)
    county.run_model()
    tables = county.tables()
    assert metric(tables, "flexible")[-1] == doing(county, Activity.FLEXIBLE).size > 0
    assert metric(tables, "away")[-1] == doing(county, Activity.AWAY).size > 0
