"""People learn of benefits, register and apply; offices decide; entitlements open; claims are paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.agents.employers import Employers
from sim.agents.institutions import Institution
from sim.agents.population import Reader
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.channels import near_desk
from sim.choices import who_may_register
from sim.claims import Claim
from sim.declare import Flag, Int64
from sim.diary import Diary
from sim.kernels.standing import APPLIED, APPROVED, climb_steps
from sim.ledger import Ledger
from sim.luck import Luck, Purpose
from sim.policies.policy import Benefit, Lever, Now
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

    def look(self) -> View:
        """Look at the county, read-only, as it stands in this paragraph of the month."""
        jobless = who_may_register(self.workers, self.luck.month)
        return View(self.workers.reader(), self.employers.reader(), jobless)

    def now(self, lever: Lever, view: View) -> Now:
        """Return what a lever may see: the county read-only, and who stands where with it."""
        standing = self.standings.get(lever.name)
        holders, fixed = (NOBODY, NOBODY) if standing is None else (standing.holders(), standing.fixed.view())
        for answer in (view.jobless, holders, fixed):
            answer.flags.writeable = False
        poorer_than = self.workers.known_poorer_than
        return Now(
            self.luck.month, self.world, view.workers, view.employers, view.jobless, holders, poorer_than,
            lambda rows: self._tax_due(view, rows), fixed,
        )  # fmt: skip

    def _tax_due(self, view: View, rows: Int64) -> Int64:
        """Ask all levers in force what some employers owe."""
        total = np.zeros(rows.size, np.int64)
        for lever in self.levers:
            if (due := lever.tax_due(self.now(lever, view), rows)) is not None:
                total += due
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
    rate, relief = 0.0, np.zeros(desk.employers.size, np.int64)
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
    desk.employers.assess()
    workers.forget_support()
    bound = np.zeros(workers.size, np.bool_)  # must be registered for a benefit
    if benefits:
        view = desk.look()
        visited = _visit(desk)
        for lever in benefits:
            bound[_take_up(desk, lever, view, visited)] = True
    wanted = bound | workers.finds_worth(world.service_worth)
    jobless = who_may_register(workers, desk.luck.month)
    changes = jobless[(wanted != workers.registered)[jobless]]
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
    workers, standing = desk.workers, desk.standings[lever.name]
    now = desk.now(lever, view)
    who = lever.eligible(now)
    worth = lever.worth(now, who)
    who, worth = who[worth > 0], worth[worth > 0]
    if visited is not None:
        standing.tell(who[visited[who]])
    chances = (desk.world.publicity, desk.offices[lever.office].fidelity)
    cost = np.floor(workers.visit_cost[who] * lever.visits()).astype(np.int64)
    if lever.automatic:
        chances, cost = (1.0, 1.0), np.zeros(who.size, np.int64)
    news, office = desk.luck.key(Purpose.NEWS), desk.luck.key(Purpose.OFFICE)
    before = standing.step[who]
    step = climb_steps(before, who, worth - cost, chances, news, office, lever.number)
    standing.move(who, step, worth)
    fresh = who[(step == APPROVED) & (before != APPROVED)]
    grant = lever.grant(now, fresh) if fresh.size else None
    if grant is not None:
        workers.open_entitlement(fresh, grant.clock, grant.months, grant.most, grant.uses)
    holders = who[step == APPROVED]
    if lever.certifies:
        workers.certify(holders[workers.certified[holders] == 0], desk.luck.month)
        standing.pay(holders.size, 0)
    elif lever.lightens_taxes:
        desk.employers.grant_relief(workers.employer[holders].astype(np.int64), standing.fixed[holders])
    elif not lever.in_kind:
        workers.add_support(holders, standing.fixed[holders])
    return who[step >= APPLIED] if lever.needs_registration else NOBODY


def pay_levers(desk: Desk, levers: Iterable[Lever], ledger: Ledger, diary: Diary) -> None:
    """Settle what every lever owes, in the order of `LEVERS`; clocks of the paid move on."""
    view = desk.look()
    for lever in levers:
        for line, fen in lever.budgets():
            ledger.appropriate(line, fen, desk.luck.month)
        for claim in lever.claims(desk.now(lever, view)):
            _pay(desk, lever, claim, ledger, diary)


def _pay(desk: Desk, lever: Lever, claim: Claim, ledger: Ledger, diary: Diary) -> None:
    paid = ledger.settle(claim)
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
        desk.standings[lever.name].pay(who.size, claim.about.size - who.size)
        if desk.workers.history is not None:
            desk.workers.history.serve(lever.number, desk.luck.month, who)
