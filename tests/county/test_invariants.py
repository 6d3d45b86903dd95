"""Every identity of the month is there for a reason: break it on purpose, and the run stops and names the entry."""

import dataclasses

import numpy as np
import pytest

from sim import month as month_page
from sim.claims import Claim
from sim.codes import Activity
from sim.county import County
from sim.errors import InvariantBroken
from tests.county.worlds import BUSY, START, county_plan, limit_plan, package

WORLD = dataclasses.replace(BUSY, minimum_wage=30_000)


class Tampered(County):
    """A county in which something goes wrong just before the month is checked and written down."""

    tamper = staticmethod(lambda county, diary: None)

    def close_month(self, diary):
        type(self).tamper(self, diary)
        super().close_month(diary)


def broken(tamper, months=2):
    """Live a month unharmed, then tamper with the second; return what the run said when it stopped."""
    county = Tampered(limit_plan(*package(), months=12, world=WORLD), rng=3)
    for _ in range(months - 1):
        county.step()
    Tampered.tamper = staticmethod(tamper)
    try:
        with pytest.raises(InvariantBroken) as stopped:
            county.step()
    finally:
        Tampered.tamper = staticmethod(lambda county, diary: None)
    assert stopped.value.exit_code == 8
    assert county.month == START + months - 1  # the month is not over
    written = county.tables()["outcomes"]["month"]
    assert len(set(written)) == months - 1  # and is not written down
    said = str(stopped.value)
    assert said.startswith("2003-02: ")
    return said.removeprefix("2003-02: ")


def first(mask):
    return int(np.flatnonzero(mask)[0])


def some(county, activity, n=0):
    return int(np.flatnonzero(county.workers.activity == activity)[n])


# --- people ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [-1, 10, 99])
def test_an_activity_that_does_not_exist(code):
    def tamper(county, diary):
        county.workers.activity[123] = code

    assert broken(tamper) == "worker 123 has no activity that exists"


@pytest.mark.parametrize("activity", [Activity.EMPLOYED, Activity.SELF_EMPLOYED])
def test_work_without_an_employer(activity):
    def tamper(county, diary):
        who.append(some(county, Activity.UNEMPLOYED))
        county.workers.activity[who[0]], county.workers.wage[who[0]] = activity, 0

    who = []
    said = broken(tamper)
    assert said == f"worker {who[0]} has an employer without working there, or the reverse"


@pytest.mark.parametrize("activity", [Activity.UNEMPLOYED, Activity.RETIRED, Activity.PUBLIC_POST, Activity.AWAY])
def test_an_employer_without_work(activity):
    def tamper(county, diary):
        who.append(some(county, Activity.EMPLOYED, 7))
        county.workers.activity[who[0]] = activity

    who = []
    said = broken(tamper)
    assert said == f"worker {who[0]} has an employer without working there, or the reverse"


def test_a_wage_without_a_job():
    def tamper(county, diary):
        who.append(some(county, Activity.UNEMPLOYED, 3))
        county.workers.wage[who[0]] = 1

    who = []
    assert broken(tamper) == f"worker {who[0]} is paid a wage without a job"


def test_a_wage_below_the_legal_minimum():
    def tamper(county, diary):
        who.append(some(county, Activity.EMPLOYED, 5))
        county.workers.wage[who[0]] = 29_999

    who = []
    assert broken(tamper) == f"worker {who[0]} is paid less than the minimum wage"


def test_a_registered_employee():
    def tamper(county, diary):
        who.append(some(county, Activity.EMPLOYED, 2))
        county.workers.registered[who[0]] = True

    who = []
    assert broken(tamper) == f"worker {who[0]} is registered as unemployed but is not"


@pytest.mark.parametrize("clock", ["insurance_months_left", "insured_months"])
def test_a_clock_below_zero(clock):
    def tamper(county, diary):
        getattr(county.workers, clock)[44] = -1

    assert broken(tamper) == "worker 44 has a clock below zero"


def test_support_below_zero():
    def tamper(county, diary):
        county.workers.support[299] = -1

    assert broken(tamper) == "worker 299 has support below zero"


# --- jobs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [1, -1])
def test_a_staff_that_is_miscounted(change):
    def tamper(county, diary):
        county.employers.staff[4] += change

    assert broken(tamper) == "employer 4 counts a staff that does not point to it"


def test_two_employers_whose_miscounts_cancel():
    def tamper(county, diary):
        county.employers.staff[[4, 9]] += np.array([1, -1], np.int32)

    assert broken(tamper) == "employer 4 counts a staff that does not point to it"


@pytest.mark.parametrize("orders", [np.nan, np.inf, -np.inf])
def test_orders_that_are_not_a_number(orders):
    def tamper(county, diary):
        county.employers.orders[6] = orders

    assert broken(tamper) == "employer 6 has orders that are not a number"


def test_more_openings_filled_than_posted():
    def tamper(county, diary):
        county.employers.filled[2] = county.employers.openings[2] + 1

    assert broken(tamper) == "employer 2 filled more openings than it posted"


