"""What state enterprises owe to people: a place in the centre, wages in arrears, severance."""

from __future__ import annotations

from sim.agents.population import Population
from sim.declare import NOBODY, Flag, Int16, Int32, Int64, column


class LaidOff(Population):
    """The part of the table of workers that state enterprises write in."""

    at_home: Flag = column("yes/no", "employed, but sent home on part pay because the enterprise stands still")
    centre: Int32 = column(
        "row of employers", "the enterprise whose reemployment centre this person belongs to; -1: none", NOBODY
    )
    centre_months_left: Int16 = column("months", "months left in the reemployment centre")
    wages_owed: Int64 = column("fen", "wages in arrears")
    severance_owed: Int64 = column("fen", "severance not yet paid; due when the person belongs to no centre")
    owed_by: Int32 = column("row of employers", "who owes the two; -1: nobody. A new debtor ends an older debt", NOBODY)

    def enter_centre(self, who: Int64, employer: Int64, months: Int16) -> None:
        """Laid-off people enter the reemployment centre of their enterprise for some months (n,)."""
        self.centre[who], self.centre_months_left[who] = employer, months

    def leave_centre(self, who: Int64) -> None:
        """People leave their centre: they found work, retired, or their time is up."""
        self.centre[who], self.centre_months_left[who] = NOBODY, 0

    def owe(self, debt: str, who: Int64, fen: Int64, employer: Int64) -> None:
        """An employer comes to owe each person in `who`, each there once: `debt` is wages_owed or severance_owed."""
        some = fen > 0
        who, fen, employer = who[some], fen[some], employer[some]
        other = who[(self.owed_by[who] != employer) & (self.owed_by[who] != NOBODY)]
        self.forgive(other)
        getattr(self, debt)[who] += fen
        self.owed_by[who] = employer

    def receive_debt(self, debt: str, who: Int64, fen: Int64) -> None:
        """People are paid what they were owed."""
        getattr(self, debt)[who] -= fen
        clear = who[(self.wages_owed[who] == 0) & (self.severance_owed[who] == 0)]
        self.owed_by[clear] = NOBODY

    def forgive(self, who: Int64) -> None:
        """What these people were owed is lost."""
        self.wages_owed[who], self.severance_owed[who], self.owed_by[who] = 0, 0, NOBODY

    def send_home(self, who: Int64) -> None:
        """People are sent home on part of their wage; they still count as employed, and may look for other work."""
        self.at_home[who] = True

    def call_back(self, who: Int64) -> None:
        """People at home are called back to the works, at full pay."""
        self.at_home[who] = False
