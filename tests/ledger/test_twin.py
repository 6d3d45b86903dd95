"""The ledger against the same books kept by hand, over random months of random claims."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sim.claims import AccountSpec, Claim
from sim.ledger import Ledger
from sim.months import read_month
from tests.ledger.twin import Twin

SPECS = (
    AccountSpec("treasury", level="county", external=True),
    AccountSpec("fund", level="insurance_fund", opening=900),
    AccountSpec("bank", level="bank", opening=10**15),
    AccountSpec("line", level="county", budget_line=True, purposes=("supplement", "post")),
)
PURSES = {"workers": [0, 50, 100, 1_000, 10**12], "employers": [0, 500, 5_000]}
HOLDERS = ("outside", "treasury", "fund", "bank", "workers", "employers")  # the line has rules of its own
PURPOSES = ("wages", "supplement", "post")
A_YEAR = 2_000

amounts = st.one_of(st.integers(0, 300), st.integers(0, 3_000), st.sampled_from([0, 1, 50, 500, 900, 10**15]))


class Books(RuleBasedStateMachine):
    @initialize()
    def open_the_books(self):
        self.month, self.released = read_month("2003-01"), 0
        self.purses = {name: np.array(held, np.int64) for name, held in PURSES.items()}
        self.ledger = Ledger.open(SPECS, self.purses)
        opened = {spec.name: spec.opening for spec in SPECS}
        opened["outside"] = -sum(opened.values()) - sum(map(sum, PURSES.values()))
        self.twin = Twin(
            {"outside": "outside", **{spec.name: spec.level for spec in SPECS}},
            {"outside", "treasury"},
            opened,
            {name: list(held) for name, held in PURSES.items()},
        )
        self.twin.begin_month()
        self.ledger.appropriate("line", A_YEAR, self.month)

    def claim(self, data, payer, payee, purpose, kind="cash"):
        """Settle the same claim in both books."""
        fen = data.draw(st.lists(amounts, max_size=6))
        rows = [(*self.ends(data, payer, payee), amount) for amount in fen]
        about = data.draw(st.booleans())
        claim = Claim.make(
            "test", purpose, payer, payee, fen, kind=kind,
            payer_rows=[a for a, _, _ in rows] if payer in PURSES else (),
            payee_rows=[b for _, b, _ in rows] if payee in PURSES else (),
            about=range(len(fen)) if about else (),
        )  # fmt: skip
        said = self.ledger.settle(claim)
        assert said.tolist() == self.twin.settle("test", purpose, payer, payee, rows, kind, bool(about and fen))

    def ends(self, data, payer, payee):
        """Draw the two rows of one amount, None for an account; nobody pays themselves."""
        row = {name: st.integers(0, len(held) - 1) for name, held in PURSES.items()}
        one = data.draw(row[payer]) if payer in row else None
        other = row[payee].filter(lambda n: payer != payee or n != one) if payee in row else None
        return one, None if other is None else data.draw(other)

    @rule(data=st.data(), payer=st.sampled_from(HOLDERS), payee=st.sampled_from(HOLDERS))
    def pay(self, data, payer, payee):
        if payer == payee and payer not in PURSES:
            return  # refused; test_entries.py
        self.claim(data, payer, payee, data.draw(st.sampled_from(PURPOSES)))

    @rule(data=st.data(), payee=st.sampled_from(HOLDERS), purpose=st.sampled_from(("supplement", "post")))
    def pay_from_the_line(self, data, payee, purpose):
        self.claim(data, "line", payee, purpose)

    @rule(data=st.data(), payer=st.sampled_from(HOLDERS), kind=st.sampled_from(("tax_forgone", "contingent")))
    def forgo_or_promise(self, data, payer, kind):
        payee = "workers" if payer != "workers" else "employers"
        self.claim(data, payer, payee, "post", kind)

    @rule(fen=st.integers(0, A_YEAR))
    def release(self, fen):
        if self.released + fen <= A_YEAR:
            self.ledger.settle(Claim.between_accounts("test", "release", "treasury", "line", fen))
            self.twin.settle("test", "release", "treasury", "line", [(None, None, fen)], persons=False)
            self.released += fen

    @rule()
    def turn_the_page(self):
        self.month += 1
        if self.month % 12 == 0:
            self.released = 0
        self.ledger.begin_month()
        self.twin.begin_month()
        self.ledger.appropriate("line", A_YEAR, self.month)

    @invariant()
    @precondition(lambda self: hasattr(self, "twin"))
    def both_books_agree(self):
        twin, ledger = self.twin, self.ledger
        assert {name: account.cash for name, account in ledger.accounts.items()} == twin.accounts
        assert {name: held.tolist() for name, held in self.purses.items()} == twin.purses
        assert ledger.journal == twin.journal
        assert {type(fen) for line in ledger.journal.values() for fen in line} <= {int}
        ledger.trial_balance(self.month)
        assert sum(map(twin.holds, (*twin.accounts, *twin.purses))) == 0
        for name, _, opening, inflow, outflow, closing, appropriated, released, committed, refused in ledger.balances():
            assert opening == twin.opening[name]
            assert inflow == twin.inflow[name]
            assert outflow == twin.outflow[name]
            assert closing == opening + inflow - outflow == twin.holds(name)
            assert refused == twin.refused[name]
            assert committed == twin.waiting[name]
            assert (appropriated, released) == ((A_YEAR, self.released) if name == "line" else (0, 0))
            assert closing >= 0 or name in twin.external


Books.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestBooks = Books.TestCase