def test_hires_that_filled_no_opening():
    def tamper(county, diary):
        row = first(county.employers.filled > 0)
        county.employers.filled[row] -= 1
        hires.append(diary.matches.person.size)

    hires = []
    assert broken(tamper) == f"{hires[0]} hires filled {hires[0] - 1} openings"


def test_one_worker_hired_twice(monkeypatch):
    """Planted where it would happen: the market hands the same person to two employers."""
    market = month_page.run_market

    def twice(*arguments):
        m = market(*arguments)
        assert m.person.size > 1
        m.person[1] = m.person[0]
        return m

    county = County(limit_plan(*package(), months=3, world=WORLD), rng=3)
    monkeypatch.setattr(month_page, "run_market", twice)
    with pytest.raises(InvariantBroken, match="2003-01: somebody was hired twice"):
        county.step()


# --- moves ----------------------------------------------------------------------------------------------------


def test_somebody_leaves_the_stock_of_the_unemployed_and_no_move_knows():
    def tamper(county, diary):
        left.append(np.count_nonzero(county.workers.activity == Activity.UNEMPLOYED))
        county.workers.activity[some(county, Activity.UNEMPLOYED)] = Activity.DISCOURAGED
        county.workers.registered[:] = False

    left = []
    assert broken(tamper) == f"{left[0] - 1} people are unemployed, but the month's moves leave {left[0]}"


def test_somebody_comes_from_nowhere():
    def tamper(county, diary):
        jobless.append(np.count_nonzero(county.workers.activity == Activity.UNEMPLOYED))
        county.workers.moves[Activity.NOT_ARRIVED, Activity.UNEMPLOYED] += 1

    jobless = []
    assert broken(tamper) == f"{jobless[0]} people are unemployed, but the month's moves leave {jobless[0] + 1}"


def test_a_job_ends_and_nobody_noted_it():
    def tamper(county, diary):
        who = some(county, Activity.EMPLOYED)
        w = county.workers
        staff.append(np.count_nonzero(w.activity == Activity.EMPLOYED))
        county.employers.staff[w.employer[who]] -= 1
        w.activity[who], w.employer[who], w.wage[who] = Activity.UNEMPLOYED, -1, 0

    staff = []
    assert broken(tamper) == f"{staff[0] - 1} people are employed, but the month's moves leave {staff[0]}"


@pytest.mark.parametrize("activity", [a for a in Activity if a != Activity.NOT_ARRIVED])
def test_every_activity_is_counted(activity):
    """Also those into which no mechanism moves anybody yet: two more than their moves explain, then two fewer."""

    def tamper(county, diary):
        now.append(np.count_nonzero(county.workers.activity == activity))
        county.workers.moves[activity, Activity.NOT_ARRIVED] += change

    label = activity.label.replace("_", " ")
    for change in (2, -2):
        now = []
        assert broken(tamper) == f"{now[0]} people are {label}, but the month's moves leave {now[0] - change}"


# --- money ----------------------------------------------------------------------------------------------------


def test_money_from_nowhere_in_a_purse():
    def tamper(county, diary):
        county.workers.cash[17] += 1

    assert broken(tamper).startswith("workers hold ")


def test_money_lost_between_two_months():
    def tamper(county, diary):
        pass

    county = County(limit_plan(*package(), months=3, world=WORLD), rng=3)
    county.step()
    county.employers.cash[first(county.employers.cash > 0)] -= 1
    with pytest.raises(InvariantBroken, match="2003-02: the trial balance is -1 fen, not zero"):
        county.step()


def test_money_lost_in_an_account():
    def tamper(county, diary):
        county.ledger.accounts["pension_pool"].cash -= 1

    said = broken(tamper)
    assert said.startswith("account pension_pool closes with ")
    assert said.endswith(" fen, which its postings do not explain")


def test_a_fund_in_debt():
    def tamper(county, diary):
        fund = county.ledger.accounts["unemployment_insurance_fund"]
        county.ledger.accounts["outside"].cash += fund.cash + 1
        county.ledger.accounts["outside"].inflow += fund.cash + 1
        fund.outflow += fund.cash + 1
        fund.cash = -1

    assert broken(tamper) == "account unemployment_insurance_fund is overdrawn: -1 fen"


def test_a_dishonest_posting_of_a_lever_stops_the_month_and_names_it(monkeypatch):
    def claims(self, now):
        yield Claim.between_accounts(self.name, "office cars", "dibao_line", "county_treasury", 5)

    monkeypatch.setattr("sim.policies.dibao.Dibao.claims", claims)
    county = County(limit_plan(*package(), months=3, world=WORLD), rng=3)
    with pytest.raises(InvariantBroken, match=r"dibao: office cars, dibao_line to county_treasury: .* may only pay"):
        county.step()


# --- and they hold --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [limit_plan(*package(), months=24, world=WORLD), county_plan(months=24)],
                         ids=["limit", "county"])  # fmt: skip
def test_untampered_lives_satisfy_them_all(plan):
    for seed in range(4):
        County(plan, rng=seed).run_model()
