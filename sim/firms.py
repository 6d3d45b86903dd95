"""Employers plan: orders, staff wanted, layoffs, jobs that end, openings and the wage that they offer."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.benefits import HiringTerms
from sim.choices import weigh_search, who_may_search
from sim.codes import Activity, Ownership, Trade, is_one_of
from sim.declare import Int64
from sim.exact import lognormal, power
from sim.founding.dealing import by_label, deal_evenly
from sim.kernels.jobs import (
    adjust_offers,
    choose_by_chance,
    choose_layoffs,
    count_surplus,
    crowd_of,
    has_anniversary,
    want_staff,
)
from sim.luck import Luck, Purpose
from sim.money import split_exactly, to_fen
from sim.world import Behaviour, LimitWorld

LARGEST_STAFF = 2**30


def weigh_labour(employers: Employers, world: Behaviour, terms: HiringTerms) -> None:
    """What does one more worker cost, after contributions and relief (employers,)? Some want fewer, some more."""
    if not world.labour_elasticity:
        return
    insured = employers.insures * employers.reported_base.astype(np.float64)
    gross = np.maximum(to_fen(employers.wage_offer * (1.0 + terms.payroll_rate * insured)), 1)
    cost = np.maximum(gross - terms.relief, 1)
    rows = np.flatnonzero((cost != employers.labour_cost) & employers.in_business)
    known = employers.ordinary_cost[rows]
    ordinary = np.where(known > 0, known, gross[rows])
    hands = power(ordinary / cost[rows], world.labour_elasticity)
    employers.weigh_labour(rows, cost[rows], ordinary, hands)


def decide_to_insure(employers: Employers, world: Behaviour, luck: Luck) -> None:
    """Once a year an employer weighs what it saves in contributions against what it thinks an inspection would cost.

    Both are months of contributions; how likely a visit is to each is its own belief, for ever.
    """
    if not world.inspection:
        return
    rows = np.flatnonzero(employers.in_business & (employers.name % 12 == luck.month % 12))
    lot = Luck(luck.seed).draws(Purpose.EMPLOYER_INSURES, employers.name[rows])
    belief = lognormal(1.0 - lot, 1.0, world.inspection_belief_spread)
    seen = by_label(world.inspection_seen, Ownership)[employers.ownership[rows]]
    employers.insure(rows, world.inspection / 12 * world.inspection_owed * seen * belief > 1.0)


def inspect(employers: Employers, world: Behaviour, luck: Luck) -> None:
    """Labour inspection comes to some employers by lot; whom it found out last month insures its staff from now on."""
    if not world.inspection:
        return
    found_out = np.flatnonzero(employers.visited & employers.in_business)
    employers.insure(found_out, np.ones(found_out.size, np.bool_))
    drawn = luck.draws(Purpose.INSPECTION, employers.name) < world.inspection / 12
    employers.receive_visits(np.flatnonzero(drawn & employers.in_business))


def review_pay(workers: Workers, employers: Employers, world: Behaviour, month: int) -> None:
    """On the anniversary of a job pay moves up part of the way to what the employer offers now; it never falls."""
    if not world.pay_review:
        return
    due = np.flatnonzero(has_anniversary(workers.wage, workers.spell_start, month))
    offer = employers.wage_offer[workers.employer[due]] * workers.personal_pay[due].astype(np.float64)
    gap = offer - workers.wage[due]
    up = gap > 0.0
    due = due[up]
    workers.raise_pay(due, workers.wage[due] + to_fen(world.pay_review * gap[up]))


def plan_staff(employers: Employers, world: Behaviour) -> None:
    """Every employer decides how many people it wants: as many as orders ask for, and no more than it can pay."""
    if world.vacancy_rule != "staff_gap":
        return
    inertia = (world.staff_inertia, world.staff_inertia_share)
    target = employers.orders * employers.hands_per_order
    wanted = want_staff(target, employers.staff, inertia)
    if world.wage_credit:
        employers.want(np.minimum(wanted, _affordable(employers, world)))
    else:
        employers.want(wanted)


def _affordable(employers: Employers, world: Behaviour) -> Int64:
    """Return how many people (employers,) can be paid out of cash, credit and this month's sales; an owner is not."""
    sales = employers.orders * employers.output_per_head * (1.0 - world.rent)
    purse = employers.cash + world.wage_credit * employers.sales - employers.debt + sales
    heads = np.floor(np.maximum(purse, 0.0) / np.maximum(employers.wage_offer, 1)).astype(np.int64)
    return np.minimum(heads, LARGEST_STAFF) + (employers.owner >= 0)


