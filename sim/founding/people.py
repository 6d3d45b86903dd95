"""Founding the people of a county: in work, out of work, and those who will arrive."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, AgeBand, JobForm, Origin, Ownership, Schooling, Sex, SexAge, Trade
from sim.contracts import term_of
from sim.declare import Int64, Real, Shares
from sim.exact import exp, log, lognormal
from sim.founding.dealing import by_label, choose_share, deal, draw_codes
from sim.founding.heads import Arrivals, Heads
from sim.founding.reform import enter_centres
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import CountyWorld

BAND_AGES = ((16, 30), (30, 40), (40, 50), (50, 60))  # men; women work to 55 at most
SPELL_MONTHS = ((0, 6), (6, 12), (12, 24), (24, 60))  # chances to search behind each SpellBand
INSURANCE_BEGAN = 1986 * 12 + 9  # unemployment insurance was introduced in October 1986
ARRIVAL_AGES = (16, 23)
LEAVES_SCHOOL = np.array([{Schooling.SENIOR: 19, Schooling.COLLEGE: 22}.get(code, 16) for code in Schooling])  # age
LONGEST_TERM = 24  # months of benefit: whoever has been jobless for longer has drawn on old contributions
ORIGINS = {
    Ownership.STATE: Origin.SOE,
    Ownership.COLLECTIVE: Origin.COLLECTIVE,
    Ownership.LABOUR_SERVICE: Origin.COLLECTIVE,
    Ownership.PRIVATE: Origin.PRIVATE,
    Ownership.GETIHU: Origin.PRIVATE,
    Ownership.FOREIGN: Origin.PRIVATE,
}


def found_workers(
    model: mesa.Model, world: CountyWorld, employers: Employers, luck: Luck, start: int, months: int
) -> Workers:
    """Build everybody at the start, and all who arrive within `months`, who come last in the table."""
    heads, arrivals = Heads.of(world), Arrivals.plan(world, start, months)
    workers = Workers(model, world.workers + arrivals.month.size)
    without = heads.flexible + heads.away + heads.jobless
    at_work = np.arange(world.workers - without)
    flexible, away = _leave_home(at_work.size + np.arange(heads.flexible + heads.away), heads.away, luck)
    jobless = np.arange(world.workers - heads.jobless, world.workers)
    coming = np.arange(world.workers, workers.size)
    _seat(workers, employers, at_work, heads, luck)
    workers.visit_cost[:] = to_fen(2 * world.visit_cost * luck.draws(Purpose.VISIT_COST, workers.rows))
    rural = workers.origin[at_work] == Origin.RURAL
    _give_traits(workers, at_work[~rural], world.working_sex_age, world.working_schooling, luck, start)
    _give_traits(workers, at_work[rural], world.rural_sex_age, world.rural_schooling, luck, start)
    for who in (jobless, flexible):
        _give_traits(workers, who, world.jobless_sex_age, world.jobless_schooling, luck, start)
    _give_traits(workers, away, world.rural_sex_age, world.jobless_schooling, luck, start)
    _learn_on_the_job(workers, employers, at_work, luck, start)
    for who in (jobless, flexible, away):
        _put_out_of_work(workers, who, world, luck, start)
    enter_centres(workers, employers, jobless, world, luck, start)
    _register(workers, jobless, world, start)
    _find_other_livings(workers, flexible, away, luck, start)
    _prepare(workers, coming, arrivals, world, luck)
    _give_household(workers, world.workers, world, luck, start)
    _pay(workers, employers, at_work, world, start, luck)
    _sign(workers, employers, at_work, world, start, luck)
    _come_to_believe(workers, np.arange(at_work.size, world.workers), coming, world, start)
    return workers


def _leave_home(who: Int64, away: int, luck: Luck) -> tuple[Int64, Int64]:
    """Part people in odd jobs from those away, to whom home means least: they left because of it."""
    by_root = who[np.argsort(Luck(luck.seed).draws(Purpose.ROOTED, who), kind="stable")]
    return np.sort(by_root[away:]), np.sort(by_root[:away])


def _seat(workers: Workers, employers: Employers, at_work: Int64, heads: Heads, luck: Luck) -> None:
    """Seat the staff in the order of the employers; the first seat of an individual business is its owner's."""
    origins = np.array([ORIGINS[ownership] for ownership in Ownership], np.int8)
    employer = np.repeat(employers.rows, employers.staff)
    shops = np.flatnonzero(employers.ownership == Ownership.GETIHU)
    owners = np.searchsorted(employer, shops)
    workers.employer[at_work] = employer
    workers.town[at_work] = employers.town[employer]
    workers.origin[at_work] = origins[employers.ownership[employer]]
    workers.activity[at_work] = Activity.EMPLOYED
    workers.activity[owners] = Activity.SELF_EMPLOYED
    employers.owner[shops] = owners
    hands = np.flatnonzero(
        (workers.origin[at_work] == Origin.PRIVATE) & (workers.activity[at_work] == Activity.EMPLOYED)
    )
    lots = np.argsort(luck.draws(Purpose.FIRST_JOB, hands), kind="stable")
    workers.origin[hands[lots[: heads.rural]]] = Origin.RURAL


