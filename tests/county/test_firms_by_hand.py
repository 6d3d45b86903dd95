"""What employers and shopkeepers decide, worked out one by one from what stands in their rows."""

from collections import Counter
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from sim.benefits import HiringTerms
from sim.births import close_firms, found_firms, names_from_outside
from sim.choices import months_in_work
from sim.claims import OUTSIDE, Claim
from sim.codes import MAIN_TRADE, Activity, FirmAge, Ownership, Sector, Trade
from sim.county import County
from sim.demand import change_demand
from sim.economy import profits, sales, trade
from sim.exact import lognormal, power
from sim.firms import decide_to_insure, plan_staff, review_pay, weigh_labour
from sim.livelihoods import worth_here
from sim.luck import Luck, Purpose
from sim.shops import Help, open_shops
from sim.soft_budget import draw_up_payroll
from tests.county.worlds import START, county_plan

LATER = START + 5


@pytest.fixture
def county():
    county = County(county_plan(months=12, workers=1_500), rng=5)
    county.ledger.begin_month()
    return county


def give(county, row, fen):
    """Put money into an employer's purse, by the ledger."""
    county.ledger.settle(Claim.make("test", "gift", OUTSIDE, "employers", [fen], payee_rows=[row]))


def one(luck, purpose, name, k=0):
    return luck.draws(purpose, np.array([name]), k)[0]


def half_up(x):
    return int(np.floor(x + 0.5))


# --- births and closures ------------------------------------------------------------------------------------------


