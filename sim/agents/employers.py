"""Employers: state enterprises and SMEs in one table, because a worker has one `employer`."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.state_enterprises import StateEnterprises
from sim.codes import Ownership, Sector, Trade
from sim.declare import NOBODY, Flag, Int8, Int16, Int32, Int64, Real, Real32, Wholes, column


class Employers(StateEnterprises):
    """One row an employer. The owner of an individual business counts among its staff."""

    # who they are: a name is an employer for ever, and the key to its luck and to that of its openings
    name: Int64 = column("number", "stable identity: the row for who was there at the start, else `opening_name`")
    in_business: Flag = column("yes/no", "has not closed", True)
    ownership: Int8 = column("code", "whose employer it is", codes=Ownership)
    sector: Int8 = column("code", "what it produces", codes=Sector)
    town: Int8 = column("town", "where it stands, as a row of the town list")
    trade: Int8 = column("code", "the trade that its skilled positions ask for", codes=Trade)
    owner: Int32 = column("row of workers", "the self-employed person who owns it; -1: somebody outside", NOBODY)
    founded: Int32 = column("month", "month of foundation")
    general_share: Real32 = column("share", "positions that ask for no trade")
    required_skill: Real32 = column("0 to 1", "skill that its other positions ask for", 1)
    insures: Flag = column("yes/no", "insures its staff")
    visited: Flag = column("yes/no", "labour inspection comes this month")
    reported_base: Real32 = column("share", "part of pay on which it reports and pays contributions", 1)
    output_per_head: Int64 = column("fen/month", "sales per person on the staff")
    labour_cost: Int64 = column("fen/month", "what one more worker costs it, contributions and relief counted")
    ordinary_cost: Int64 = column("fen/month", "the same when it first reckoned, relief apart")
    hands_per_order: Real = column("ratio", "staff wanted for orders that keep one person busy", 1)
    # how they fare
    market: Int16 = column("row of markets", "where it sells", NOBODY)
    custom: Real = column("persons", "staff that its own customers would keep busy in an ordinary month")
    orders: Real = column("persons", "staff that this month's orders would keep busy")
    order_growth: Real32 = column("share/month", "trend of its custom")
    staff: Int32 = column("persons", "people who point to it as their employer")
    wanted: Int32 = column("persons", "staff that it wants this month")
    openings: Int32 = column("openings", "openings posted this month")
    filled: Int32 = column("openings", "openings filled this month")
    applications: Int32 = column("applications", "applications to its openings this month")
    assessed: Int64 = column("fen/month", "sales of the month as they are when taxes are assessed, in paragraph 4")
    assessed_profit: Int64 = column("fen/month", "last month's profit as it is reported when taxes are assessed")
    relief: Int64 = column("fen/month", "taxes and fees that levers forgo this month")
    relief_for_holder: Int64 = column("fen/month", "what one more holder of the certificate would save it by levers")
    holder_share: Real32 = column("share", "holders of the certificate among its last applicants")
    reference_staff: Int32 = column("persons", "recorded headcount above which a post is new; 0: founded since")
    wage_offer: Int64 = column("fen/month", "pay offered to a person of ordinary pay")
    sales: Int64 = column("fen/month", "what it sold this month")
    wage_bill: Int64 = column("fen/month", "wages that it owed this month")
    profit: Int64 = column("fen/month", "sales less fixed costs, wages and contributions of the month")
    lean: Flag = column("yes/no", "could not pay wages in full, or a living to its owner, this month")
    lean_months: Int16 = column("months", "months in a row that were lean")
    relatives_gave: Int64 = column("fen", "help of the owner's relatives that is not paid back")
    cash: Int64 = column("fen", "money held; written by the ledger only")

    def change_custom(self, custom: Real) -> None:
        """Set everybody's custom (employers,)."""
        self.custom[:] = custom

    def take_orders(self, orders: Real) -> None:
        """Set everybody's orders of the month (employers,)."""
        self.orders[:] = orders

    def want(self, wanted: Int32) -> None:
        """Set how many people each employer wants this month."""
        self.wanted[:] = wanted

    def offer_pay(self, offers: Int64) -> None:
        """Set the pay that each employer offers, in fen."""
        self.wage_offer[:] = offers

    def post_openings(self, openings: Wholes) -> None:
        """Post this month's openings; none is filled yet."""
        self.openings[:] = openings
        self.filled[:] = 0
        self.applications[:] = 0

    def note_market(self, hired_by: Int64, left: Int64, applications: Int64) -> None:
        """Note the month's hires and whom the hired left for it (rows of employers), and applications (employers,)."""
        self.filled[:] = np.bincount(hired_by, minlength=self.size)
        self.applications[:] = applications
        self.staff += self.filled
        self.let_go(left)

    def open_for_business(self, **facts: Any) -> Int64:
        """Open employers with these facts, by column; return their rows."""
        first = self.size
        self.add_rows(facts["name"].size)
        for name, values in facts.items():
            getattr(self, name)[first:] = values
        return np.arange(first, self.size)

    def close(self, rows: Int64) -> None:
        """Employers close for good; nobody works there any more."""
        self.in_business[rows] = False
        self.owner[rows] = NOBODY
        for name in ("custom", "orders", "wanted", "openings", "filled", "sales", "profit", "debt", "lean_months",
                     "relatives_gave"):  # fmt: skip
            getattr(self, name)[rows] = 0

    def insure(self, rows: Int64, insures: Flag) -> None:
        """Some employers (n,) decide whether to insure their staff from now on."""
        self.insures[rows] = insures

    def receive_visits(self, rows: Int64) -> None:
        """Labour inspection comes to these this month, and to nobody else."""
        self.visited[:] = False
        self.visited[rows] = True

    def owe_relatives(self, rows: Int64, fen: Int64) -> None:
        """Owners' relatives give more for some shops (n,), or are paid back."""
        self.relatives_gave[rows] += fen

    def weigh_labour(self, rows: Int64, cost: Int64, ordinary: Int64, hands: Real) -> None:
        """What one more worker costs some (n,) has changed, and so has the staff that they want for their orders."""
        self.labour_cost[rows], self.ordinary_cost[rows], self.hands_per_order[rows] = cost, ordinary, hands

    def do_business(self, sales: Int64, wage_bill: Int64, profit: Int64) -> None:
        """Note what everybody sells, owes in wages and is left with this month; nobody is known to be lean yet."""
        self.sales[:], self.wage_bill[:], self.profit[:] = sales, wage_bill, profit
        self.lean[:] = False

    def note_lean(self, short: Flag) -> None:
        """Note who is short of money this month (employers,)."""
        self.lean |= short

    def count_lean_months(self) -> None:
        """A month ends: one more lean month for whoever was short of money, else none."""
        self.lean_months[:] = np.where(self.lean & self.in_business, self.lean_months + 1, 0)

    def open_month(self) -> None:
        """A month begins: no relief is granted yet."""
        self.relief[:] = 0

    def assess(self, reported: float) -> None:
        """The tax office notes what each employer is seen to make, and reports; what holders bring is reckoned anew."""
        self.assessed[:] = self.staff * self.output_per_head
        self.assessed_profit[:] = np.floor(np.maximum(self.profit, 0) * reported)
        self.relief_for_holder[:] = 0

    def record_staff(self) -> None:
        """Today's headcount is the one above which a post counts as new."""
        self.reference_staff[:] = self.staff

    def promise(self, firms: Int64, fen: Int64) -> None:
        """Some firms, each there once, know what one more holder of the certificate would save them a month."""
        self.relief_for_holder[firms] += fen

    def see_applicants(self, firms: Int64, share: Real) -> None:
        """Some firms saw how many of their applicants hold the certificate."""
        self.holder_share[firms] = share

    def grant_relief(self, employer: Int64, fen: Int64) -> None:
        """Let each of some businesses, each there once, off some of its taxes and fees this month."""
        self.relief[employer] += fen

    def lose_owner(self, employer: Int64) -> None:
        """The owners of these employers leave; from now on somebody outside owns them."""
        self.owner[employer] = NOBODY

    def let_go(self, employer: Int64) -> None:
        """Take those who left off the staff; each entry is the employer whom one person left."""
        self.staff -= np.bincount(employer, minlength=self.size).astype(np.int32)