def _give_traits(workers: Workers, who: Int64, sex_age: Shares, schooling: Shares, luck: Luck, start: int) -> None:
    """Deal sex, age and schooling so that the declared shares are met exactly."""
    workers.schooling[who] = deal(schooling, who, luck, Purpose.SCHOOLING)
    cell = deal(sex_age, who, luck, Purpose.AGE)
    first, beyond = np.array(BAND_AGES)[cell % SexAge.WOMEN_16_29].T
    first = np.maximum(first, LEAVES_SCHOOL[workers.schooling[who]])
    beyond = np.where(cell == SexAge.WOMEN_50_PLUS, 55, beyond)
    age = first * 12 + np.floor(luck.draws(Purpose.AGE, who, 1) * 12 * (beyond - first)).astype(np.int64)
    workers.sex[who] = cell >= SexAge.WOMEN_16_29
    workers.birth[who] = start - age


def _learn_on_the_job(workers: Workers, employers: Employers, at_work: Int64, luck: Luck, start: int) -> None:
    """Who is in work knows what the job asks for; of women over 50 only office workers are still at work."""
    employer = workers.employer[at_work]
    general = luck.draws(Purpose.TRADE, at_work) < employers.general_share[employer]
    workers.trade[at_work] = np.where(general, Trade.GENERAL, employers.trade[employer])
    senior = at_work[(workers.sex[at_work] == Sex.WOMAN) & (workers.birth[at_work] <= start - 50 * 12)]
    workers.trade[senior] = Trade.OFFICE


def _put_out_of_work(workers: Workers, jobless: Int64, world: CountyWorld, luck: Luck, start: int) -> None:
    """Deal origins, trades, towns and spells of people without a job."""
    workers.activity[jobless] = Activity.UNEMPLOYED
    workers.origin[jobless] = deal(world.jobless_origin, jobless, luck, Purpose.FIRST_JOB)
    workers.trade[jobless] = deal(world.jobless_trade, jobless, luck, Purpose.TRADE)
    workers.town[jobless] = deal(world.town_shares, jobless, luck, Purpose.HOME_TOWN)
    shortest, beyond = np.array(SPELL_MONTHS)[deal(world.jobless_spell, jobless, luck, Purpose.SPELL)].T
    searched = shortest + np.floor(luck.draws(Purpose.SPELL, jobless, 1) * (beyond - shortest)).astype(np.int64)
    workers.spell_start[jobless] = start - 1 - searched
    of_age = workers.spell_start[jobless] - 12 * BAND_AGES[0][0]  # nobody began to look for work as a child
    workers.birth[jobless] = np.minimum(workers.birth[jobless], of_age)


def _register(workers: Workers, jobless: Int64, world: CountyWorld, start: int) -> None:
    """Enter the jobless who live nearest into the register; those who were insured can still draw."""
    outside = jobless[workers.centre[jobless] < 0]
    by_cost = np.argsort(workers.visit_cost[outside], kind="stable")  # the register is dearest to those far away
    official = int(world.jobless_registered * jobless.size + 0.5)
    registered = outside[by_cost[: max(official - (jobless.size - outside.size), 0)]]
    workers.registered[registered] = True
    workers.registered_since[registered] = workers.spell_start[registered]
    recent = workers.spell_start[jobless] >= start - LONGEST_TERM
    member = workers.centre[jobless] >= 0  # has not drawn insurance
    insured = jobless[(workers.origin[jobless] <= Origin.COLLECTIVE) & (recent | member)]
    workers.insured_months[insured] = _career(workers, insured, workers.spell_start[insured] + np.int64(1))


