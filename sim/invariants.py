"""Identities that hold at every month's end; a broken one stops the run and names the entry."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity
from sim.diary import Diary, count_activities
from sim.errors import InvariantBroken
from sim.kernels.checking import NO_COMPLAINT, ROW_BITS, Allowed, Facts, count_heads, find_complaint
from sim.months import write_month

AT_EMPLOYER = (Activity.EMPLOYED, Activity.SELF_EMPLOYED)  # a public post belongs to a town
# Odd jobs go unreported (隐性就业), and a course ends: both keep their place on the register.
MAY_BE_REGISTERED = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.IN_TRAINING)

COMPLAINTS = (
    "has no activity that exists",
    "points to an employer that does not exist",
    "has an employer without working there, or the reverse",
    "is paid less than the minimum wage",
    "is paid a wage without a job",
    "is registered as unemployed but is not",
    "has a clock below zero",
    "has support below zero",
)  # by the numbers of `find_complaint`


def check_month(workers: Workers, employers: Employers, diary: Diary, month: int, minimum_wage: int) -> None:
    """Check people, jobs and moves of one month; InvariantBroken names the first row that is wrong."""
    _check_people(workers, employers, month, minimum_wage)
    _check_debts(workers, month)
    _check_jobs(workers, employers, diary, month)
    _check_moves(workers, diary, month)


def _check_people(workers: Workers, employers: Employers, month: int, minimum_wage: int) -> None:
    facts = Facts(*(getattr(workers, column) for column in Facts._fields))
    allowed = Allowed(
        len(Activity), int(Activity.EMPLOYED), _bits(AT_EMPLOYER), _bits(MAY_BE_REGISTERED), employers.size,
        minimum_wage,
    )  # fmt: skip
    complaint, row = divmod(int(find_complaint(facts, allowed)), 1 << ROW_BITS)
    if complaint != NO_COMPLAINT:
        raise InvariantBroken(f"{write_month(month)}: worker {row} {COMPLAINTS[complaint]}")


def _check_debts(workers: Workers, month: int) -> None:
    """Whom a state enterprise sent home still works for it; whoever is owed something is owed it by somebody."""
    home, owed = np.flatnonzero(workers.at_home), np.flatnonzero(workers.owed_by >= 0)
    if (workers.activity[home] != Activity.EMPLOYED).any():
        raise InvariantBroken(f"{write_month(month)}: somebody is sent home who works nowhere")
    if (workers.wages_owed[owed] + workers.severance_owed[owed] <= 0).any():
        raise InvariantBroken(f"{write_month(month)}: an employer owes somebody nothing, or less")


def _check_jobs(workers: Workers, employers: Employers, diary: Diary, month: int) -> None:
    hired = diary.matches.person if diary.matches is not None else np.zeros(0, np.int64)
    if hired.size and int(np.diff(hired).min(initial=1)) <= 0:
        raise InvariantBroken(f"{write_month(month)}: somebody was hired twice")
    pointing = np.zeros(1 + employers.size, np.int64)
    count_heads(workers.employer, pointing)
    _none(pointing[1:] != employers.staff, month, "counts a staff that does not point to it")
    _none(employers.filled > employers.openings, month, "filled more openings than it posted")
    _none(~np.isfinite(employers.orders), month, "has orders that are not a number")
    if hired.size != int(employers.filled.sum()):
        raise InvariantBroken(f"{write_month(month)}: {hired.size} hires filled {int(employers.filled.sum())} openings")


def _check_moves(workers: Workers, diary: Diary, month: int) -> None:
    """Of every activity: who did it before, and began it, less who left it, is who does it now."""
    moves, now = workers.moves, count_activities(workers.activity)
    explained = diary.activities_before + moves.sum(0) - moves.sum(1)
    for activity in np.flatnonzero(now != explained):
        label = Activity.labels()[activity].replace("_", " ")
        raise InvariantBroken(
            f"{write_month(month)}: {now[activity]} people are {label}, but the month's moves leave "
            f"{explained[activity]}"
        )


def _none(wrong: np.typing.NDArray[np.bool_], month: int, complaint: str) -> None:
    """Stop at the first employer with whom something is wrong."""
    if wrong.any():
        raise InvariantBroken(f"{write_month(month)}: employer {int(wrong.argmax())} {complaint}")


def _bits(activities: tuple[Activity, ...]) -> int:
    return sum(1 << activity for activity in activities)
