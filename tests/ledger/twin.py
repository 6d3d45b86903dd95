"""The same books kept by hand: Python dictionaries, one row at a time, written from the rules and not from the code.

A claim is a dictionary: payer and payee are names of accounts or of purses, `rows` are the single amounts as
(payer row, payee row, fen), where a row of an account is None.
"""

from dataclasses import dataclass, field

LEVEL_OF_PURSE = {"workers": "household", "employers": "enterprise"}


@dataclass
class Twin:
    """Holdings by holder: an account's is one number, a purse's a list."""

    levels: dict[str, str]
    external: set[str]
    accounts: dict[str, int]
    purses: dict[str, list[int]]
    opening: dict[str, int] = field(default_factory=dict)
    inflow: dict[str, int] = field(default_factory=dict)
    outflow: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    journal: dict[tuple, list[int]] = field(default_factory=dict)

    def begin_month(self):
        holders = [*self.accounts, *self.purses]
        self.opening = {holder: self.holds(holder) for holder in holders}
        self.inflow, self.outflow = dict.fromkeys(holders, 0), dict.fromkeys(holders, 0)
        self.refused, self.waiting = dict.fromkeys(holders, 0), dict.fromkeys(holders, 0)
        self.journal = {}

    def holds(self, holder):
        return self.accounts[holder] if holder in self.accounts else sum(self.purses[holder])

    def settle(self, programme, purpose, payer, payee, rows, kind="cash", persons=True):
        """Return who was paid: a purse pays each row that it can, an account nobody before those ahead in the queue."""
        paid = []
        halted = False
        for payer_row, _, fen in rows:
            if kind != "cash":
                paid.append(True)
            elif payer in self.purses:
                paid.append(self.purses[payer][payer_row] >= fen)
                self.purses[payer][payer_row] -= fen if paid[-1] else 0
            else:
                halted = halted or (payer not in self.external and self.accounts[payer] < fen)
                paid.append(not halted)
                self.accounts[payer] -= fen if paid[-1] else 0
        # What is received can be spent only by the next claim: all payments of one claim happen at once.
        for ok, (_, payee_row, fen) in zip(paid, rows, strict=True):
            if kind != "cash":
                continue
            if not ok:
                self.refused[payer] += fen
                self.waiting[payer] += fen if payer in self.accounts else 0
                continue
            self.outflow[payer] += fen
            self.inflow[payee] += fen
            if payee in self.purses:
                self.purses[payee][payee_row] += fen
            else:
                self.accounts[payee] += fen
        moved = [fen for ok, (_, _, fen) in zip(paid, rows, strict=True) if ok and fen > 0]
        if moved:
            fund = payer if payer in self.accounts else payee if payee in self.accounts else "market"
            level = self.levels[payer] if payer in self.accounts else LEVEL_OF_PURSE[payer]
            line = self.journal.setdefault((programme, fund, level, kind, purpose, payer, payee), [0, 0])
            line[0] += len(moved) if persons or payee in self.purses else 0
            line[1] += sum(moved)
        return paid
