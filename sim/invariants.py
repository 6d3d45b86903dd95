"""Identities that hold at every month's end; a broken one stops the run and names the entry."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, is_one_of
from sim.diary import Diary
from sim.errors import InvariantBroken
from sim.months import write_month

# Odd jobs go unreported (隐性就业), and a course ends: both keep their place on the register.
MAY_BE_REGISTERED = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.IN_TRAINING)


def check_month(workers: Workers, employers: Employers, diary: Diary, month: int, minimum_wage: int) -> None:
    """Check people, jobs and moves of one month; InvariantBroken names the first row that is wrong."""
    _check_people(workers, month, minimum_wage)
    _check_jobs(workers, employers, diary, month)
    _check_moves(workers, diary, month)


def _check_people(workers: Workers, month: int, minimum_wage: int) -> None:
    w, activity = workers, workers.activity
    at_employer = (
        (activity == Activity.EMPLOYED) | (activity == Activity.SELF_EMPLOYED) | (activity == Activity.PUBLIC_POST)
    )
    _none("worker", (activity < 0) | (activity > Activity.NOT_ARRIVED), month, "has no activity that exists")
    _none(
        "worker",
        at_employer != (w.employer >= 0),
        month,
        "has an employer without working there, or the reverse",
    )
    _none(
        "worker",
        (activity == Activity.EMPLOYED) & (w.wage < minimum_wage),
        month,
        "is paid less than the minimum wage",
    )
    _none("worker", (activity != Activity.EMPLOYED) & (w.wage != 0), month, "is paid a wage without a job")
    _none("worker", w.registered & ~MAY_BE_REGISTERED[activity], month, "is registered as unemployed but is not")
    _none("worker", (w.insurance_months_left < 0) | (w.insured_months < 0), month, "has a clock below zero")
    _none("worker", w.support < 0, month, "has support below zero")


def _check_jobs(workers: Workers, employers: Employers, diary: Diary, month: int) -> None:
    pointing = np.bincount(workers.employer[workers.employer >= 0], minlength=employers.size)
    _none("employer", pointing != employers.staff, month, "counts a staff that does not point to it")
    _none("employer", employers.filled > employers.openings, month, "filled more openings than it posted")
    _none("employer", ~np.isfinite(employers.orders), month, "has orders that are not a number")
    hired = diary.matches.person if diary.matches is not None else np.zeros(0, np.int64)
    if hired.size and int(np.diff(hired).min(initial=1)) <= 0:
        raise InvariantBroken(f"{write_month(month)}: somebody was hired twice")
    if hired.size != int(employers.filled.sum()):
        raise InvariantBroken(f"{write_month(month)}: {hired.size} hires filled {int(employers.filled.sum())} openings")


def _check_moves(workers: Workers, diary: Diary, month: int) -> None:
    """Of every activity: who did it before, and began it, less who left it, is who does it now."""
    moves, now = workers.moves, np.bincount(workers.activity, minlength=len(Activity))
    explained = diary.activities_before + moves.sum(0) - moves.sum(1)
    for activity in Activity:
        if now[activity] != explained[activity]:
            raise InvariantBroken(
                f"{write_month(month)}: {now[activity]} people are {activity.label.replace('_', ' ')}, but the "
                f"month's moves leave {explained[activity]}"
            )


def _none(kind: str, wrong: np.typing.NDArray[np.bool_], month: int, complaint: str) -> None:
    """Stop at the first row where something is wrong."""
    if wrong.any():
        raise InvariantBroken(f"{write_month(month)}: {kind} {int(wrong.argmax())} {complaint}")
