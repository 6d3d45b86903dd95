"""Training providers and the courses that they offer."""

from __future__ import annotations

from sim.agents.population import Population
from sim.codes import Trade
from sim.declare import Int8, Int16, Int32, Int64, Real32, column


class Providers(Population):
    """One row a provider."""

    town: Int8 = column("town", "where the courses are held, as a row of the town list")
    quality: Real32 = column("0 to 1", "share of what somebody cannot do yet that is taught in a very small class")
    fee: Int64 = column("fen", "fee of a course")
    months: Int16 = column("months", "months that a course takes")


class Courses(Population):
    """One row a trade that a provider teaches."""

    provider: Int32 = column("row of providers", "who teaches")
    trade: Int8 = column("code", "the trade that is taught", codes=Trade)
    seats: Int32 = column("persons", "most people in a class")
    applied: Int32 = column("persons", "who wanted a seat in the present round")
    admitted: Int32 = column("persons", "people in the present class at its beginning")

    def open_round(self, applied: Int64, admitted: Int64) -> None:
        """A round begins: note how many wanted a seat in each course, and how many have one."""
        self.applied[:], self.admitted[:] = applied, admitted
