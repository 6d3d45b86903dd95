"""Where each person stands with one benefit: unaware, aware, applied or approved."""

from __future__ import annotations

from dataclasses import dataclass

import mesa
import numpy as np

from sim.agents.population import Population
from sim.declare import Flag, Int8, Int64, column
from sim.kernels.standing import APPLIED, APPROVED, AWARE


@dataclass
class Count:
    """Standings at a month's end, each a subset of the one before; refused and waiting are among the approved."""

    eligible: int = 0
    aware: int = 0
    applied: int = 0
    approved: int = 0
    paid: int = 0
    refused_no_money: int = 0
    waiting: int = 0


class Standing(Population):
    """One row a worker or an employer, for one benefit."""

    step: Int8 = column("step", "0 unaware, 1 aware, 2 applied, 3 approved")
    fixed: Int64 = column("fen/month", "what the benefit owes this person or firm this month")
    arm: Int8 = column("arm", "of the lever's pilot: 0 none, 1 treated, 2 control, 3 control in a town without it")
    owed: Int64 = column("fen", "what a benefit that pays later owes so far")

    def __init__(self, model: mesa.Model, size: int, unit: str = "person") -> None:
        """Make a standing in which nobody has heard of the benefit; its unit is a person or a firm."""
        super().__init__(model, size)
        self.unit = unit
        self.count = Count()
        self._applied: Int64 | None = None  # rows of who stood at APPLIED or further after the last move
        self._holders: Int64 | None = None

    def grow(self, size: int) -> None:
        """The table whose rows these are may have grown: whoever is new has heard of nothing."""
        if size > self.size:
            self.add_rows(size - self.size)

    def tell(self, who: Int64) -> None:
        """Let people know of the benefit from the start."""
        self.step[who] = np.maximum(self.step[who], AWARE)

    def holders(self) -> Int64:
        """Return the rows (ascending) of those whose application is approved and who are still eligible."""
        if self._holders is None:
            self._holders = np.flatnonzero(self.step == APPROVED)
        return self._holders

    def move(self, who: Int64, step: Int8, worth: Int64) -> None:
        """Set the step of the eligible `who` (n,) after this month's news and decisions, fix what is owed, and count.

        Whoever stood further and is no longer eligible falls back to being aware.
        """
        further = np.flatnonzero(self.step >= APPLIED) if self._applied is None else self._applied
        self.step[further], self.fixed[further] = AWARE, 0
        self.step[who] = step
        approved = step == APPROVED
        self._applied, self._holders = who[step >= APPLIED], who[approved]
        self.fixed[self._holders] = worth[approved]
        self.count = Count(who.size, int(np.count_nonzero(step >= AWARE)), self._applied.size, self._holders.size)

    def pay(self, paid: int, refused: int) -> None:
        """Count who was paid, and who waits because there was no money."""
        self.count.paid += paid
        self.count.refused_no_money += refused
        self.count.waiting += refused

    def draw(self, who: Int64, arms: Int8) -> None:
        """Note who is in which arm of a pilot; whoever was in one stays there."""
        fresh = who[(self.arm[who] == 0) & (arms > 0)]
        self.arm[fresh] = arms[(self.arm[who] == 0) & (arms > 0)]

    def wait(self, waiting: int, no_money: int) -> None:
        """Count who waits for something in kind, and for how many of these it is there but not paid for."""
        self.count.waiting += waiting
        self.count.refused_no_money += no_money

    def trust(self) -> float:
        """Return the share of applications that are seen to succeed; where there are few, people hope."""
        return (self.count.approved + 1) / (self.count.applied + 1)

    def accrue(self) -> None:
        """What is fixed this month will be paid later."""
        self.owed += self.fixed

    def settle(self, firms: Int64, fen: Int64, paid: Flag, *, accrued: bool) -> None:
        """Some firms, each there once, were paid what they were owed, or not."""
        if accrued:
            self.owed[firms[paid]] -= fen[paid]
        self.pay(int(np.count_nonzero(paid)), int(np.count_nonzero(~paid)))
