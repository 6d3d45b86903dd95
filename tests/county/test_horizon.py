"""The future does not reach into the past: horizons, burn-in and the month from which a policy differs."""

from dataclasses import replace

import numpy as np
import pytest

from sim.county import live
from sim.months import read_month, write_month
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from tests.county.worlds import (
    START,
    county_plan,
    differing,
    limit_plan,
    metric,
    package,
    rows,
    until,
    with_levers,
    with_months,
)

MONTHLY = ("outcomes", "ledger", "balances", "programmes")


def as_told_in(tables, month):
    """Return what the tables of a long run would have said at the end of a month: later things are not known yet."""
    when, told = write_month(month), {**until(tables, month)}
    arrived = set(tables["spells"]["person"][tables["spells"]["start"] <= when].tolist())
    told["persons"] = rows(tables["persons"], np.isin(tables["persons"]["person"], sorted(arrived)))
    for name in ("spells", "register", "served"):
        told[name] = rows(tables[name], tables[name]["start"] <= when)
    for name, columns in {"spells": ("end",), "register": ("end", "exit_reason"), "served": ()}.items():
        later = np.array([end is not None and end > when for end in told[name]["end"]], bool)
        for column in columns:
            told[name][column] = np.where(later, None, told[name][column])
    told["served"]["end"] = np.minimum(told["served"]["end"], when)
    # the last month of benefit within a registration is known only as far as it was paid
    paid = tables["served"]
    benefit = paid["lever"] == "unemployment_insurance"
    last = []
    for person, start, end in zip(*(told["register"][name] for name in ("person", "start", "end")), strict=True):
        until_then = min(end or when, when)
        runs = zip(paid["start"][benefit & (paid["person"] == person)],
                   paid["end"][benefit & (paid["person"] == person)], strict=True)  # fmt: skip
        months = [min(b, until_then) for a, b in runs if a <= until_then and min(b, until_then) >= start]
        last.append(max(months, default=None))
    told["register"]["benefit_end"] = np.array(last, object)
    return told


def of_arrived(tables):
    """Return the tables without the people who never arrived: a longer run knows of more of them."""
    arrived = set(tables["spells"]["person"].tolist())
    return {**tables, "persons": rows(tables["persons"], np.isin(tables["persons"]["person"], sorted(arrived)))}


SHORT = {
    "limit": limit_plan(*package(), months=12),
    "county": county_plan(months=12),
    "county of 5,000": county_plan(months=12, workers=5_000),
}


@pytest.mark.parametrize("short", SHORT.values(), ids=SHORT)
@pytest.mark.parametrize("seed", [2, 3])
def test_a_long_run_cut_short_is_the_short_run(short, seed):
    long = live(with_months(short, 24), seed, persons=True)
    brief = live(short, seed, persons=True)
    end = START + 11
    assert differing(of_arrived(brief), as_told_in(long, end)) == []
    assert len(set(long["outcomes"]["month"])) == 24
    assert metric(long, "hires")[12:].sum() > 0


def test_people_who_come_after_the_horizon_do_not_matter():
    """The long county holds more people from its first day; those who are there already do not notice."""
    brief, long = live(county_plan(months=6), 2, persons=True), live(county_plan(months=36), 2, persons=True)
    assert len(long["persons"]["person"]) > len(brief["persons"]["person"])
    assert differing(brief, until(long, START + 5), tables=MONTHLY) == []


def test_burn_in_is_lived_and_not_written():
    plan = limit_plan(*package(), months=6, burn_in=6)
    late = live(plan, 2, persons=True)
    assert sorted(set(late["outcomes"]["month"])) == [write_month(START + i) for i in range(6)]
    for name in ("ledger", "balances", "programmes"):
        assert min(late[name]["month"]) == "2003-01"
    # the same calendar without burn-in: everything from July 2002 on is written
    horizon = replace(plan.horizon, start=START - 6, months=12, burn_in=0, policy_start=START - 6)
    whole = live(replace(plan, horizon=horizon), 2, persons=True)
    for name in MONTHLY:
        assert differing({name: late[name]}, {name: rows(whole[name], whole[name]["month"] >= "2003-01")}) == []
    assert metric(late, "long_term_unemployed")[0] == metric(whole, "long_term_unemployed")[6]


