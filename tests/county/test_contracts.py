"""Forms of work: what is offered, when it ends, who is taken on again, and who pays in."""

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import Activity, JobForm, Ownership
from sim.contracts import end_terms, offered
from sim.county import County
from sim.luck import Luck, Purpose
from sim.policies.social_contributions import SocialContributions
from tests.county.worlds import BUSY, START, county_plan, limit_plan

PLENTY = replace(
    BUSY, seekers=400, employed=0, firms=10, vacancy_rule="fixed", vacancies=2_000, order_swing=0.0, separation=0.0,
    quit=0.0, exit=0.0, search_on_the_job=0.0, interviews=50, suitability=0.6,
)  # fmt: skip


def all_of(form):
    return ((JobForm(form).label, 10_000),)


def spells(world, months, *levers):
    county = County(limit_plan(*levers, months=months, world=world), rng=6, persons=True)
    county.run_model()
    told = county.workers.history.told("spells")
    jobs = told["activity"] == Activity.EMPLOYED
    return county, {name: column[jobs] for name, column in told.items()}


@pytest.mark.parametrize(("form", "term"), [("TEMPORARY", 3), ("LABOUR_SERVICE", 7), ("HOURLY", 1), ("SEASONAL", 5)])
def test_a_term_lasts_its_months_to_the_month(form, term):
    world = replace(PLENTY, job_forms_private=all_of(JobForm[form]), renewal=0.0, **{f"{form.lower()}_term": term})
    county, jobs = spells(world, 24)
    assert set(jobs["end"] - jobs["start"]) == {term}
    assert jobs["end"].size > 200
    at_work = county.workers.activity == Activity.EMPLOYED
    assert set(county.workers.form[at_work]) == {JobForm[form]}
    assert set(county.workers.form[~at_work]) == {JobForm.NONE}
    assert not county.workers.job_ends[~at_work].any()


@pytest.mark.parametrize("form", ["REGULAR", "CONTRACT"])
def test_other_forms_do_not_end(form):
    _, jobs = spells(replace(PLENTY, job_forms_private=all_of(JobForm[form]), renewal=0.0), 24)
    assert jobs["end"].size == 0


def test_without_forms_all_is_regular_and_nothing_ends():
    county, jobs = spells(PLENTY, 12)
    assert jobs["end"].size == 0
    assert set(county.workers.form[county.workers.activity == Activity.EMPLOYED]) == {JobForm.REGULAR}
    assert not county.workers.job_ends.any()


def test_terms_are_renewed_by_the_declared_share():
    """With a share r renewed, a job lasts k terms with chance (1 - r) r^(k - 1)."""
    share, term, months = 0.7, 2, 60
    world = replace(PLENTY, job_forms_private=all_of(JobForm.TEMPORARY), renewal=share, temporary_term=term)
    _, jobs = spells(world, months)
    began_early = jobs["start"] < START + months - 20 * term  # hardly any of these is still unfinished
    lasted = (jobs["end"] - jobs["start"])[began_early]
    assert set(lasted % term) == {0}
    for k in (1, 2, 3):
        expected = (1 - share) * share ** (k - 1)
        error = np.sqrt(expected * (1 - expected) / lasted.size)
        assert abs(np.mean(lasted == k * term) - expected) < 4 * error


def test_an_employer_without_work_lets_terms_run_out_though_it_would_renew_all():
    """Employer f wants f % 4 people fewer; of those whose term ends as many go, and nobody whose term goes on."""
    world = replace(BUSY, job_forms_private=all_of(JobForm.HOURLY), hourly_term=1)
    county = County(limit_plan(months=12, world=world), rng=6)
    w, e = county.workers, county.employers
    fewer = e.rows % 4
    e.wanted[:] = e.staff - fewer
    employed = np.flatnonzero(w.activity == Activity.EMPLOYED)
    ending = employed[::2]
    w.form[employed], w.job_ends[ending] = JobForm.HOURLY, START
    staff, able = e.staff.copy(), np.bincount(w.employer[ending], minlength=e.size)
    who, left = end_terms(w, e, world, Luck(6, START))
    assert set(who) <= set(ending)
    assert np.bincount(left, minlength=e.size).tolist() == np.minimum(fewer, able).tolist()
    assert who.size > 10
    assert (e.staff == staff - np.minimum(fewer, able)).all()
    assert set(w.activity[who]) == {Activity.UNEMPLOYED}
    stayed = np.setdiff1d(ending, who)
    assert set(w.job_ends[stayed]) == {START + 1}
    assert set(w.form[stayed]) == {JobForm.HOURLY}


def test_the_same_opening_offers_the_same_form_in_every_month_and_scenario():
    names = np.arange(5_000)
    world = county_plan().world
    owner = np.full(names.size, Ownership.PRIVATE, np.int8)
    draws = Luck(3).draws(Purpose.JOB_FORM, names)
    form = offered(draws, owner, world)
    share = {JobForm[name.upper()]: ten_thousandths / 10_000 for name, ten_thousandths in world.job_forms_private}
    for code, expected in share.items():
        error = np.sqrt(max(expected * (1 - expected), 1e-9) / names.size)
        assert abs(np.mean(form == code) - expected) <= 4 * error, code
    assert offered(draws[:100], owner[:100], world).tolist() == form[:100].tolist()
    public = offered(draws, np.full(names.size, Ownership.COLLECTIVE, np.int8), world)
    assert np.mean(public == JobForm.REGULAR) > 0.05 > np.mean(form == JobForm.REGULAR)


def test_at_the_start_state_staff_is_regular_and_private_terms_run_out_month_by_month():
    county = County(county_plan(workers=5_000), rng=2)
    w, e = county.workers, county.employers
    employed = np.flatnonzero(w.activity == Activity.EMPLOYED)
    public = e.ownership[w.employer[employed]] <= Ownership.COLLECTIVE
    assert set(w.form[employed[public]]) == {JobForm.REGULAR}
    hands = employed[~public]
    assert abs(np.mean(w.form[hands] == JobForm.TEMPORARY) - 0.59) < 0.002  # dealt, not drawn
    temporary = hands[w.form[hands] == JobForm.TEMPORARY]
    assert set(w.job_ends[temporary]) == set(range(START, START + county.plan.world.temporary_term))
    assert not w.job_ends[hands[w.form[hands] == JobForm.CONTRACT]].any()
    assert not w.form[w.activity != Activity.EMPLOYED].any()


@pytest.mark.parametrize("form", list(JobForm)[1:])
def test_temporary_and_hourly_hands_are_not_insured(form):
    world = replace(PLENTY, job_forms_private=all_of(form), output_per_pay=10.0)
    county, _ = spells(world, 6, SocialContributions())
    paid_in = county.workers.insured_months > world.contribution_months
    assert paid_in.any() == (form not in (JobForm.TEMPORARY, JobForm.HOURLY))