def _find_other_livings(workers: Workers, flexible: Int64, away: Int64, luck: Luck, start: int) -> None:
    """Some of those without a job have had odd jobs, or been away, for a part of that time."""
    workers.activity[flexible], workers.activity[away] = Activity.FLEXIBLE, Activity.AWAY
    for who in (flexible, away):
        months = (start - workers.spell_start[who]) * luck.draws(Purpose.SPELL, who, 2)
        workers.spell_start[who] = start - 1 - np.floor(months).astype(np.int64)


def _prepare(workers: Workers, coming: Int64, arrivals: Arrivals, world: CountyWorld, luck: Luck) -> None:
    """Describe those who have not arrived; `spell_start` is the month in which they will."""
    for rural, schooling in ((0, world.entrant_schooling), (1, world.rural_schooling)):
        who = coming[arrivals.rural == rural]
        workers.origin[who] = Origin.RURAL if rural else Origin.ENTRANT
        workers.schooling[who] = draw_codes(schooling, who, luck, Purpose.SCHOOLING)
        workers.trade[who] = draw_codes(world.entrant_trade, who, luck, Purpose.TRADE)
        workers.town[who] = draw_codes(world.town_shares, who, luck, Purpose.HOME_TOWN)
    youngest, oldest = np.maximum(ARRIVAL_AGES[0], LEAVES_SCHOOL[workers.schooling[coming]]), ARRIVAL_AGES[1]
    age = youngest * 12 + np.floor(luck.draws(Purpose.AGE, coming) * 12 * (oldest - youngest)).astype(np.int64)
    workers.spell_start[coming] = arrivals.month
    workers.birth[coming] = arrivals.month - age
    workers.sex[coming] = luck.draws(Purpose.AGE, coming, 2) < 0.5


def _give_household(workers: Workers, residents: int, world: CountyWorld, luck: Luck, start: int) -> None:
    """Give everybody skill, a household, a purse and a temper.

    Shares are met exactly among the first `residents` rows; who arrives later goes by their own luck alone.
    """
    everybody, coming = workers.rows, workers.rows[residents:]
    mean = by_label(world.skill_by_schooling, Schooling)[workers.schooling]
    spread = (2 * luck.draws(Purpose.SKILL, everybody) - 1) * world.skill_spread
    workers.skill[:] = np.minimum(np.maximum(mean + spread, 0.05), 1.0)
    workers.output[:] = workers.skill.astype(np.float64) * _expected_at_age(workers, world, start)
    waits = luck.draws(Purpose.ATTITUDE, everybody, 1) < by_label(world.waiting, Origin)[workers.origin]
    effort = 0.5 + 0.5 * luck.draws(Purpose.ATTITUDE, everybody)
    workers.attitude[:] = effort * np.where(waits, world.waiting_effort, 1.0)
    workers.party[choose_share(world.party_share, everybody[:residents], luck, Purpose.PARTY)] = True
    workers.party[coming] = luck.draws(Purpose.PARTY, coming) < world.party_share
    related = choose_share(world.relatives_share, everybody[:residents], luck, Purpose.RELATIVES)
    workers.relatives[related] = True
    workers.relatives[coming] = luck.draws(Purpose.RELATIVES, coming) < world.relatives_share
    workers.family_size[:residents] = 1 + deal(world.family_size, everybody[:residents], luck, Purpose.FAMILY)
    workers.family_size[residents:] = 1 + draw_codes(world.family_size, coming, luck, Purpose.FAMILY)
    alone = (workers.family_size == 1) | (
        luck.draws(Purpose.FAMILY_INCOME, everybody, 1) < world.families_without_earner
    )
    luck_in_pay = luck.draws(Purpose.FAMILY_INCOME, everybody)
    income = to_fen(lognormal(luck_in_pay, world.family_income, world.family_income_spread))
    workers.family_income[:] = np.where(alone, 0, income)
    savings = to_fen(lognormal(luck.draws(Purpose.SAVINGS, everybody), world.savings, world.savings_spread))
    workers.cash[:residents] = savings[:residents]  # who arrives later comes with an empty purse


