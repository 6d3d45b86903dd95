"""Courses: who wants a seat, who gets one, and what is learned.

A course changes nothing but skill, trade and certificate. Whoever takes it does not look for work in the meantime;
afterwards they apply where they now hope to be of use, and others learn on the job.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.admitting import chance_seen, choose_class
from sim.agents.employers import Employers
from sim.agents.providers import Courses, Providers
from sim.agents.workers import Workers
from sim.choices import months_in_work, openings_by_trade, pay_on_offer, resources
from sim.claims import OUTSIDE, AccountSpec, Claim
from sim.codes import Activity, Trade
from sim.declare import Flag, Int8, Int64, Real, Wholes
from sim.founding.dealing import by_label
from sim.ledger import Ledger
from sim.lives import plan_retirement
from sim.luck import Luck, Purpose
from sim.market import Place
from sim.money import split_exactly
from sim.policies.answers import CourseTerms
from sim.world import Behaviour

PROVIDERS = "training_providers"
MAY_ENROL = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.DISCOURAGED)
MOST_HOPE = 4.0  # nobody believes that a course makes their chance larger than this many times


@dataclass(frozen=True)
class Schools:
    """The providers of a county and their courses."""

    providers: Providers
    courses: Courses

    def accounts(self) -> Iterator[AccountSpec]:
        """The purse of the providers, who spend on teaching all that they take."""
        if self.providers.size:
            yield AccountSpec(PROVIDERS, level="enterprise", term="培训机构")


def begin_courses(
    workers: Workers,
    employers: Employers,
    schools: Schools,
    place: Place,
    world: Behaviour,
    luck: Luck,
    terms: CourseTerms | None = None,
) -> tuple[Int64, Int64]:
    """A round of courses begins; return who was admitted, and to which course.

    Who pays the fee competes for the seats that providers offer, who has it free for those that the purse buys.
    """
    nobody = np.zeros(0, np.int64)
    courses = schools.courses
    if not courses.size or luck.month % world.course_every:
        return nobody, nobody
    idle = workers.since_before(MAY_ENROL, luck.month)
    asked = np.zeros(workers.size, np.bool_)
    asked[nobody if terms is None else terms.free] = True
    who = idle[(luck.draws(Purpose.COURSE_THOUGHT, idle) < world.course_attention) | asked[idle]]
    hopes = Hopes.of(workers, employers, who, place, world)
    helped = Help(asked[who], 0 if terms is None else terms.allowance)
    wanted, gain = _choose(workers, schools, hopes, helped, world, luck)
    wants = np.flatnonzero(gain > 0)
    applicants, course, free = who[wants], wanted[wants], helped.free[wants]
    paying, order = np.flatnonzero(~free), _order(workers, applicants, world, luck)
    admitted = paying[admit(course[paying], order[paying], courses.seats)]
    if terms is not None:
        some, seats = np.flatnonzero(free), _bought(courses, hopes.openings, terms)
        taken = _admit_free(workers, schools, applicants[some], course[some], order[some], seats, terms, world)
        admitted = np.sort(np.concatenate([admitted, some[taken]]))
    size = courses.size
    courses.open_round(np.bincount(course, minlength=size), np.bincount(course[admitted], minlength=size))
    who, course = applicants[admitted], course[admitted]
    workers.enrol(who, course, schools.providers.months[courses.provider[course]], luck.month)
    workers.pay_course(who, free[admitted])
    return who, course


class Help(NamedTuple):
    """Which of some people (n,) have a seat for nothing, and what these are paid a month in the course, in fen."""

    free: Flag
    allowance: int


def _bought(courses: Courses, openings: Real, terms: CourseTerms) -> Int64:
    """Return how many seats of each course the public purse buys: like the others, or where employers ask for it."""
    usual = courses.seats.astype(np.int64)
    asked = np.floor(usual * openings[courses.trade]).astype(np.int64)
    ordered = int(terms.seats * terms.by_orders) if asked.any() else 0
    seats: Int64 = split_exactly(terms.seats - ordered, usual)
    return seats + split_exactly(ordered, asked) if ordered else seats


def _admit_free(
    w: Workers,
    schools: Schools,
    who: Int64,
    course: Int64,
    lot: Real,
    seats: Int64,
    terms: CourseTerms,
    world: Behaviour,
) -> Int64:
    """Return which of who need not pay (positions, ascending) each provider takes, by what it is paid for them."""
    chance = chance_seen(w.chance[who].astype(np.float64), terms.fees.window)
    passes = skill_at_end(w, schools, who, course, seats[course], world) >= world.passing_skill
    taken = []
    for row in np.unique(course).tolist():
        here = np.flatnonzero(course == row)
        chosen = choose_class(
            passes[here], chance[here], lot[here], int(seats[row]), terms.fees, float(world.course_cost)
        )
        taken.append(here[chosen])
    return np.sort(np.concatenate([np.zeros(0, np.int64), *taken]))


def skill_at_end(w: Workers, schools: Schools, who: Int64, course: Int64, number: Wholes, world: Behaviour) -> Real:
    """Return the skill that each person would have after a course in a class of so many (n,)."""
    trade = schools.courses.trade[course]
    quality = schools.providers.quality[schools.courses.provider[course]].astype(np.float64)
    crowd = world.class_size / (world.class_size + number)
    before = w.skill[who].astype(np.float64)
    return skill_after(before, w.trade[who] != trade, quality * crowd * _worth(world)[trade], world)


@dataclass(frozen=True)
class Hopes:
    """What some people (n,) believe of themselves, of pay in every trade, and of openings there."""

    who: Int64
    trade: Int8
    skill: Real
    likely: Real  # believed chance to find work in a month
    above: Real  # fen a month that a job in the present trade would pay above life without one; may be negative
    offers: Real  # (n, trades) fen a month that a job in a trade would pay this person
    openings: Real  # (trades,)

    @classmethod
    def of(cls, w: Workers, employers: Employers, who: Int64, place: Place, world: Behaviour) -> Hopes:
        """Ask some people."""
        offers = pay_on_offer(employers, len(place.towns), place.trades)[w.town[who]]
        offers = offers * w.personal_pay[who].astype(np.float64)[:, None]
        skill, chance = w.skill[who].astype(np.float64), w.chance[who].astype(np.float64)
        above = w.expected_pay[who] - resources(w, who, world)
        return cls(who, w.trade[who], skill, chance, above, offers, openings_by_trade(employers, place.trades))

    def now(self, horizon: int) -> Real:
        """Return what the time ahead is worth without a course (n,), in fen."""
        return months_in_work(self.likely, horizon) * np.maximum(self.above, 0.0) * horizon

    def after(self, trade: int, learned: float, horizon: int, world: Behaviour) -> Real:
        """Return what the time after a course in a trade is worth (n,), in fen."""
        other = self.trade != trade
        better = skill_after(self.skill, other, learned, world) / np.maximum(self.skill, 1e-9)
        of_trade = self.openings * (np.arange(self.openings.size) != Trade.GENERAL)
        number = np.maximum(of_trade + self.openings[Trade.GENERAL], 1.0)  # jobs for anybody are open to all
        hope = np.minimum(better * number[trade] / number[self.trade], MOST_HOPE)
        more = self.offers[:, trade] - self.offers[np.arange(self.who.size), self.trade]
        return months_in_work(self.likely * hope, horizon) * np.maximum(self.above + more, 0.0) * horizon


def _choose(
    workers: Workers, schools: Schools, hopes: Hopes, helped: Help, world: Behaviour, luck: Luck
) -> tuple[Int64, Real]:
    """Return the course that promises each person most, and by how much in fen it is better than none."""
    courses, fee, who = schools.courses, schools.providers.fee, hopes.who
    best, gain = np.full(who.size, -1, np.int64), np.zeros(who.size)
    lost = hopes.now(world.horizon) + workers.earnings[who] * world.course_length
    lost = lost - np.where(helped.free, helped.allowance * world.course_length, 0)
    left = max(world.horizon - world.course_length, 0)
    for trade in np.unique(courses.trade).tolist():
        offered = np.flatnonzero(courses.trade == trade)
        better = hopes.after(trade, world.course_quality * _worth(world)[trade], left, world) - lost
        some = np.flatnonzero(better > gain)
        course = _nearest(workers, courses, schools.providers, offered, who[some], luck)
        price = np.where(helped.free[some], 0, fee[courses.provider[course]])
        worth = np.where(workers.cash[who[some]] < price, 0.0, better[some] - price)
        wins = worth > gain[some]
        best[some[wins]], gain[some[wins]] = course[wins], worth[wins]
    return best, gain


def _nearest(w: Workers, courses: Courses, providers: Providers, offered: Int64, who: Int64, luck: Luck) -> Int64:
    """Return for each person one of the courses offered, by lot: one in their own town if there is any."""
    towns = providers.town[courses.provider[offered]]
    order = np.argsort(towns, kind="stable")
    first, last = (np.searchsorted(towns[order], w.town[who], side=side) for side in ("left", "right"))
    none = first == last
    first, number = np.where(none, 0, first), np.where(none, offered.size, last - first)
    lot = luck.draws(Purpose.COURSE_CHOICE, who)
    return offered[order[first + np.floor(lot * number).astype(np.int64)]]


def _order(workers: Workers, who: Int64, world: Behaviour, luck: Luck) -> Real:
    """Return each applicant's place in the order of admission, the lowest first (n,)."""
    lot = luck.draws(Purpose.ADMISSION, who)
    if world.admission == "lot":
        return lot
    return lot - 100.0 * (workers.skill[who].astype(np.float64) + workers.schooling[who])


