"""People learn of benefits, register and apply; offices decide; entitlements open; claims are paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.agents.employers import Employers
from sim.agents.institutions import Institution
from sim.agents.population import Reader
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.arms import TREATED, arms_of, hold_back
from sim.channels import near_desk
from sim.choices import who_may_register
from sim.claims import Claim
from sim.declare import Flag, Int8, Int64
from sim.diary import Diary
from sim.kernels.jobs import staff_of
from sim.kernels.standing import APPLIED, APPROVED, AWARE, climb_steps, find_unlike
from sim.ledger import Ledger
from sim.luck import Luck, Purpose
from sim.policies.policy import Benefit, Lever, Now
from sim.policies.taxes import TaxDue
from sim.world import Behaviour

NOBODY = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Desk:
    """Everything that paragraph 4 of the month needs to look at."""

    workers: Workers
    employers: Employers
    standings: Mapping[str, Standing]
    offices: Mapping[str, Institution]
    world: Behaviour
    luck: Luck
    levers: Sequence[Lever]
    ledger: Ledger

    def look(self) -> View:
        """Look at the county, read-only, as it stands in this paragraph of the month."""
        jobless = who_may_register(self.workers, self.luck.month).view()
        return View(self.workers.reader(), self.employers.reader(), jobless)

    def now(self, lever: Lever, view: View) -> Now:
        """Return what a lever may see: the county read-only, and who stands where with it."""
        standing = self.standings.get(lever.name)
        holders, fixed, owed, step = NOBODY, NOBODY, NOBODY, np.zeros(0, np.int8)
        if standing is not None:
            said = standing.reader()
            holders, fixed, owed, step = standing.holders().view(), said.fixed, said.owed, said.step
        for answer in (view.jobless, holders):
            answer.flags.writeable = False
        return Now(
            self.luck.month, self.world, view.workers, view.employers, view.jobless, holders,
            self.workers.known_poorer_than, lambda rows: self._tax_due(view, rows),
            lambda chosen: staff_of(self.workers.employer, chosen), self._balance, self.lines, self.common_release,
            fixed, step, owed,
        )  # fmt: skip

    @cached_property
    def lines(self) -> tuple[tuple[str, int], ...]:
        """Return the lines of levers of common money, and what each is given for the year."""
        return tuple(line for lever in self.levers if lever.common_money for line in lever.budgets())

    @cached_property
    def common_release(self) -> bool:
        """Tell whether a lever fills these lines."""
        return any(lever.releases for lever in self.levers)

    @cached_property
    def _tax_levers(self) -> tuple[Lever, ...]:
        return tuple(lever for lever in self.levers if type(lever).tax_due is not Lever.tax_due)

    def _balance(self, account: str) -> int:
        return self.ledger.accounts[account].cash

    def _tax_due(self, view: View, rows: Int64) -> TaxDue:
        """Ask all levers in force what some employers owe."""
        total = TaxDue.nothing(rows.size)
        for lever in self._tax_levers:
            if (due := lever.tax_due(self.now(lever, view), rows)) is not None:
                total = total.plus(due)
        return total


class View(NamedTuple):
    """The tables, read-only, and the rows of those who may be on the register of the unemployed."""

    workers: Reader
    employers: Reader
    jobless: Int64


class HiringTerms(NamedTuple):
    """What comes on top of pay and off it, for one more worker."""

    payroll_rate: float  # of reported pay, at employers who insure
    relief: Int64  # (employers,) fen/month


def hiring_terms(desk: Desk, levers: Iterable[Lever]) -> HiringTerms:
    """Ask every lever what it adds to the cost of one more worker, and what it takes off."""
    e = desk.employers  # one more hire is a holder as often as its last applicants were
    rate, relief = 0.0, np.floor(e.relief_for_holder * e.holder_share.astype(np.float64)).astype(np.int64)
    for lever in levers:
        rate += lever.payroll_rate()
        if lever.relieves:
            relief += lever.hiring_relief(desk.now(lever, desk.look()))
    return HiringTerms(rate, relief)


def learn_and_register(desk: Desk, levers: Sequence[Lever]) -> None:
    """Walk through every benefit in the order of `LEVERS`, then settle who stays on the register.

    An earlier benefit is income when a later one looks at the household.
    """
    workers, world = desk.workers, desk.world
    benefits = [lever for lever in levers if isinstance(lever, Benefit)]
    desk.employers.assess(world.reported_profit)
    workers.forget_support()
    wanted = workers.finds_worth(world.service_worth)
    if benefits:
        wanted = wanted.copy()
        view = desk.look()
        visited = _visit(desk)
        for lever in benefits:
            wanted[_take_up(desk, lever, view, visited)] = True  # must be registered for a benefit
    jobless = who_may_register(workers, desk.luck.month)
    changes = np.empty(jobless.size, np.int64)
    changes = changes[: find_unlike(jobless, wanted, workers.registered, changes)]
    changes = changes[workers.centre[changes] < 0]  # a member's contract has not ended
    leaving = workers.registered[changes]
    workers.register(changes[~leaving], desk.luck.month)
    workers.deregister(changes[leaving], desk.luck.month, "lapsed")


def _visit(desk: Desk) -> Flag | None:
    """Desk staff visit some of the jobless near them, by lot, who hear of all that they could have; return whom."""
    if not (desk.world.desk_visits and desk.world.desk_coverage):
        return None
    near = who_may_register(desk.workers, desk.luck.month)
    near = near[near_desk(near, desk.world, desk.luck)]
    chance = desk.world.desk_visits / max(near.size, 1)
    visited = np.zeros(desk.workers.size, np.bool_)
    visited[near[desk.luck.draws(Purpose.DESK_VISIT, near) < chance]] = True
    return visited


def _take_up(desk: Desk, lever: Benefit, view: View, visited: Flag | None) -> Int64:
    """Climb the steps of one benefit; return the rows of those who must be registered for it."""
    standing = desk.standings[lever.name]
    standing.grow(desk.employers.size if lever.unit == "firm" else desk.workers.size)
    now = desk.now(lever, view)
    who = lever.eligible(now)
    worth = lever.worth(now, who)
    who, worth = who[worth > 0], worth[worth > 0]
    on_trial = lever.pilots(now.month)
    if on_trial:
        arms = _arms(desk, lever, who)
        if lever.pilot_stage == "eligible":
            standing.draw(who, arms)
            who, worth = who[arms == TREATED], worth[arms == TREATED]
    if visited is not None and lever.unit == "person":
        standing.tell(who[visited[who]])
    before = standing.step[who]
    step = _climb(desk, lever, who, worth, before)
    if on_trial and lever.pilot_stage != "eligible":
        step, drawn = hold_back(lever, step, arms)
        standing.draw(who, drawn)
    standing.move(who, step, lever.owes(now, who, worth))
    holders = who[step == APPROVED]
    if lever.unit == "firm":
        _relieve(desk, lever, now, holders, who[step >= AWARE])
        return NOBODY
    _support(desk, lever, now, holders, who[(step == APPROVED) & (before != APPROVED)])
    return who[step >= APPLIED] if lever.needs_registration else NOBODY


def _arms(desk: Desk, lever: Benefit, who: Int64) -> Int8:
    """Return the arm of each of some people, or firms, in the pilot of a lever (n,)."""
    if lever.unit == "firm":
        return arms_of(lever, desk.employers.name[who], desk.employers.town[who].astype(np.int64), desk.luck)
    return arms_of(lever, who, desk.workers.town[who].astype(np.int64), desk.luck)


def _climb(desk: Desk, lever: Benefit, who: Int64, worth: Int64, before: Int8) -> Int8:
    """Return the step of each of `who` (n,) after news, applications and the work of the office."""
    chances = (desk.world.publicity, desk.offices[lever.office].fidelity)
    names, visit = who, desk.workers.visit_cost
    if lever.unit == "firm":
        names, visit = desk.employers.name[who], np.full(desk.employers.size, desk.world.paperwork_cost)
    cost = np.floor(visit[who] * lever.visits()).astype(np.int64)
    if lever.automatic:
        chances, cost = (1.0, 1.0), np.zeros(who.size, np.int64)
    news, office = desk.luck.key(Purpose.NEWS), desk.luck.key(Purpose.OFFICE)
    step: Int8 = climb_steps(before, names, worth - cost, chances, news, office, lever.number)
    return step


def _support(desk: Desk, lever: Benefit, now: Now, holders: Int64, fresh: Int64) -> None:
    """Let people have what they were granted; `fresh` are those whose application was just approved."""
    workers, fixed = desk.workers, desk.standings[lever.name].fixed[holders]
    grant = lever.grant(now, fresh) if fresh.size else None
    if grant is not None:
        workers.open_entitlement(fresh, grant.clock, grant.months, grant.most, grant.uses)
    if lever.certifies:
        new = holders[workers.certified[holders] == 0]
        workers.certify(new, desk.luck.month)
        for other in desk.levers:
            if isinstance(other, Benefit) and other.on_certificate:
                desk.standings[other.name].tell(new)
        desk.standings[lever.name].pay(holders.size, 0)
    elif lever.lightens_taxes:
        desk.employers.grant_relief(workers.employer[holders].astype(np.int64), fixed)
    elif not lever.in_kind:
        workers.add_support(holders, fixed)


def _relieve(desk: Desk, lever: Benefit, now: Now, firms: Int64, aware: Int64) -> None:
    """Let firms have what they were granted; who is aware reckons what one more holder of the certificate would bring.

    Who has no approval yet trusts the office as far as others were given what they applied for.
    """
    standing = desk.standings[lever.name]
    if lever.lightens_taxes:
        desk.employers.grant_relief(firms, standing.fixed[firms])
    if lever.pays_later():
        standing.accrue()
    if (covered := lever.pays_agency(now, firms)) is not None:
        desk.workers.cover_insurance(*covered)
    trust = np.where(np.isin(aware, firms), 1.0, standing.trust())
    desk.employers.promise(aware, np.floor(lever.per_holder(now, aware) * trust).astype(np.int64))


def pay_levers(desk: Desk, levers: Iterable[Lever], ledger: Ledger, diary: Diary) -> None:
    """Settle what every lever owes, in the order of `LEVERS`; clocks of the paid move on."""
    view = desk.look()
    for lever in levers:
        for line, fen in lever.budgets():
            ledger.appropriate(line, fen, desk.luck.month)
    for lever in levers:
        for claim in lever.claims(desk.now(lever, view)):
            _pay(desk, lever, claim, ledger, diary)


def _pay(desk: Desk, lever: Lever, claim: Claim, ledger: Ledger, diary: Diary) -> None:
    paid = ledger.settle(claim)
    if claim.payee == "employers" and isinstance(lever, Benefit) and lever.unit == "firm":
        if claim.serves is not False:
            desk.standings[lever.name].settle(claim.payee_rows, claim.fen, paid, accrued=lever.pays_later())
        return
    if not claim.about.size:
        return
    if claim.clock:
        desk.workers.tick(claim.clock, claim.about[paid & (claim.fen > 0)], claim.ticks)
    if claim.settles:
        desk.workers.receive_debt(claim.settles, claim.about[paid], claim.fen[paid])
        diary.settled.append((claim.settles, claim.about[paid], claim.fen[paid]))
        return
    to_people = claim.payee == "workers"
    if to_people if claim.serves is None else claim.serves:
        if to_people:
            desk.workers.lose_support(claim.about[~paid], claim.fen[~paid])
        who = np.sort(claim.about[paid])
        diary.paid[lever.name] = who
        served, refused = who, claim.about[~paid]
        if isinstance(lever, Benefit) and lever.unit == "firm":
            served, refused = (np.unique(desk.workers.employer[rows]).astype(np.int64) for rows in (served, refused))
        desk.standings[lever.name].pay(served.size, refused.size)
        if desk.workers.history is not None:
            desk.workers.history.serve(lever.number, desk.luck.month, who)