def _expected_at_age(workers: Workers, world: CountyWorld, start: int) -> Real:
    """Return the output that employers expect of everybody for their age alone (workers,); newcomers are young."""
    age = (start - workers.birth.astype(np.int64)) // 12
    return by_label(world.output_by_age, AgeBand)[np.digitize(age, (30, 40, 50))]


def _pay(workers: Workers, employers: Employers, at_work: Int64, world: CountyWorld, start: int, luck: Luck) -> None:
    """Pay everybody in work by the employer's offer and their own worth; owners live on their shop."""
    factor = lognormal(luck.draws(Purpose.PERSONAL_PAY, workers.rows), 1.0, world.personal_pay_spread)
    workers.personal_pay[:] = factor
    employer = workers.employer[at_work]
    pay = to_fen(employers.wage_offer[employer] * workers.personal_pay[at_work].astype(np.float64))
    workers.expected_pay[at_work] = np.maximum(pay, world.minimum_wage)
    workers.wage[at_work] = np.where(workers.activity[at_work] == Activity.EMPLOYED, workers.expected_pay[at_work], 0)
    career = _career(workers, at_work, np.full(at_work.size, start))
    served = np.floor(career * luck.draws(Purpose.CONTRIBUTION, at_work)).astype(np.int64)
    workers.insured_months[at_work] = np.where(employers.insures[employer], served, 0)
    workers.spell_start[at_work] = start - 1 - served


def _come_to_believe(workers: Workers, jobless: Int64, coming: Int64, world: CountyWorld, start: int) -> None:
    """Who has been out of work has lost practice, and learned what they would have learned in these months.

    They began with the pay of their old job and the hope of a newcomer, and met offers of private firms and refusals.
    """
    workers.chance[:] = world.first_chance
    months = start - 1 - workers.spell_start[jobless].astype(np.float64)
    attitude = workers.attitude[jobless].astype(np.float64)
    old = np.array([world.state_pay, world.collective_pay, world.private_pay, world.private_pay, world.getihu_pay])
    left = _kept(np.full(jobless.size, 1.0 - world.skill_decay / 12), months)
    workers.skill[jobless] = workers.skill[jobless].astype(np.float64) * left
    workers.output[jobless] = workers.output[jobless].astype(np.float64) * left
    gap = (old[workers.origin[jobless]] - world.private_pay) * _kept(1.0 - world.pay_learning * attitude, months)
    own_worth = workers.personal_pay.astype(np.float64)
    workers.expected_pay[jobless] = to_fen((world.private_pay + gap) * own_worth[jobless])
    rate = world.chance_learning * attitude + world.news_learning
    settled = world.first_chance * world.news_learning / np.maximum(rate, 1e-9)
    hope = (world.first_chance - settled) * _kept(1.0 - rate, months)
    workers.chance[jobless] = settled + hope
    young, rural = coming[workers.origin[coming] != Origin.RURAL], coming[workers.origin[coming] == Origin.RURAL]
    factor = by_label(world.entrant_pay, Schooling)[workers.schooling[young]]
    workers.expected_pay[young] = to_fen(factor * world.private_pay)
    workers.expected_pay[rural] = world.getihu_pay


def _kept(share: Real, months: Real) -> Real:
    """Return what is left after losing the rest of a share every month (n,)."""
    return exp(months * log(np.maximum(share, 1e-9)))


def _career(workers: Workers, who: Int64, until: Int64) -> Int64:
    """Months from the later of the 18th birthday and the beginning of unemployment insurance to `until` (n,)."""
    return np.maximum(until - np.maximum(workers.birth[who] + 18 * 12, INSURANCE_BEGAN), 0)


def _sign(workers: Workers, employers: Employers, at_work: Int64, world: CountyWorld, start: int, luck: Luck) -> None:
    """State and collective staff are regular (固定工); others were taken on as private employers do, at any time."""
    employed = at_work[workers.activity[at_work] == Activity.EMPLOYED]
    workers.form[employed] = JobForm.REGULAR
    hands = employed[employers.ownership[workers.employer[employed]] > Ownership.COLLECTIVE]
    workers.form[hands] = 1 + deal(world.job_forms_private, hands, luck, Purpose.JOB_FORM)
    term = term_of(workers.form[hands], world)
    served = np.floor(term * luck.draws(Purpose.JOB_TERM, hands)).astype(np.int64)
    workers.job_ends[hands] = np.where(term > 0, start + term - 1 - served, 0)
