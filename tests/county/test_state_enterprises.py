"""State enterprises in the whole county: identities, limits, and what must not matter."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sim.codes import Activity, Condition
from sim.county import County, live
from sim.policies.centre_allowance import CentreAllowance
from sim.policies.severance import SeverancePay
from tests.county.worlds import SAME, START, county_plan, differing, until, with_levers

MONTHS = 15
HARD = {  # weak enterprises, quick to stop and to close, so that everything happens within a year
    "state_output_per_pay": 1.15, "dry_patience": 2, "bankruptcy_rate": 0.9, "credit_limit": 0.92,
    "layoff_refused": 0.0,
}  # fmt: skip


def base(**changes):
    sets = [f"world.{name}={value}" for name, value in {**HARD, **changes}.items()]
    return county_plan(*sets, months=MONTHS, workers=1_500)


def lived(**changes):
    county = County(base(**changes), rng=3, persons=True)
    seen = []
    while county.running:
        county.step()
        seen.append(snapshot(county))
    return county, seen


def snapshot(county):
    w, e = county.workers, county.employers
    return {
        "condition": e.condition.copy(), "debt": e.debt.copy(), "assets": e.assets.copy(), "staff": e.staff.copy(),
        "wages_owed": w.wages_owed.copy(), "owed_by": w.owed_by.copy(), "centre": w.centre.copy(),
        "left": w.centre_months_left.copy(), "home": w.at_home.copy(), "activity": w.activity.copy(),
        "employer": w.employer.copy(), "journal": dict(county.ledger.journal), "sent_home": e.sent_home.copy(),
    }  # fmt: skip


@pytest.fixture(scope="module")
def hard():
    return lived()


def posted(seen, purpose):
    return sum(fen for month in seen for key, (_, fen) in month["journal"].items() if key[4] == purpose)


def test_everything_that_is_told_here_happens(hard):
    """Otherwise the tests below prove nothing."""
    _, seen = hard
    happens = (
        "loans to state enterprises", "subsidy for losses", "arrears of wages", "interest", "sale of assets",
        "bankruptcy", "severance", "basic living allowance",
    )  # fmt: skip
    for purpose in happens:
        assert posted(seen, purpose) > 0, purpose
    assert set(np.concatenate([month["condition"] for month in seen])) == set(Condition)
    assert seen[0]["home"].any()


def test_a_standstill_goes_one_way_and_bankruptcy_is_final(hard):
    _, seen = hard
    allowed = {
        (Condition.RUNNING, Condition.HALF_STOPPED), (Condition.HALF_STOPPED, Condition.STOPPED),
        (Condition.HALF_STOPPED, Condition.RUNNING), (Condition.STOPPED, Condition.BANKRUPT),
        (Condition.HALF_STOPPED, Condition.BANKRUPT),  # stopped and wound up in one month
    }  # fmt: skip
    for before, after in pairwise(seen):
        n = before["condition"].size
        moved = before["condition"] != after["condition"][:n]
        assert set(zip(before["condition"][moved], after["condition"][:n][moved], strict=True)) <= allowed
        closed = after["condition"] == Condition.BANKRUPT
        assert not after["staff"][closed].any()
        assert not np.isin(after["centre"], np.flatnonzero(closed)).any()


def test_staff_at_home_look_for_other_work(hard):
    _, seen = hard
    moved, stayed = 0, 0
    for before, after in pairwise(seen):
        n = after["staff"].size
        assert np.array_equal(np.bincount(after["employer"][after["home"]], minlength=n), after["sent_home"])
        left = before["home"] & (after["activity"] == Activity.EMPLOYED) & (after["employer"] != before["employer"])
        moved += left.sum()
        stayed += (before["home"] & after["home"]).sum()
    assert moved > 0.03 * stayed


def test_debts_to_people_are_what_was_withheld_less_what_was_paid():
    """Person by person: what is due of a wage and is not paid is owed, until it is; nobody else is owed anything."""
    county = County(base(), rng=3)
    w, e, settle, paid = county.workers, county.employers, county.ledger.settle, {}

    def listening(claim):
        done = settle(claim)
        if claim.purpose in ("wages", "arrears of wages", "severance"):
            fen = np.zeros(w.size, np.int64)
            np.add.at(fen, claim.about[done], claim.fen[done])
            paid[claim.purpose] = fen
            due = w.wage * (w.employer >= 0)
            paid["due"] = np.where(w.at_home, np.floor(w.wage * county.world.home_pay).astype(np.int64), due)
            paid["state"] = (w.employer >= 0) & e.soft_budget[w.employer]
        return done

    county.ledger.settle = listening
    withheld, given = 0, 0
    while county.running:
        before = w.wages_owed.copy()
        county.step()
        missing = np.where(paid["state"], paid["due"] - paid["wages"], 0)
        assert missing.min() >= 0
        back = paid.pop("arrears of wages", np.zeros(w.size, np.int64))
        assert np.array_equal(w.wages_owed, before + missing - back)
        owing = (w.wages_owed + w.severance_owed) > 0
        assert np.array_equal(owing, w.owed_by >= 0)
        withheld, given = withheld + missing.sum(), given + back.sum()
    assert min(withheld, given) > 0


def test_a_clock_in_the_centre_runs_down_by_one_and_ends_membership(hard):
    _, seen = hard
    for before, after in pairwise(seen):
        stays = (before["centre"] >= 0) & (after["centre"] == before["centre"])
        assert (after["left"][stays] == before["left"][stays] - 1).all()
        assert (after["left"][stays] >= 0).all()
        out = (before["centre"] >= 0) & (before["left"] == 0)
        assert (after["centre"][out] == -1).all()
        assert not after["left"][after["centre"] < 0].any()


def test_credit_stops_at_its_limit():
    """Only interest that nobody pays can carry debt beyond it."""
    county, seen = lived(interest=0.0)
    limit = county.world.credit_limit
    for month in seen:
        held = month["assets"] > 0
        assert (month["debt"][held] <= limit * month["assets"][held] + 1).all()


def test_without_soft_credit_wages_are_owed_sooner():
    _, soft = lived(credit_limit=3.0)
    _, tight = lived(credit_limit=0.0, treasury_cover=0.0)
    assert posted(tight, "loans to state enterprises") == 0
    assert tight[8]["wages_owed"].sum() > soft[8]["wages_owed"].sum()


def test_enterprises_without_a_pace_lay_nobody_off_in_waves():
    """The switch: with no pace at all state employers follow their orders as everybody does."""
    county, _ = lived(layoff_pace=0.0, layoff_pace_losing=0.0)
    assert not county.employers.soft_budget.any()
    assert not (county.workers.centre >= 0).any()


# --- a lever that does nothing changes nothing -----------------------------------------------------------------

NEW = {"severance": {"wages_per_year": 0.0}, "centre_allowance": {"allowance": 0, "clinic": 0}}


def with_lever(name, **changes):
    """Live the county with one lever left out (no changes: as it is), or changed."""
    plan = base()
    levers = [replace(lever, **changes) if lever.name == name else lever for lever in plan.levers]
    return live(with_levers(plan, *levers), 3, persons=True)


def without(name):
    plan = base()
    return live(with_levers(plan, *(lever for lever in plan.levers if lever.name != name)), 3, persons=True)


@pytest.mark.parametrize("name", NEW)
def test_a_lever_of_the_reform_that_does_nothing_might_as_well_not_be_there(name):
    absent = without(name)
    for what, changes in {
        "zero amount": NEW[name], "switched off": {"on": False}, "begins later": {"begins": START + MONTHS},
        "ended before": {"ends": START - 1},
    }.items():  # fmt: skip
        assert differing(absent, with_lever(name, **changes), tables=SAME) == [], what
    assert differing(absent, with_lever(name), tables=SAME) != []


@pytest.mark.parametrize("name", NEW)
def test_a_lever_of_the_reform_that_begins_later_changes_nothing_before(name):
    later = with_lever(name, begins=START + 7)
    assert differing(until(without(name), START + 6), until(later, START + 6), tables=("outcomes", "ledger")) == []


def test_nobody_in_a_centre_and_nobody_enters():
    """An allowance for which nobody is eligible: money lies idle, nothing else changes."""
    plan = base(jobless_in_centre=0.0)
    others = [lever for lever in plan.levers if lever.name != "centre_allowance"]
    idle = CentreAllowance(entry_ends=START - 1, budget=0)
    lives = [live(with_levers(plan, *levers), 3, persons=True) for levers in (others, [*others, idle])]
    assert differing(*lives, tables=SAME) == []


def test_nobody_is_laid_off_so_nobody_is_owed_severance():
    plan = base(layoff_refused=1.0, bankruptcy_rate=0.0)
    others = [lever for lever in plan.levers if lever.name != "severance"]
    lives = [live(with_levers(plan, *levers), 3, persons=True) for levers in (others, [*others, SeverancePay()])]
    assert differing(*lives, tables=SAME) == []
