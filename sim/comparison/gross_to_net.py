"""From gross to net: of those whom a lever served, who would have worked anyway, and at whose cost others work.

Run 1 has the lever, run 0 has not; both live the same people. With e = in work, S = who was named in the lever's
settled claims by month t, m_f = people outside S at work at unit f (an employer, or one's own account), and a unit
*touched* if it employed somebody of S while support ran, by t:

    gross = sum over S of e1; deadweight = sum over S of e0; net = sum over all of (e1 - e0);
    substitution = sum over touched f of (m0 - m1); displacement = sum over all other f of (m0 - m1);
    gross = net + deadweight + substitution + displacement, exactly, in every month.

Lock-in, people of S in work in run 0 and not in run 1, is the part of deadweight that support itself keeps from work.
Nobody is ever "the displaced": terms are counts, and only their means over seeds mean anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Wholes = npt.NDArray[np.int64]
TERMS = ("gross", "deadweight", "lock_in", "substitution", "displacement", "net")
MEASURES = ("jobs", "job_months", "unsubsidised_jobs", "unsubsidised_job_months")
IDLE = 0  # a unit in which nobody works


@dataclass(frozen=True)
class Served:
    """Unbroken runs of months, counted from 0 and the last included, in which a lever paid to or for a person."""

    person: Wholes
    first: Wholes
    last: Wholes


def decompose(with_it: Wholes, without: Wholes, served: Served) -> dict[str, Wholes]:
    """Return measure -> counts of each term at the end of each month (months, terms).

    `with_it`, `without` (persons, months) hold the unit at which each person works at the end of a month, `IDLE` where
    none. Units have the same number in both runs.
    """
    persons, months = with_it.shape
    supported = np.zeros((persons, months), np.bool_)
    for person, first, last in zip(served.person, served.first, served.last, strict=True):
        supported[person, first : last + 1] = True
    ever = np.logical_or.accumulate(supported, axis=1)
    touched = _touched(with_it, supported)
    counts = {
        measure: np.array([_terms(with_it, without, ever, touched, paid, month) for month in range(months)])
        for measure, paid in (("jobs", None), ("unsubsidised_jobs", supported))
    }
    found = {"jobs": counts["jobs"], "job_months": counts["jobs"].cumsum(axis=0)}
    unsubsidised = counts["unsubsidised_jobs"]
    return found | {"unsubsidised_jobs": unsubsidised, "unsubsidised_job_months": unsubsidised.cumsum(axis=0)}


def _touched(units: Wholes, supported: npt.NDArray[np.bool_]) -> list[Wholes]:
    """Return for each month the units that employed somebody while support ran, up to then."""
    so_far = np.zeros(0, np.int64)
    found = []
    for month in range(units.shape[1]):
        here = units[supported[:, month], month]
        so_far = np.union1d(so_far, here[here != IDLE])
        found.append(so_far)
    return found


def _terms(
    with_it: Wholes,
    without: Wholes,
    ever: npt.NDArray[np.bool_],
    touched: list[Wholes],
    paid: npt.NDArray[np.bool_] | None,
    month: int,
) -> tuple[int, ...]:
    """Count every term at the end of one month; work for which the lever pays does not count when `paid` is given."""
    one, zero, member = with_it[:, month], without[:, month], ever[:, month]
    at_work, before = one != IDLE, zero != IDLE
    if paid is not None:
        at_work = at_work & ~paid[:, month]
    gross, deadweight = int((at_work & member).sum()), int((before & member).sum())
    lock_in = int((before & (one == IDLE) & member).sum())
    left = (before & ~member, at_work & ~member)
    near = tuple(int(np.isin(units[here], touched[month]).sum()) for units, here in zip((zero, one), left, strict=True))
    everywhere = tuple(int(here.sum()) for here in left)
    substitution = near[0] - near[1]
    displacement = everywhere[0] - everywhere[1] - substitution
    return gross, deadweight, lock_in, substitution, displacement, int(at_work.sum()) - int(before.sum())
