"""What the programme of 2002 knows of a person: the reemployment certificate, and the supports that hang on a job."""

from __future__ import annotations

import numpy as np

from sim.agents.laid_off import LaidOff
from sim.declare import Int8, Int16, Int32, Int64, column


class Supported(LaidOff):
    """The part of the table of workers that levers for certificate holders look at."""

    certified: Int32 = column("month", "month in which the reemployment certificate was issued; 0: holds none")
    relief_until: Int32 = column("month", "last month in which the employer has tax relief for this hire; 0: never")
    subsidy_until: Int32 = column("month", "last month in which this hire's insurance is subsidised; 0: never")
    support: Int64 = column("fen/month", "benefits fixed for this person this month, less what found no money")
    post_months: Int16 = column("months", "months served in public-interest posts so far")
    introductions: Int8 = column("openings", "listed openings to which placement staff send this person this month")

    _cases = True  # somebody may be looked after by placement staff
    _supported = True  # somebody may have support

    def certify(self, who: Int64, month: int) -> None:
        """People receive the reemployment certificate (再就业优惠证)."""
        self.certified[who] = month

    def support_job(self, who: Int64, support: str, until: int) -> None:
        """A support, `relief_until` or `subsidy_until`, hangs on the jobs of these people up to a month."""
        getattr(self, support)[who] = until

    def close_cases(self) -> None:
        """A month begins: placement staff look after nobody yet."""
        if self._cases:
            self.introductions[:] = 0
        self._cases = False

    def take_cases(self, who: Int64, introductions: int) -> None:
        """Placement staff look after these people this month, and send each to so many openings."""
        self.introductions[who] = introductions
        self._cases = self._cases or who.size > 0

    # --- benefits fixed for the month ------------------------------------------------------------------------

    def open_entitlement(self, who: Int64, clock: str, months: Int16, most: int, uses: str) -> None:
        """Add months (n,) to a clock of the people in `who`, up to its most; what earned them is used up."""
        column = getattr(self, clock)
        column[who] = np.minimum(column[who] + months, most)
        getattr(self, uses)[who] = 0

    def forget_support(self) -> None:
        """A month begins: no benefit is fixed yet."""
        if self._supported:
            self.support[:] = 0
        self._supported = False

    def add_support(self, who: Int64, fen: Int64) -> None:
        """Fix a benefit for each person in `who`, each there once, this month."""
        self.support[who] += fen
        self._supported = True

    def support_of(self, who: Int64) -> Int64:
        """Return what is fixed for each person in `who` this month."""
        return self.support[who] if self._supported else np.zeros(who.size, np.int64)

    def lose_support(self, who: Int64, fen: Int64) -> None:
        """Take off what was fixed for each person in `who`, each there once, but found no money."""
        self.support[who] -= fen
