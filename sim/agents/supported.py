"""What the programme of 2002 knows of a person: the reemployment certificate, and the supports that hang on a job."""

from __future__ import annotations

import numpy as np

from sim.agents.laid_off import LaidOff
from sim.declare import NOBODY, Flag, Int8, Int16, Int32, Int64, column


class Supported(LaidOff):
    """The part of the table of workers that levers for certificate holders look at."""

    certified: Int32 = column("month", "month in which the reemployment certificate was issued; 0: holds none")
    relief_until: Int32 = column("month", "last month in which the employer has tax relief for this hire; 0: never")
    subsidy_until: Int32 = column("month", "last month in which this hire's insurance is subsidised; 0: never")
    support: Int64 = column("fen/month", "benefits fixed for this person this month, less what found no money")
    loan: Int32 = column("row of loans", "the micro-loan that this person had; -1: none", NOBODY)
    idea_market: Int16 = column(
        "row of markets", "where the person would open a shop with more money; -1: nowhere", NOBODY
    )
    idea_month: Int32 = column("month", "month of that idea")
    idea_capital: Int64 = column("fen", "what that shop needs")
    idea_lacks: Int64 = column("fen", "of this, what neither the purse nor relatives have; 0: no such idea")
    idea_gain: Int64 = column("fen/month", "what it would bring more than what the person has, as believed")
    post_months: Int16 = column("months", "months served in public-interest posts so far")
    free_course: Flag = column("yes/no", "the last course was paid for by a lever")
    passed_course: Flag = column("yes/no", "passed at the end of the last course")
    course_ended: Int32 = column("month", "month in which the last course ended; 0: none did")
    introductions: Int8 = column("openings", "listed openings to which placement staff send this person this month")
    insurance_paid: Int64 = column("fen/month", "employer's contributions for this person that a lever pays this month")

    _cases = True  # somebody may be looked after by placement staff
    _hangs = True  # something may hang on somebody's job
    _supported = _covered = True  # somebody may have support, or a lever pay contributions

    def dream(self, who: Int64, market: Int64, capital: Int64, lacks: Int64, gain: Int64, month: int) -> None:
        """People would open a shop in a market (n,) but lack a part of the capital."""
        self.idea_market[who], self.idea_month[who] = market, month
        self.idea_capital[who], self.idea_lacks[who], self.idea_gain[who] = capital, lacks, gain

    def drop_idea(self, who: Int64) -> None:
        """People think no more of a shop for which they lacked the money."""
        self.idea_market[who], self.idea_lacks[who] = NOBODY, 0

    def borrow(self, who: Int64, loan: Int64) -> None:
        """People borrow; each has one micro-loan in a life."""
        self.loan[who] = loan

    def certify(self, who: Int64, month: int) -> None:
        """People receive the reemployment certificate (再就业优惠证)."""
        self.certified[who] = month

    def support_job(self, who: Int64, support: str, until: int) -> None:
        """A support, `relief_until` or `subsidy_until`, hangs on the jobs of these people up to a month."""
        getattr(self, support)[who] = until
        self._hangs = True

    def pay_course(self, who: Int64, free: Flag) -> None:
        """Of those who begin a course (n,), some have it free."""
        self.free_course[who] = free

    def end_course(self, who: Int64, passed: Flag, month: int) -> None:
        """Courses of these people end, and they passed or did not (n,)."""
        self.passed_course[who], self.course_ended[who] = passed, month

    def close_cases(self) -> None:
        """A month begins: placement staff look after nobody yet."""
        if self._cases:
            self.introductions[:] = 0
        self._cases = False

    def take_cases(self, who: Int64, introductions: int) -> None:
        """Placement staff look after these people this month, and send each to so many openings."""
        self.introductions[who] = introductions
        self._cases = self._cases or who.size > 0

    def cover_insurance(self, who: Int64, fen: Int64) -> None:
        """A lever pays a part of the employer's contributions for these people, each there once, this month."""
        self.insurance_paid[who] = fen
        self._covered = True

    def end_support(self, who: Int64) -> None:
        """What hung on the jobs of these people ends with them."""
        if self._hangs:
            self.relief_until[who] = self.subsidy_until[who] = 0

    def note_hanging(self) -> None:
        """Note whether something hangs on anybody's job."""
        if self._hangs:
            self._hangs = bool(self.relief_until.any() or self.subsidy_until.any())

    def cases_among(self, who: Int64) -> Int8:
        """Return to how many openings each of these people is sent; nothing at all when it is none for anybody."""
        return self.introductions[who] if self._cases else self.introductions[:0]

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
        if self._covered:
            self.insurance_paid[:] = 0
        self._supported = self._covered = False

    def add_support(self, who: Int64, fen: Int64) -> None:
        """Fix a benefit for each person in `who`, each there once, this month."""
        self.support[who] += fen
        self._supported = True

    def support_of(self, who: Int64) -> Int64:
        """Return what is fixed for each person in `who` this month."""
        return self.support[who] if self._supported else np.zeros(who.size, np.int64)

    def benefits(self) -> Int64:
        """Return what is fixed for everybody this month; nothing at all when it is nothing for anybody."""
        return self.support if self._supported else self.support[:0]

    def lose_support(self, who: Int64, fen: Int64) -> None:
        """Take off what was fixed for each person in `who`, each there once, but found no money."""
        self.support[who] -= fen