def admit(course: Int64, order: Real, seats: Wholes) -> Int64:
    """Return which applicants (positions, ascending) are admitted: each course takes the first for its seats."""
    queue = np.lexsort((order, course))
    before = np.searchsorted(course[queue], course[queue], side="left")
    return np.sort(queue[np.arange(queue.size) - before < seats[course[queue]]])


def end_courses(workers: Workers, schools: Schools, world: Behaviour, month: int) -> Int64:
    """A month of the courses is over; whoever was in its last month looks for work from the next; return who."""
    if not schools.courses.size:
        return np.zeros(0, np.int64)
    pupils = np.flatnonzero(workers.doing(Activity.IN_TRAINING))
    workers.tick("course_months_left", pupils, -1)
    who = pupils[workers.course_months_left[pupils] <= 0]
    course, before = workers.course[who], workers.skill[who].astype(np.float64)
    trade = schools.courses.trade[course]
    after = skill_at_end(workers, schools, who, course.astype(np.int64), schools.courses.admitted[course], world)
    workers.improve(who, after / np.maximum(before, 1e-9))
    workers.finish_course(who, trade, after >= world.passing_skill, month)
    plan_retirement(workers, who, world)
    return who


def skill_after(skill: Real, new: Flag, learned: Real | float, world: Behaviour) -> Real:
    """Return skill after a course that teaches a share of what is lacking; in a `new` trade one starts lower."""
    base = np.where(new, skill * world.untrained_skill, skill)
    return base + learned * (1.0 - base)


def _worth(world: Behaviour) -> Real:
    return by_label(world.course_worth, Trade)


def fees(workers: Workers, schools: Schools, ledger: Ledger, month: int) -> Iterator[Claim]:
    """Whoever began a course this month pays its fee; providers spend what they hold on teaching."""
    if not schools.courses.size:
        return
    pupils = np.flatnonzero(workers.doing(Activity.IN_TRAINING) & (workers.spell_start == month))
    pupils = pupils[~workers.free_course[pupils]]
    fee = schools.providers.fee[schools.courses.provider[workers.course[pupils]]]
    yield Claim.from_workers("training", "course fees", PROVIDERS, pupils, fee)
    yield Claim.between_accounts("training", "teaching", PROVIDERS, OUTSIDE, ledger.accounts[PROVIDERS].cash)
