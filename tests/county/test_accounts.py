"""The books of real runs, added up again by hand from what was written down."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sim.codes import Activity, Origin, Ownership
from sim.county import County
from sim.months import write_month
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from tests.county.worlds import BUSY, START, county_plan, limit_plan, metric, rows, with_levers

BENEFIT = 17_777
MONTHS = 24
SHORT = (
    SocialContributions(),
    UnemploymentInsurance(benefit=BENEFIT, opening_balance=4_000_000),
    Dibao(budget=2_400_001, central_share=0.55, provincial_share=0.2),
)


NO_CASH = {("contingent", "loans written off"), ("contingent", "interest added to debts")}


def lines(table):
    """Return a table as a list of dictionaries, one a row."""
    return [dict(zip(table, row, strict=True)) for row in zip(*(c.tolist() for c in table.values()), strict=True)]


@pytest.fixture(scope="module", params=["limit", "county"])
def run(request):
    if request.param == "limit":
        plan = limit_plan(*SHORT, months=MONTHS, world=replace(BUSY, contribution_months=20))
    else:
        little = SocialContributions(unemployment_employer=0.002, unemployment_employee=0.001)
        plan = with_levers(county_plan(months=MONTHS, workers=5_000), little, *SHORT[1:])
    county = County(plan, rng=12, persons=True)
    county.run_model()
    return county


def test_the_ledger_explains_every_balance(run):
    told = run.tables()
    moved = {"inflow": Counter(), "outflow": Counter()}
    for entry in lines(told["ledger"]):
        assert entry["fen"] > 0
        if entry["kind"] != "cash":  # no lever of this package forgoes a tax or guarantees a loan
            assert (entry["kind"], entry["purpose"]) in NO_CASH
            continue
        moved["inflow"][entry["month"], entry["payee"]] += entry["fen"]
        moved["outflow"][entry["month"], entry["payer"]] += entry["fen"]
    accounts, last = Counter(), {}
    for row in lines(told["balances"]):
        month, account = row["month"], row["account"]
        assert row["inflow"] == moved["inflow"].pop((month, account), 0)
        assert row["outflow"] == moved["outflow"].pop((month, account), 0)
        assert row["closing"] == row["opening"] + row["inflow"] - row["outflow"]
        assert row["opening"] == last.get(account, row["opening"])
        assert row["closing"] >= 0 or account in ("outside", "centre", "province", "county_treasury")
        last[account] = row["closing"]
        accounts[month] += row["closing"]
    assert not moved["inflow"]
    assert not moved["outflow"]
    assert set(accounts) == {write_month(START + i) for i in range(MONTHS)}
    assert set(accounts.values()) == {0}
    assert {"workers", "employers", "outside", "pension_pool", "dibao_line"} <= set(last)


def test_benefits_paid_are_persons_times_the_benefit(run):
    told = run.tables()
    insurance = rows(told["programmes"], told["programmes"]["lever"] == "unemployment_insurance")
    booked = {row["month"]: row for row in lines(told["ledger"]) if row["purpose"] == "unemployment benefit"}
    balance = {row["month"]: row for row in lines(told["balances"]) if row["account"] == "unemployment_insurance_fund"}
    for row in lines(insurance):
        entry = booked.pop(row["month"], {"fen": 0, "persons": 0})
        assert (entry["persons"], entry["fen"]) == (row["paid"], row["paid"] * BENEFIT)
        assert balance[row["month"]]["outflow"] == row["paid"] * BENEFIT
        assert balance[row["month"]]["refused_fen"] == row["refused_no_money"] * BENEFIT
        assert balance[row["month"]]["committed"] == row["waiting"] * BENEFIT
        assert row["paid"] + row["refused_no_money"] == row["approved"]
    assert not booked
    assert insurance["paid"].sum() > 0


def test_the_money_was_short_so_that_the_books_had_something_to_refuse(run):
    told = run.tables()["programmes"]
    for lever in ("unemployment_insurance", "dibao"):
        assert told["refused_no_money"][told["lever"] == lever].sum() > 0, lever


def test_programmes_outcomes_ledger_and_people_tell_one_story(run):
    told = run.tables()
    paid = {(row["lever"], row["month"]): row["paid"] for row in lines(told["programmes"])}
    for lever, drawing in {"unemployment_insurance": "drawing_insurance", "dibao": "drawing_dibao"}.items():
        of_lever = [paid[lever, write_month(START + i)] for i in range(MONTHS)]
        assert metric(told, drawing).tolist() == of_lever
        to_people = Counter()
        for row in lines(told["ledger"]):
            if row["programme"] == lever and row["payee"] == "workers":
                to_people[row["month"]] += row["persons"]
        assert [to_people[write_month(START + i)] for i in range(MONTHS)] == of_lever
        months = Counter()
        for row in lines(told["served"]):
            if row["lever"] == lever:
                assert row["start"] <= row["end"]
                months.update(month for month in to_people if row["start"] <= month <= row["end"])
        assert [months[write_month(START + i)] for i in range(MONTHS)] == of_lever


def test_every_quarter_its_money_and_every_payer_its_share(run):
    told = run.tables()
    released = Counter()
    for row in lines(told["ledger"]):
        if row["purpose"] == "dibao release":
            released[row["month"], row["payer"]] += row["fen"]
    # 2,400,001 fen: 600,001 in the first quarter, 600,000 in the others; 55, 20 and 25% of each:
    # 330,000.55 + 120,000.20 + 150,000.25, the odd fen to the centre.
    quarters = ["2003-01", "2003-04", "2003-07", "2003-10", "2004-01", "2004-04", "2004-07", "2004-10"]
    shares = {"centre": 330_000, "province": 120_000, "county_treasury": 150_000}
    expected = {(month, payer): fen for month in quarters for payer, fen in shares.items()}
    for january in ("2003-01", "2004-01"):
        expected[january, "centre"] += 1
    assert released == expected
    line = [row for row in lines(told["balances"]) if row["account"] == "dibao_line"]
    assert [row["appropriated"] for row in line] == [2_400_001] * MONTHS
    year = [600_001] * 3 + [1_200_001] * 3 + [1_800_001] * 3 + [2_400_001] * 3
    assert [row["released"] for row in line] == year * 2


def test_contributions_are_the_rates_of_every_insured_wage():
    """Employers with cash to spare: what is booked is reckoned again from the wages of everybody at work."""
    county = County(limit_plan(*SHORT, months=6, world=replace(BUSY, output_per_pay=10.0)), rng=12)
    county.employers.insures[::3] = False
    rates = {"pension": (20, 7), "medical": (6, 2), "unemployment": (2, 1)}
    while county.running:
        county.step()
        expected = Counter()
        for person in county.workers:
            if person.activity == Activity.EMPLOYED and county.employers.insures[person.employer]:
                for insurance, (employer, employee) in rates.items():
                    expected[f"employer {insurance} contribution"] += (person.wage * employer + 50) // 100
                    expected[f"employee {insurance} contribution"] += (person.wage * employee + 50) // 100
        when = write_month(county.month - 1)
        told = [row for row in lines(county.tables()["ledger"]) if row["month"] == when]
        booked = {row["purpose"]: row["fen"] for row in told if row["programme"] == "social_contributions"}
        assert booked == expected
        assert sum(booked.values()) > 0


# --- who is poor after benefits -------------------------------------------------------------------------------


def test_whoever_is_refused_for_lack_of_money_is_still_poor():
    """Ten people without any income, and a line that holds money for four of them: six are below it."""
    world = replace(BUSY, seekers=10, employed=0, firms=1, jobs=0, towns=1, trades=1, vacancy_rule="fixed", vacancies=0,
                    family_size=1, publicity=1.0, civil_affairs_fidelity=1.0, exit=0.0, order_swing=0.0,
                    type_shares=(("soe", 10_000),))  # fmt: skip
    county = County(limit_plan(Dibao(line=12_500, budget=4 * 4 * 12_500), months=2, world=world), rng=1)
    county.run_model()
    assert metric(county.tables(), "drawing_dibao").tolist() == [4, 0]
    assert metric(county.tables(), "household_income_below_dibao").tolist() == [6, 10]


# --- identities of single lives -------------------------------------------------------------------------------

FIXED = (
    "sex",
    "birth",
    "schooling",
    "origin",
    "first_trade",
    "town",
    "party",
    "family_size",
    "visit_cost",
    "family_income",
)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_life_is_consistent_in_every_month(seed):
    """What the monthly check leaves out because it is slow: owners, spells, clocks, ages and fixed facts."""
    county = County(county_plan(months=30, workers=1_500), rng=seed, persons=True)
    w, e = county.workers, county.employers
    fixed = {name: w.get(name).tolist() for name in FIXED}
    before = w.get("activity")
    while county.running:
        county.step()
        month = county.month - 1
        assert {name: w.get(name).tolist() for name in FIXED} == fixed
        arrived = w.activity != Activity.NOT_ARRIVED
        assert (w.spell_start[arrived] <= month).all()
        assert (w.spell_start[~arrived] > month).all()
        assert (w.insurance_months_left <= 24).all()
        assert (w.wage[w.activity == Activity.EMPLOYED] >= 24_000).all()
        owners = np.flatnonzero(e.owner >= 0)
        assert (w.activity[e.owner[owners]] == Activity.SELF_EMPLOYED).all()
        assert (w.employer[e.owner[owners]] == owners).all()
        assert set(np.flatnonzero(w.activity == Activity.SELF_EMPLOYED).tolist()) == set(e.owner[owners].tolist())
        age = (month - w.birth) / 12
        working = arrived & (w.activity != Activity.RETIRED)
        assert (age[working & (w.activity != Activity.SELF_EMPLOYED)] < 60).all()
        assert (age[working] < 60 + county.world.owners_go_on).all()
        assert (age[working] >= 16).all()
        gone = (before == Activity.RETIRED) & (w.activity != Activity.RETIRED)
        assert not gone.any(), "nobody comes back from retirement"
        assert np.isfinite(e.orders).all()
        assert (e.wage_offer >= 24_000).all()
        before = w.get("activity")
    assert (w.origin[w.activity == Activity.NOT_ARRIVED] >= Origin.ENTRANT).all()
    spells_tile_every_life(county)


def spells_tile_every_life(county):
    """Each person's spells follow on one another without gap or overlap, and the last one is the present."""
    by_person = {}
    for row in lines(county.tables()["spells"]):
        by_person.setdefault(row["person"], []).append(row)
    for person, spells in by_person.items():
        for one, following in pairwise(spells):
            assert one["end"] == following["start"], person
        assert [row["end"] for row in spells].count(None) == 1
        last = spells[-1]
        assert last["end"] is None
        assert last["activity"] == Activity(county.workers[person].activity).label
        employer = county.workers[person].employer
        assert last["employer"] == (county.employers.name[employer] if employer >= 0 else None)
        assert last["wage_fen"] == county.workers[person].first_wage
    arrived = np.flatnonzero(county.workers.activity != Activity.NOT_ARRIVED)
    assert sorted(by_person) == arrived.tolist()


