"""People learn of benefits, register and apply; offices decide; entitlements open; claims are paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.agents.employers import Employers
from sim.agents.institutions import Institution
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.claims import Claim
from sim.declare import Flag
from sim.diary import Diary
from sim.kernels.standing import APPLIED, APPROVED, climb_steps
from sim.ledger import Ledger
from sim.luck import Luck, Purpose
from sim.market import may_search
from sim.policies.policy import Benefit, Lever, Now
from sim.world import Behaviour


@dataclass(frozen=True)
class Desk:
    """Everything that paragraph 4 of the month needs to look at."""

    workers: Workers
    employers: Employers
    standings: Mapping[str, Standing]
    offices: Mapping[str, Institution]
    world: Behaviour
    luck: Luck

    def now(self, lever: Lever) -> Now:
        """Return what a lever may see: the county read-only, and who stands where with it."""
        standing = self.standings.get(lever.name)
        if standing is None:
            approved, fixed = np.zeros(self.workers.size, np.bool_), np.zeros(self.workers.size, np.int64)
        else:
            approved, fixed = standing.step == APPROVED, standing.fixed.view()
        for answer in (approved, fixed):
            answer.flags.writeable = False
        return Now(self.luck.month, self.world, self.workers.reader(), self.employers.reader(), approved, fixed)


def learn_and_register(desk: Desk, benefits: Iterable[Benefit]) -> None:
    """Walk through every benefit in the order of `LEVERS`, then settle who stays on the register.

    An earlier benefit is income when a later one looks at the household.
    """
    workers = desk.workers
    workers.forget_support()
    bound = np.zeros(workers.size, np.bool_)  # must be registered for a benefit
    for lever in benefits:
        bound |= _take_up(desk, lever)
    jobless = may_search(workers, desk.luck.month)
    wanted = jobless & (bound | (workers.visit_cost < desk.world.service_worth))
    workers.register(np.flatnonzero(wanted & ~workers.registered), desk.luck.month)
    workers.deregister(np.flatnonzero(workers.registered & jobless & ~wanted), desk.luck.month, "lapsed")


def _take_up(desk: Desk, lever: Benefit) -> Flag:
    """Climb the steps of one benefit; return who must be registered for it (workers,)."""
    workers, standing = desk.workers, desk.standings[lever.name]
    before = standing.step == APPROVED
    now = desk.now(lever)
    worth = lever.worth(now)
    eligible = lever.eligible(now) & (worth > 0)
    chances = (desk.world.publicity, desk.offices[lever.office].fidelity)
    news, office = desk.luck.key(Purpose.NEWS), desk.luck.key(Purpose.OFFICE)
    step = climb_steps(standing.step, eligible, worth - workers.visit_cost, chances, news, office, lever.number)
    standing.move(step, eligible, worth)
    fresh = np.flatnonzero((step == APPROVED) & ~before)
    grant = lever.grant(now, fresh) if fresh.size else None
    if grant is not None:
        workers.open_entitlement(fresh, grant.clock, grant.months, grant.most, grant.uses)
    workers.add_support(standing.fixed)
    return (step >= APPLIED) if lever.needs_registration else np.zeros(workers.size, np.bool_)


def pay_levers(desk: Desk, levers: Iterable[Lever], ledger: Ledger, diary: Diary) -> None:
    """Settle what every lever owes, in the order of `LEVERS`; clocks of the paid move on."""
    for lever in levers:
        for line, fen in lever.budgets():
            ledger.appropriate(line, fen, desk.luck.month)
        for claim in lever.claims(desk.now(lever)):
            _pay(desk, lever, claim, ledger, diary)


def _pay(desk: Desk, lever: Lever, claim: Claim, ledger: Ledger, diary: Diary) -> None:
    paid = ledger.settle(claim)
    if not claim.about.size:
        return
    if claim.clock:
        desk.workers.tick(claim.clock, claim.about[paid & (claim.fen > 0)], claim.ticks)
    if claim.payee == "workers":
        desk.workers.lose_support(claim.about[~paid], claim.fen[~paid])
        who = np.sort(claim.about[paid])
        diary.paid[lever.name] = who
        desk.standings[lever.name].pay(who.size, claim.about.size - who.size)
        if desk.workers.history is not None:
            desk.workers.history.serve(lever.number, desk.luck.month, who)
