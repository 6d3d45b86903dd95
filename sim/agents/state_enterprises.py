"""What state and collective enterprises carry beside their orders: surplus staff, debts, retirees, a soft budget."""

from __future__ import annotations

import numpy as np

from sim.agents.population import Population
from sim.codes import Condition
from sim.declare import Flag, Int8, Int16, Int32, Int64, Real, Wholes, column


class StateEnterprises(Population):
    """The part of the table of employers that matters for state enterprises; elsewhere it stays as it starts."""

    soft_budget: Flag = column("yes/no", "state or collective enterprise: plans layoffs, is kept alive by loans")
    condition: Int8 = column("code", "how far production has come to a standstill", Condition.RUNNING, codes=Condition)
    debt: Int64 = column("fen", "owed to banks")
    assets: Int64 = column("fen", "book value of what it owns")
    retirees: Int32 = column("persons", "pensioners whom it looks after")
    sent_home: Int32 = column("persons", "staff at home on part pay")
    wave: Int32 = column("persons", "layoffs that are planned and not yet carried out")
    wave_begins: Int32 = column("month", "month from which the planned layoffs may be carried out")
    spun_off: Int32 = column("month", "month in which a state enterprise parted with it; 0: it did not")
    in_debt: Flag = column("yes/no", "owes people wages or severance")
    dry_months: Int16 = column("months", "months in a row in which wages could not be paid in full")
    # declared again by Employers, which the two share
    custom: Real
    orders: Real
    in_business: Flag
    staff: Int32
    wanted: Int32

    def needs(self) -> Int64:
        """Return how many people the orders of each employer keep busy (employers,)."""
        return np.ceil(self.orders).astype(np.int64)

    def at_the_works(self) -> Wholes:
        """Return how many people produce (employers,): of a state enterprise's staff no more than its orders need."""
        producing: Wholes = self.staff.copy()
        state = np.flatnonzero(self.soft_budget)
        present = self.staff[state] - self.sent_home[state]
        producing[state] = np.maximum(np.minimum(present, self.needs()[state]), 0)
        return producing

    def saves(self) -> Flag:
        """Tell who keeps all of its money (employers,): for debts to people, for severance, for its creditors."""
        closed = self.condition == int(Condition.BANKRUPT)
        return self.soft_budget & (self.in_debt | (self.wave > 0) | closed)

    def plan_wave(self, rows: Int64, people: Wholes, begins: Int64) -> None:
        """Enterprises plan how many people to lay off (n,), each from a month on; an earlier plan lapses."""
        self.wave[rows], self.wave_begins[rows] = people, begins

    def carry_out(self, employer: Int64) -> None:
        """Take those who were laid off from the plan; each entry is the enterprise of one of them."""
        self.wave -= np.bincount(employer, minlength=self.size).astype(np.int32)

    def hand_over(self, rows: Int64, assets: Int64) -> None:
        """Enterprises give a part of their assets (n,) to units that they spin off."""
        self.assets[rows] -= assets

    def borrow(self, rows: Int64, fen: Int64) -> None:
        """Let debts to banks grow."""
        self.debt[rows] += fen

    def repay(self, rows: Int64, fen: Int64) -> None:
        """Pay debts to banks back."""
        self.debt[rows] -= fen

    def note_debtors(self, rows: Int64) -> None:
        """Note who owes people anything; everybody else owes nothing."""
        self.in_debt[:] = False
        self.in_debt[rows] = True

    def note_wages(self, rows: Int64, short: Flag) -> None:
        """Note which enterprises (n,) could not pay full wages this month."""
        self.dry_months[rows] = np.where(short, self.dry_months[rows] + 1, 0)

    def change_condition(self, rows: Int64, condition: Condition) -> None:
        """Production comes to a standstill, or begins again; a plan to lay people off lapses, months count anew."""
        self.condition[rows], self.dry_months[rows], self.wave[rows] = condition, 0, 0

    def count_sent_home(self, people: Wholes) -> None:
        """Set how many of everybody's staff are at home (employers,)."""
        self.sent_home[:] = people

    def lose_orders(self, rows: Int64) -> None:
        """Customers go elsewhere for good."""
        self.custom[rows], self.orders[rows] = 0.0, 0.0

    def close_down(self, rows: Int64) -> None:
        """These enterprises are declared bankrupt and close for ever."""
        self.change_condition(rows, Condition.BANKRUPT)
        self.lose_orders(rows)
        self.in_business[rows], self.wanted[rows] = False, 0

    def sell_up(self, rows: Int64) -> None:
        """Everything that these enterprises owned is sold."""
        self.assets[rows] = 0

    def write_off(self, rows: Int64) -> None:
        """Banks give up what they are still owed."""
        self.debt[rows] = 0