def test_who_closes_is_out_of_patience_without_an_owner_or_unlucky_for_its_age(county):
    w, e = county.workers, county.employers
    world = replace(county.world, patience=4, closing=0.2, closing_by_age=(("year_1", 0.1), ("year_3", 2.0)))
    luck = Luck(5, LATER)
    e.lean_months[::5], e.lean_months[1::5] = 3, 4
    e.founded[:] = LATER - 1 - np.arange(e.size) % 40
    e.owner[np.flatnonzero(e.ownership == Ownership.GETIHU)[::9]] = -1
    year_of = {0: "year_1", 1: "year_2", 2: "year_3", 3: "years_4_to_7"}
    factors = dict.fromkeys(FirmAge.labels(), 1.0) | {"year_1": 0.1, "year_3": 2.0}
    expected = []
    for row in range(e.size):
        over = e.lean_months[row] >= 4 or (e.ownership[row] == Ownership.GETIHU and e.owner[row] < 0)
        hazard = 0.2 * factors[year_of[(LATER - e.founded[row] - 1) // 12]]
        over = over or one(luck, Purpose.CLOSING, e.name[row]) < hazard
        if over and not e.soft_budget[row]:
            expected.append(row)
    e.relatives_gave[:] = e.cash * (e.rows % 3) // 2 + 7
    e.debt[~e.soft_budget] = 1_000
    held, helped = np.maximum(e.cash - 1_000, 0), e.relatives_gave.copy()
    rows, (who, left) = close_firms(w, e, world, luck, county.settle)
    assert rows.tolist() == expected
    told = Counter()
    for key, (_, fen) in county.ledger.journal.items():
        told[key[4]] += fen
    assert told["relatives paid back"] == sum(min(int(held[row]), int(helped[row])) for row in expected)
    assert told["closed business"] == sum(max(int(held[row]) - int(helped[row]), 0) for row in expected)
    assert set(left.tolist()) <= set(expected)
    assert (w.activity[who] == Activity.UNEMPLOYED).all()
    assert not w.left_by_choice[who].any()


def test_new_firms_follow_margins_and_bring_cash_for_their_wages(county):
    e, m = county.employers, county.markets
    world = replace(county.world, founding_response=3.0, founding_cash=5.0, founding_custom=1.5,
                    founding_spread=0.8)  # fmt: skip
    luck = Luck(5, LATER)
    m.foundings[:], m.margin[:] = 0.7, m.usual_margin + np.linspace(-0.5, 0.5, m.size)
    m.pay[:] = 40_000 + 100 * m.rows
    rows = found_firms(e, m, world, luck, county.settle)
    count = np.bincount(e.market[rows], minlength=m.size)
    for market in range(m.size):
        mean = 0.7 * max(1 + 3 * (m.margin[market] - m.usual_margin[market]), 0)
        lot, k, term = one(luck, Purpose.FOUNDING, market), 0, np.exp(-mean)
        total = term
        while lot >= total:
            k, term = k + 1, term * mean / (k + 1)
            total += term
        assert count[market] == k
    assert count.max() > 1
    names = [names_from_outside(LATER, row, k) for row in range(m.size) for k in range(count[row])]
    assert e.name[rows].tolist() == names
    custom = lognormal(luck.draws(Purpose.FOUNDING_SIZE, e.name[rows]), world.founding_custom, 0.8)
    assert e.custom[rows].tolist() == custom.tolist()
    assert e.wage_offer[rows].tolist() == (40_000 + 100 * e.market[rows].astype(int)).tolist()
    cash = [half_up(5.0 * max(c, 1.0) * pay) for c, pay in zip(custom, e.wage_offer[rows], strict=True)]
    assert e.cash[rows].tolist() == cash
    assert custom.min() < 1.0
    assert (e.ownership[rows] == Ownership.PRIVATE).all()
    assert e.staff[rows].sum() == 0


def test_those_open_a_shop_who_hope_for_more_than_they_have_and_can_raise_the_capital(county):
    w, e, m = county.workers, county.employers, county.markets
    county.world = world = replace(county.world, shop_ideas=1.0, relatives_repaid=0.3)
    luck, always = Luck(5, LATER), Luck(5)
    m.owner_income[:] = 60_000 + 20_000 * (m.rows % 3)
    may = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.EMPLOYED)
    w.spell_start[::6] = LATER
    thinking = [int(row) for row in np.flatnonzero(np.isin(w.activity, may)) if w.spell_start[row] < LATER]
    home = {Trade(MAIN_TRADE[s]): s for s in Sector if s != Sector.PUBLIC and s in MAIN_TRADE}
    capital_of, expected = {}, []
    for who in thinking:
        common = (Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES)
        seen = np.cumsum([m.shops[market(m, sector, w.town[who])] + 1 for sector in common])
        lot = int(one(luck, Purpose.SHOP_SECTOR, who) * seen[-1])
        sector = common[int((lot >= seen[:-1]).sum())]
        own = home.get(Trade(w.trade[who]))
        if own is not None and one(luck, Purpose.SHOP_SECTOR, who, 1) < world.shop_own_trade:
            sector = own
        where = market(m, sector, w.town[who])
        factor = dict(world.shop_capital_by_sector).get(Sector(sector).label, 1.0)
        size = lognormal(always.draws(Purpose.SHOP_CAPITAL, np.array([who])), 1.0, world.shop_capital_spread)[0]
        capital = half_up(world.shop_capital * factor * size)
        belief = lognormal(always.draws(Purpose.SHOP_BELIEF, np.array([who])), 1.0, world.shop_belief_spread)[0]
        promises = m.owner_income[where] * belief - capital / world.shop_horizon
        instead = w.wage[who] if w.wage[who] > 0 else worth_here(w, np.array([who]), world)[0]
        funds = w.cash[who] + half_up(world.family_help * w.family_income[who])
        if promises > instead * (1 + world.shop_premium) and funds >= capital:
            expected.append(who)
            capital_of[who] = capital, int(w.cash[who]), where
    nothing = Help(np.zeros(m.size, np.int64), np.zeros(0, np.int64))
    started = open_shops(w, e, m, nothing, world, luck, county.settle)
    assert started.who.tolist() == expected
    assert 20 < len(expected) < 0.9 * len(thinking)
    for who, shop in zip(expected, started.shop.tolist(), strict=True):
        capital, cash, where = capital_of[who]
        given, sunk = max(capital - cash, 0), half_up(capital * world.shop_sunk)
        assert e.market[shop] == where
        assert e.cash[shop] == capital - sunk
        assert w.cash[who] == cash + given - capital
        assert e.relatives_gave[shop] == given
        assert e.owner[shop] == who


def market(m, sector, town):
    """The market of a sector in a town, found by looking through all of them."""
    (row,) = np.flatnonzero((m.sector == sector) & ((m.town == town) | (m.town == -1)))
    return int(row)


def test_what_is_worth_more_than_search_is_weighed_over_the_horizon():
    assert months_in_work(np.array([0.0, 0.05]), 24).tolist() == pytest.approx([0.0, 1.2 / 3.2])


def test_custom_moves_by_its_trend_and_an_order_shakes_the_small_more(county):
    e = county.employers
    world = replace(county.world, order_swing=0.3, order_swing_falls=0.25, order_news=0.4, custom_gain=0.02)
    e.in_business[::7], e.custom[::3] = False, 60.0
    before, luck = e.custom.copy(), Luck(5, LATER)
    change_demand(e, county.markets, world, luck)
    moved = 0
    for row in range(e.size):
        custom = before[row] * (1.0 + float(e.order_growth[row]))
        if e.in_business[row] and one(luck, Purpose.ORDERS, e.name[row], 1) < 0.4:
            spread = 0.3 * max(before[row], 1.0) ** -0.25
            z = NormalDist().inv_cdf(one(luck, Purpose.ORDERS, e.name[row]))
            custom *= np.exp(spread * z - spread**2 / 2)
            moved += 1
        custom += 0.02 if e.in_business[row] else 0.0
        assert e.custom[row] == pytest.approx(custom, rel=1e-6)
    assert 0.3 * e.size < moved < 0.4 * e.size


# --- staff and pay ------------------------------------------------------------------------------------------------


def test_one_more_worker_costs_pay_and_contributions_less_relief(county):
    e, world = county.employers, replace(county.world, labour_elasticity=0.7)
    relief = np.where(e.rows % 3 == 0, 9_000, 0)
    e.ordinary_cost[1::4] = 50_000
    before = e.ordinary_cost.copy()
    weigh_labour(e, world, HiringTerms(0.28, relief))
    for row in range(e.size):
        rate = 0.28 * float(e.reported_base[row]) if e.insures[row] else 0.0
        gross = half_up(int(e.wage_offer[row]) * (1 + rate))
        assert e.labour_cost[row] == gross - relief[row]
        ordinary = before[row] if before[row] > 0 else gross
        assert e.ordinary_cost[row] == ordinary
        hands = power(np.array([ordinary / e.labour_cost[row]]), 0.7)[0]
        assert e.hands_per_order[row] == hands
    assert e.insures.any()
    assert not e.insures.all()


def test_staff_wanted_follows_orders_as_far_as_money_goes(county):
    e, world = county.employers, county.world
    e.hands_per_order[:] = np.where(e.rows % 2, 1.3, 0.8)
    e.orders[:] = np.maximum(e.custom * (1.0 + 0.4 * (e.rows % 5)), 0.3)
    e.debt[e.rows % 3 == 0] = e.cash[e.rows % 3 == 0] * 2
    e.sales[:] = 100_000
    plan_staff(e, world)
    bound = 0
    for row in range(e.size):
        target, staff = e.orders[row] * e.hands_per_order[row], int(e.staff[row])
        keeps = abs(target - staff) <= max(world.staff_inertia, world.staff_inertia_share * staff)
        wanted = staff if keeps else half_up(target)
        turnover = e.orders[row] * e.output_per_head[row] * (1 - world.rent)
        purse = max(e.cash[row] + world.wage_credit * 100_000 - e.debt[row] + turnover, 0)
        most = int(purse / e.wage_offer[row]) + (e.owner[row] >= 0)
        assert e.wanted[row] == min(wanted, most)
        bound += most < wanted
    assert bound > 5


def test_once_a_year_an_employer_weighs_contributions_against_the_risk_it_sees(county):
    e, world = county.employers, county.world
    before = e.insures.copy()
    decide_to_insure(e, world, Luck(5, LATER))
    for row in range(e.size):
        if e.name[row] % 12 != LATER % 12:
            assert e.insures[row] == before[row]
            continue
        lot = Luck(5).draws(Purpose.EMPLOYER_INSURES, e.name[row : row + 1])
        belief = lognormal(1.0 - lot, 1.0, world.inspection_belief_spread)[0]
        seen = dict(world.inspection_seen)[Ownership(e.ownership[row]).label]
        assert e.insures[row] == (world.inspection / 12 * world.inspection_owed * seen * belief > 1)


def test_on_the_anniversary_pay_makes_good_part_of_what_offers_moved_ahead(county):
    w, e, world = county.workers, county.employers, county.world
    e.wage_offer[::2] += 10_000
    before = w.wage.copy()
    review_pay(w, e, world, LATER)
    raised = 0
    for row in range(w.size):
        wage, expected = int(before[row]), int(before[row])
        months = LATER - w.spell_start[row]
        if wage > 0 and months >= 12 and months % 12 == 0:
            gap = int(e.wage_offer[w.employer[row]]) * float(w.personal_pay[row]) - wage
            expected += half_up(world.pay_review * gap) if gap > 0 else 0
        assert w.wage[row] == expected
        raised += expected > wage
    assert raised > 5


# --- money of a month ---------------------------------------------------------------------------------------------


def a_month_of_trade(county):
    """Let everybody trade with orders that are short at some, and some people of state enterprises at home."""
    w, e, world = county.workers, county.employers, county.world
    e.orders[:] = e.staff * np.where(e.rows % 2, 0.75, 1.5)
    staff = np.flatnonzero((w.employer >= 0) & e.soft_budget[w.employer])
    w.at_home[staff[::5]] = True
    trade(e, draw_up_payroll(w, e, world), world, payroll_rate=0.28)


def test_sales_are_what_staff_can_make_and_customers_want_and_profit_is_what_is_left(county):
    w, e, world = county.workers, county.employers, county.world
    a_month_of_trade(county)
    wages, home = np.zeros(e.size, np.int64), np.zeros(e.size, np.int64)
    for row in range(w.size):
        if w.wage[row] > 0:
            wages[w.employer[row]] += int(w.wage[row] * world.home_pay) if w.at_home[row] else w.wage[row]
            home[w.employer[row]] += w.at_home[row]
    assert e.sent_home.tolist() == home.tolist()
    for row in range(e.size):
        staff, output = int(e.staff[row]), int(e.output_per_head[row])
        soft = bool(e.soft_budget[row])
        busy = min(staff - e.sent_home[row], int(np.ceil(e.orders[row]))) if soft else staff
        assert e.sales[row] == int(np.floor(min(busy, e.orders[row]) * output))
        bill = wages[row]
        assert e.wage_bill[row] == bill
        rate = 0.28 * float(e.reported_base[row]) if e.insures[row] else 0.0
        costs = (0 if soft else half_up(world.rent * (staff * output))) + half_up(bill * rate)
        assert e.profit[row] == e.sales[row] - costs - bill


def test_small_employers_pay_rent_and_interest_and_borrow_what_wages_lack(county):
    e, world = county.employers, replace(county.world, credit_rate=0.12, wage_credit=0.5)
    a_month_of_trade(county)
    e.wage_bill[::2] += e.cash[::2] + e.sales[::2]  # a bill that some cannot pay
    e.debt[::3] = e.sales[::3] // 4
    cash, debt = e.cash.copy(), e.debt.copy()
    county.settle(sales(e, world))
    borrowed = 0
    for row in range(e.size):
        soft = bool(e.soft_budget[row])
        held = int(cash[row] + e.sales[row])
        held -= 0 if soft else min(half_up(world.rent * (int(e.staff[row]) * int(e.output_per_head[row]))), held)
        loan = 0
        if not soft:
            held -= min(half_up(debt[row] * 0.01), held)
            room = max(half_up(0.5 * e.sales[row]) - debt[row], 0)
            loan = min(max(int(e.wage_bill[row]) - held, 0), room)
        assert e.cash[row] == held + loan
        assert e.debt[row] == debt[row] + loan
        assert e.lean[row] == (e.cash[row] < e.wage_bill[row])
        borrowed += loan > 0
    assert borrowed > 20


def test_owners_take_a_living_and_more_only_beyond_the_reserve_and_after_the_bank(county):
    w, e, world = county.workers, county.employers, replace(county.world, owner_keeps=0.8, relatives_repaid=0.25)
    a_month_of_trade(county)
    for row in range(0, e.size, 3):
        give(county, row, 4 * int(e.staff[row] * e.wage_offer[row]))
    e.debt[::4], e.relatives_gave[1::4] = 30_000, 5_000
    cash, debt, purse, gave = e.cash.copy(), e.debt.copy(), w.cash.copy(), e.relatives_gave.copy()
    county.settle(profits(e, world))
    income = np.zeros(w.size, np.int64)
    for row in range(e.size):
        soft, held = bool(e.soft_budget[row]), int(cash[row])
        reserve = 2 * int(e.staff[row]) * int(e.wage_offer[row])
        back = 0 if soft else min(int(debt[row]), max(held - reserve, 0))
        held -= back
        assert debt[row] - e.debt[row] == back
        owned = e.owner[row] >= 0
        living = half_up(0.8 * e.wage_offer[row]) if owned else 0
        earned = max(int(e.profit[row]), living) if held > reserve else living
        taken = 0 if e.saves()[row] else min(earned, held)
        assert e.cash[row] == held - taken
        assert e.lean[row] == (owned and held < living)
        to_relatives = min(taken // 4, int(gave[row]))
        assert gave[row] - e.relatives_gave[row] == to_relatives
        if owned:
            income[e.owner[row]] += taken - to_relatives
    assert (w.cash - purse).tolist() == income.tolist()
    assert (debt > e.debt).any()


def test_a_month_with_money_ends_a_row_of_lean_months(county):
    e = county.employers
    e.lean_months[:], e.lean[:] = 5, e.rows % 2 == 0
    e.count_lean_months()
    assert e.lean_months.tolist() == np.where(e.rows % 2 == 0, 6, 0).tolist()