# --- what employers owe their banks ----------------------------------------------------------------------------------

LENDS = ("loans to state enterprises", "loans to pay wages", "interest added to debts")
ENDS = ("debts repaid", "loans paid back", "bankruptcy", "loans written off")


def test_debts_to_banks_are_loans_and_interest_less_what_came_back_or_was_lost():
    """Every fen of every debt is in the ledger: what a closing employer cannot pay is a loss, not forgotten."""
    hard = ("state_output_per_pay=1.15", "dry_patience=2", "bankruptcy_rate=0.9", "credit_limit=0.92")
    county = County(county_plan(*(f"world.{said}" for said in hard), months=18, workers=3_000), rng=3)
    private = np.flatnonzero(county.employers.ownership == Ownership.PRIVATE)
    county.employers.debt[private] = county.employers.cash[private] * np.resize((2, 1, 0), private.size) // 2 + 1
    county.employers.lean_months[private[::2]] = 1_000  # these close at once, some of them owing more than they have
    seen = Counter()
    while county.running:
        before = int(county.employers.debt.sum())
        county.step()
        told = Counter()
        for (_, _, _, _, purpose, *_), (_, fen) in county.ledger.journal.items():
            told[purpose] += fen
        change = sum(told[purpose] for purpose in LENDS) - sum(told[purpose] for purpose in ENDS)
        assert int(county.employers.debt.sum()) - before == change
        seen += told
    assert [purpose for purpose in (*LENDS, *ENDS) if not seen[purpose]] in ([], ["loans to pay wages"])  # rare