def test_what_ended_during_burn_in_is_not_written():
    plan = limit_plan(*package(), months=6, burn_in=6)
    late = live(plan, 2, persons=True)
    horizon = replace(plan.horizon, start=START - 6, months=12, burn_in=0, policy_start=START - 6)
    whole = live(replace(plan, horizon=horizon), 2, persons=True)
    for name in ("spells", "register", "served"):
        still = np.array([end is None or end >= "2003-01" for end in whole[name]["end"]], bool)
        assert 0 < np.count_nonzero(still) < still.size, name
        told = rows(whole[name], still)
        if name == "served":
            told["start"] = np.maximum(told["start"], "2003-01")
        if name == "register":  # when a benefit that ended during burn-in was last paid is not told either
            told["benefit_end"] = np.array([m if m and m >= "2003-01" else None for m in told["benefit_end"]], object)
        assert differing({name: late[name]}, {name: told}) == []
    assert min(late["spells"]["start"]) < "2003-01"  # a spell may begin before the horizon


# --- policy_start ---------------------------------------------------------------------------------------------

RICHER = (
    SocialContributions(pension_employee=0.08),
    UnemploymentInsurance(benefit=30_000, opening_balance=20_000_000),
    Dibao(line=20_000, budget=3_000_000),
)


@pytest.mark.parametrize("kind", ["limit", "county"])
def test_before_policy_start_the_levers_are_those_of_the_base(kind):
    base = limit_plan(*package(), months=12) if kind == "limit" else with_levers(county_plan(months=12), *package())
    early = live(with_months(base, 5), 2, persons=True)
    changed = with_levers(with_months(base, 12, policy_start=START + 5), *RICHER, before=package())
    told = live(changed, 2, persons=True)
    whole = live(base, 2, persons=True)
    assert differing(until(whole, START + 4), until(told, START + 4), tables=MONTHLY) == []
    assert differing(of_arrived(early), as_told_in(told, START + 4)) == []
    assert {"outcomes.value", "ledger.fen"} <= set(differing(whole, told, tables=MONTHLY))
    # and it does differ in the very month
    assert differing(until(whole, START + 5), until(told, START + 5), tables=["ledger"]) != []


@pytest.mark.parametrize("kind", ["limit", "county"])
def test_a_policy_that_starts_beyond_the_horizon_is_its_base(kind):
    base = limit_plan(*package(), months=12) if kind == "limit" else with_levers(county_plan(months=12), *package())
    beyond = with_levers(with_months(base, 12, policy_start=START + 12), *RICHER, before=package())
    assert differing(live(base, 2, persons=True), live(beyond, 2, persons=True)) == []


def test_what_the_fund_holds_at_the_start_is_what_the_base_says():
    """A scenario with a richer fund must not make it richer before its policy starts."""
    poor = SocialContributions(), UnemploymentInsurance(opening_balance=1_000_000)
    rich = SocialContributions(), UnemploymentInsurance(opening_balance=900_000_000)
    base = limit_plan(*poor, months=8)
    later = limit_plan(*rich, before=poor, months=8, policy_start=START + 6)
    one, other = live(base, 2, persons=True), live(later, 2, persons=True)
    assert one["programmes"]["refused_no_money"].any()
    assert differing(until(one, START + 5), until(other, START + 5), tables=MONTHLY) == []


def test_a_budget_may_change_within_the_year():
    """Dated values and `policy_start` may fall into any month; the line follows and nothing breaks."""
    for later in (500_000, 12_000_000):
        before, after = Dibao(budget=3_000_000), Dibao(budget=later)
        plan = limit_plan(after, before=[before], months=15, policy_start=read_month("2003-07"))
        told = live(plan, 2)["balances"]
        line = rows(told, told["account"] == "dibao_line")
        quarter = {"2003-01": 750_000, "2003-04": 750_000}
        quarter |= dict.fromkeys(("2003-07", "2003-10", "2004-01"), later // 4)
        assert {m: int(n) for m, n in zip(line["month"], line["inflow"], strict=True) if n} == quarter
        assert (line["released"] <= line["appropriated"]).all()
