"""A8: benefit for some months, with less effort while it is paid. Money to the fen, chances by z."""

from __future__ import annotations

import numpy as np
import pytest

from sim.county import live
from sim.months import read_month
from tests.closed_forms import exact
from tests.closed_forms.judging import judge, judge_share
from tests.closed_forms.living import limit, measured, settings

full = pytest.mark.full

DEFAULT = (0.05, 0.4, 1.0, 12)  # suitability, benefit over pay, ease, months of benefit
OTHERS = ((0.1, 0.6, 0.5, 6), (0.2, 0.25, 1.0, 3))


def plan_sets(case, horizon, seekers, plenty):
    suitability, over_pay, ease, months_paid = case
    world = settings(suitability=suitability, ease=ease, seekers=seekers, openings_per_seeker=plenty, months=horizon)
    return (
        *world,
        f"levers.unemployment_insurance.benefit={fen(over_pay) // 100} 元/人月",
        f"levers.unemployment_insurance.months_short={months_paid}",
    )


def fen(over_pay):
    """Return the benefit; pay is 500 yuan a month in the limit file."""
    return round(500 * over_pay) * 100


def benefit(case, horizon, seekers, replicates, plenty=100.0):
    """Judge one case; return what one more month of benefit adds within the horizon, and in the long run."""
    suitability, over_pay, ease, paid_for = case
    after = exact.finding_chance(suitability, plenty)
    while_paid = (1 - ease * over_pay) * after

    def of_each(block, months_paid=paid_for):
        """Return exhausted, paid months and chances had within the horizon, per person (replicates, 3)."""
        sets = plan_sets((*case[:3], months_paid), horizon, seekers, plenty)
        looking, drawing = np.moveaxis(
            measured("benefit_months", sets, replicates, block, "unemployed", "drawing_insurance"), 2, 0
        )
        chances_had = seekers + looking[:, :-1].sum(axis=1)
        return np.stack([looking[:, months_paid - 1], drawing.sum(axis=1), chances_had], axis=1) / seekers

    def exhausted(block):
        return np.stack([of_each(block)[:, 0], np.ones(replicates)], axis=1) * seekers

    judge_share("A8 exhausted", exhausted, exact.exhaustion(while_paid, paid_for))
    for form, column, until in (("A8 paid months", 1, paid_for), ("A8 duration", 2, horizon)):
        mean, spread = exact.duration_within(while_paid, after, paid_for, until)
        judge(form, lambda block, column=column: of_each(block)[:, column], mean, spread=spread / seekers**0.5)
    more, less = (exact.duration_within(while_paid, after, months, horizon)[0] for months in (paid_for + 1, paid_for))
    judge("A8 one more month", lambda block: (of_each(block, paid_for + 1) - of_each(block))[:, 2], more - less)
    return more - less, exact.one_more_month(while_paid, after, paid_for)


@pytest.mark.parametrize(("case", "horizon"), [(DEFAULT, 16), (OTHERS[0], 10), (OTHERS[1], 7)])
def test_benefit_months(case, horizon):
    """Catches a last month paid too early or too late, effort that returns a month off, take-up that is ignored."""
    benefit(case, horizon, 800, 16, plenty=25)


@full
def test_benefit_months_full():
    """The default file as it stands, over a horizon that everybody's search fits into."""
    longer, in_the_long_run = benefit(DEFAULT, 300, 3000, 6)
    assert longer == pytest.approx(in_the_long_run, rel=1e-3)


@full
@pytest.mark.parametrize(
    "case", [*OTHERS, (0.04, 0.25, 1.0, 12), (0.045, 0.2, 1.0, 12), (0.05, 0.4, 1.0, 18), (0.3, 0.9, 1.0, 23)]
)
def test_benefit_months_full_elsewhere(case):
    benefit(case, case[-1] + 18, 4000, 20, plenty=25)


@pytest.mark.parametrize("case", [DEFAULT, *OTHERS])
def test_every_fen_is_paid_in_its_month(case):
    """Everybody draws from their first chance to search until they find work, that month included, but no longer
    than the term. Catches a benefit paid after an exit, or not in the month of it, and any fen astray."""
    *_, over_pay, _, months_paid = case
    horizon = 30
    plan = limit("benefit_months", plan_sets(case, horizon, seekers=800, plenty=25))
    tables = live(plan, 7, persons=True)

    spells = tables["spells"]
    first = np.flatnonzero(spells["activity"] == "unemployed")  # nobody is separated: one spell each
    assert np.array_equal(spells["person"][first], tables["persons"]["person"])
    ends = [plan.horizon.start + horizon - 1 if end is None else read_month(end) for end in spells["end"][first]]
    chances_had = np.array(ends) - plan.horizon.start + 1
    due = np.minimum(chances_had, months_paid)

    served = tables["served"]
    begun, last = (np.array([read_month(text) for text in served[column]]) for column in ("start", "end"))
    assert np.array_equal(served["person"], tables["persons"]["person"])
    assert np.all(begun == plan.horizon.start)
    assert np.array_equal(last - begun + 1, due)

    ledger = tables["ledger"]
    paid = (ledger["programme"] == "unemployment_insurance") & (ledger["purpose"] == "unemployment benefit")
    assert ledger["fen"][paid].sum() == fen(over_pay) * due.sum()
    assert ledger["persons"][paid].sum() == due.sum()
    balances = tables["balances"]
    fund = balances["account"] == "unemployment_insurance_fund"
    assert balances["outflow"][fund].sum() == ledger["fen"][paid].sum()
