"""Jobs have a form and a term: openings are regular, temporary, labour-service, hourly, seasonal or fixed-term.

An employer with more staff than work lets terms run out first, for that costs nothing; one with work for the
person takes most of them on again.
"""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import JobForm, Ownership
from sim.declare import Int8, Int64, Real, Shares, Wholes
from sim.kernels.jobs import choose_layoffs
from sim.luck import Luck, Purpose
from sim.world import Behaviour


def end_terms(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> tuple[Int64, Int64]:
    """Terms that run out this month are renewed, or the job ends; return who lost it, and at which employer."""
    who = np.flatnonzero(workers.job_ends == luck.month)
    lots = luck.draws(Purpose.RENEWAL, who)
    goes = lots >= world.renewal
    if world.vacancy_rule == "staff_gap":  # else nobody plans a staff
        surplus = np.maximum(employers.staff - employers.wanted, 0)
        crowd = np.flatnonzero(surplus[workers.employer[who]] > 0)
        crowd = crowd[np.argsort(-lots[crowd], kind="stable")]  # where there is no work, the unlucky go first
        goes[crowd] |= choose_layoffs(who[crowd], workers.employer, surplus)
    staying, leaving = who[~goes], who[goes]
    left = workers.employer[leaving].astype(np.int64)
    workers.sign(staying, workers.form[staying], end_of(workers.form[staying], luck.month, world))
    workers.leave_job(leaving, luck.month, by_choice=False)
    employers.let_go(left)
    return leaving, left


def sign_contracts(
    workers: Workers, employers: Employers, who: Int64, opening: Int64, world: Behaviour, luck: Luck
) -> None:
    """Those who were just hired sign what their openings (n,) offer: the same opening, by name, the same form."""
    owner = employers.ownership[workers.employer[who]]
    form = offered(Luck(luck.seed).draws(Purpose.JOB_FORM, opening), owner, world)
    workers.sign(who, form, end_of(form, luck.month, world))


def offered(draws: Real, ownership: Int8, world: Behaviour) -> Int8:
    """Return the form of each job (n,) by its draw and the ownership of its employer."""
    public = ownership <= int(Ownership.COLLECTIVE)
    forms = np.where(public, _choose(world.job_forms_public, draws), _choose(world.job_forms_private, draws))
    return forms.astype(np.int8)


def term_of(form: Int8, world: Behaviour) -> Int64:
    """Return the months for which each form (n,) is signed; 0 without end."""
    terms = {
        JobForm.TEMPORARY: world.temporary_term,
        JobForm.LABOUR_SERVICE: world.labour_service_term,
        JobForm.HOURLY: world.hourly_term,
        JobForm.SEASONAL: world.seasonal_term,
    }
    return np.array([terms.get(code, 0) for code in JobForm], np.int64)[form]


def end_of(form: Int8, month: Wholes | int, world: Behaviour) -> Int64:
    """Return the month in which a job of each form (n,) that begins in a month ends; 0: without end."""
    term = term_of(form, world)
    return np.where(term > 0, month + term, 0)


def _choose(shares: Shares, draws: Real) -> Int64:
    said = dict(shares)
    borders = np.cumsum([said.get(form.label, 0) for form in JobForm])
    return np.searchsorted(borders, draws * borders[-1], side="right")
