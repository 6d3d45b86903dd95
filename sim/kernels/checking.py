"""Looking over every person for what cannot be, in one pass."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Flag, Int8, Int16, Int32, Int64

ROW_BITS = 40
NO_COMPLAINT = 63


class Facts(NamedTuple):
    """The columns of workers that are looked over."""

    activity: Int8
    employer: Int32
    wage: Int64
    registered: Flag
    insurance_months_left: Int16
    insured_months: Int16
    centre_months_left: Int16
    support: Int64


class Allowed(NamedTuple):
    """What may be: sets of activities are bits of a whole number."""

    activities: int  # how many there are
    paid: int  # the activity that is paid a wage
    at_employer: int
    registered: int
    employers: int  # how many there are
    minimum_wage: int


@kernel
def find_complaint(facts: Any, allowed: Any) -> Any:
    """Return the gravest complaint about anybody and the first row that it is about, as `complaint << 40 | row`.

    Complaints are numbered from the gravest, 0; NO_COMPLAINT when there is none.
    """
    worst = np.int64(NO_COMPLAINT) << ROW_BITS
    for w in range(facts.activity.size):
        a, f, wage = np.int64(facts.activity[w]), np.int64(facts.employer[w]), facts.wage[w]
        bit = np.int64(1) << (a & 31)
        found: Any = np.int64(NO_COMPLAINT)
        found = 7 if facts.support[w] < 0 else found
        clocks = facts.insurance_months_left[w] | facts.insured_months[w] | facts.centre_months_left[w]
        found = 6 if clocks < 0 else found  # a set sign bit
        found = 5 if facts.registered[w] and (bit & allowed.registered) == 0 else found
        found = 4 if (a != allowed.paid) & (wage != 0) else found
        found = 3 if (a == allowed.paid) & (wage < allowed.minimum_wage) else found
        found = 2 if ((bit & allowed.at_employer) != 0) != (f >= 0) else found
        found = 1 if (f < -1) | (f >= allowed.employers) else found
        found = 0 if (a < 0) | (a >= allowed.activities) else found
        worst = min(worst, found << ROW_BITS | w)
    return worst


@kernel
def count_heads(employer: Any, out: Any) -> None:
    """Count the people who point to each employer (1 + employers,); those who point to none, -1, come first."""
    for w in range(employer.size):
        out[np.uint32(employer[w] + 1)] += 1