def lay_off(
    workers: Workers, employers: Employers, world: Behaviour, luck: Luck, *, state: bool
) -> tuple[Int64, Int64]:
    """Employers (state and collective, or the others) let go whom they do not want; return who, and by whom."""
    if world.vacancy_rule != "staff_gap":
        return _nobody()
    mine = np.array([(code <= Ownership.COLLECTIVE) == state for code in Ownership])
    surplus = np.empty(employers.size, np.int32)
    ownership = (employers.ownership, mine)
    if not count_surplus(employers.staff, employers.wanted, ownership, employers.soft_budget, surplus):
        return _nobody()
    crowd = crowd_of(workers.employer, employers.owner, surplus)
    crowd = crowd[np.argsort(luck.draws(Purpose.LAYOFF, crowd), kind="stable")]
    who = np.sort(crowd[choose_layoffs(crowd, workers.employer, surplus)])
    return _leave(workers, employers, who, luck.month, by_choice=False)


def end_jobs(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> tuple[Int64, Int64]:
    """Temporary work ends; return who lost it, and at which employer."""
    return _leave_by_chance(workers, employers, world.separation, Purpose.SEPARATION, luck, by_choice=False)


def quit_jobs(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> tuple[Int64, Int64]:
    """Some employees leave of their own accord; return who, and which employer they left."""
    return _leave_by_chance(workers, employers, world.quit, Purpose.QUIT, luck, by_choice=True)


def post_openings(workers: Workers, employers: Employers, world: Behaviour, month: int) -> None:
    """Wage offers move by last month's experience, then this month's openings are posted."""
    habits = (world.offer_raise, world.offer_cut, world.long_queue)
    offers = adjust_offers(
        employers.wage_offer,
        employers.openings,
        employers.filled,
        employers.applications,
        habits,
        world.minimum_wage,
    )
    employers.offer_pay(offers)
    employers.post_openings(_openings(workers, employers, world, month))


def _openings(workers: Workers, employers: Employers, world: Behaviour, month: int) -> Int64:
    """Return the openings of each employer (employers,) under the world's vacancy rule."""
    if not isinstance(world, LimitWorld) or world.vacancy_rule == "staff_gap":
        return np.maximum(employers.wanted - employers.staff, 0)
    if world.vacancy_rule == "fixed":
        return _deal_openings(employers, world)
    seekers = who_may_search(workers, month)
    expected = float(np.cumsum(weigh_search(workers, seekers, world)[0])[-1]) if seekers.size else 0.0
    return deal_evenly(int(world.openings_per_seeker * world.applications * expected + 0.5), employers.size)


def _deal_openings(employers: Employers, world: LimitWorld) -> Int64:
    """Deal a fixed number of openings out evenly, or first among trades as the world says."""
    said = dict(world.vacancy_shares)
    shares = np.array([said.get(label, 0) for label in Trade.labels()], np.int64)
    if not shares.any():
        return deal_evenly(world.vacancies, employers.size)
    openings = np.zeros(employers.size, np.int64)
    for trade, number in enumerate(split_exactly(world.vacancies, shares)):
        here = np.flatnonzero(employers.trade == trade)
        if here.size:
            openings[here] = deal_evenly(int(number), here.size)
    return openings


def _leave_by_chance(
    workers: Workers, employers: Employers, chance: float, purpose: Purpose, luck: Luck, *, by_choice: bool
) -> tuple[Int64, Int64]:
    if chance <= 0:
        return _nobody()
    who = choose_by_chance(workers.activity, is_one_of(Activity.EMPLOYED), chance, luck.key(purpose))
    return _leave(workers, employers, who, luck.month, by_choice=by_choice)


def _leave(workers: Workers, employers: Employers, who: Int64, month: int, *, by_choice: bool) -> tuple[Int64, Int64]:
    left = workers.employer[who].astype(np.int64)
    workers.leave_job(who, month, by_choice)
    employers.let_go(left)
    return who, left


def _nobody() -> tuple[Int64, Int64]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64)
