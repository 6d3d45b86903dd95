"""The month is measured: stocks as they stand, flows from the diary, in every group."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Ownership, is_one_of
from sim.declare import Int64, Real, Wholes
from sim.diary import Diary
from sim.groups import NO_AMOUNT, Groups
from sim.households import household_income
from sim.outcomes import COUNTY_METRICS, EMPLOYER_METRICS, METRICS

WORKING = (Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.FLEXIBLE, Activity.PUBLIC_POST)
IN_WORK = is_one_of(*WORKING)
IN_WORK_OR_TRAINING = is_one_of(*WORKING, Activity.IN_TRAINING)
LABOUR_FORCE = is_one_of(*WORKING, Activity.IN_TRAINING, Activity.UNEMPLOYED)
LONG_TERM = 12  # chances to search
BY_ACTIVITY = {
    activity.label: activity
    for activity in (
        Activity.SELF_EMPLOYED, Activity.FLEXIBLE, Activity.PUBLIC_POST, Activity.IN_TRAINING, Activity.DISCOURAGED,
        Activity.AWAY, Activity.RETIRED,
    )
}  # fmt: skip

Some = tuple[Int64, Wholes, Int64]  # whom to count, their employers, amounts (empty: count heads)


class Measure:
    """Counts the county into groups, month by month."""

    def __init__(self, towns: tuple[str, ...]) -> None:
        """Lay out one slot for each metric and each of its groups."""
        self.groups = Groups(towns)
        self.slots: list[tuple[str, str, str]] = []
        self.first_slot: dict[str, int] = {}
        for metric in METRICS:
            labels = self.groups.person_labels
            if metric.name in EMPLOYER_METRICS:
                labels = [("all", "all"), *self.groups.town_labels, *self.groups.employer_labels]
            elif metric.name in COUNTY_METRICS:
                labels = [("all", "all")]
            self.first_slot[metric.name] = len(self.slots)
            self.slots.extend((by, group, metric.name) for by, group in labels)
        self.latest = np.zeros(len(self.slots))

    def __getitem__(self, metric: str) -> float:
        """Return the latest value of a metric for everybody."""
        return float(self.latest[self.first_slot[metric]])

    def take(self, workers: Workers, employers: Employers, month: int, diary: Diary) -> Real:
        """Measure everything at a month's end; return the values in the order of `slots`."""
        cells = self.groups.cells(workers, employers, month)
        some = {**_stocks(workers, employers, month, diary), **_flows(workers, diary), **_levels(workers, diary)}
        counts = np.array([self.groups.count(cells, *said) for said in some.values()])
        values: dict[str, Wholes | Real] = dict(zip(some, self.groups.person_sums(counts), strict=True))
        for name, sums, heads in (("mean_wage", "wages", "employees"), ("hiring_wage", "hiring_wages", "hires")):
            values[name] = np.where(values[heads] > 0, values[sums] / np.maximum(values[heads], 1), 0.0)
        values["labour_force"] = values["in_work_or_training"] + values["unemployed"]
        values["employed_unsubsidised"] = values["employed"]
        values["reemployed_unsubsidised"] = values["reemployed"]
        values |= self._of_employers(cells.employer, employers, diary)
        openings, searchers = values["vacancies"][0], values["searchers"][0]
        values["openings_per_searcher"] = np.array([openings / max(searchers, 1)])
        values["applications_per_opening"] = np.array([values["applications"][0] / max(openings, 1)])
        self.latest = np.concatenate([values[metric.name] for metric in METRICS]).astype(np.float64)
        return self.latest

    def _of_employers(self, cell: Int64, employers: Employers, diary: Diary) -> dict[str, Int64]:
        change = employers.staff.copy()
        change[: diary.staff_before.size] -= diary.staff_before  # whoever opened this month had nobody
        listed = np.zeros(0, np.int64) if diary.matches is None else diary.matches.listed_by
        numbers: dict[str, Wholes] = {
            "vacancies": employers.openings,
            "listed_openings": np.bincount(listed, minlength=employers.size),
            "jobs_created": np.maximum(change, 0),
            "jobs_destroyed": np.maximum(-change, 0),
            "closed_firms": np.bincount(diary.closed_firms, minlength=employers.size),
            "new_firms": np.bincount(diary.opened_firms, minlength=employers.size),
        }
        return {name: self.groups.by_employer(cell, number) for name, number in numbers.items()}


def _stocks(workers: Workers, employers: Employers, month: int, diary: Diary) -> dict[str, Some]:
    """Whom to count at the month's end; `in_work_or_training` is a part of the labour force."""
    activity, rows = workers.activity, workers.rows
    in_work = np.flatnonzero(IN_WORK[activity])
    jobless = np.flatnonzero(activity == Activity.UNEMPLOYED)
    at_employer = in_work[workers.employer[in_work] >= 0]
    owner = employers.ownership[workers.employer[at_employer]]
    whom = {
        "in_work_or_training": np.flatnonzero(IN_WORK_OR_TRAINING[activity]),
        "employed": in_work,
        "private_employment": at_employer[(owner == Ownership.PRIVATE) | (owner == Ownership.GETIHU)],
        **{by_name: np.flatnonzero(activity == code) for by_name, code in BY_ACTIVITY.items()},
        "unemployed": jobless,
        "in_centre": np.flatnonzero(workers.centre >= 0),
        "registered": np.flatnonzero(workers.registered),
        "drawing_insurance": diary.paid.get("unemployment_insurance", rows[:0]),
        "drawing_dibao": diary.paid.get("dibao", rows[:0]),
        "survey_unemployed": _survey_unemployed(workers, jobless, month, diary),
        "long_term_unemployed": jobless[month - workers.spell_start[jobless] >= LONG_TERM],
    }
    return {name: _at_present(workers, who) for name, who in whom.items()}


def _survey_unemployed(workers: Workers, jobless: Int64, month: int, diary: Diary) -> Int64:
    """Return who, of the jobless (n,), looked for work this month or was separated in it (all before the first month).

    Whoever has odd jobs is at work by this definition, on the register or not.
    """
    if diary.matches is None:
        return jobless
    looked = np.zeros(workers.size, np.bool_)
    looked[diary.matches.seekers] = True
    return jobless[looked[jobless] | (workers.spell_start[jobless] == month)]


def _flows(workers: Workers, diary: Diary) -> dict[str, Some]:
    """Whom to count for what happened during the month, and the employer that each event belongs to."""
    nobody = np.zeros(0, np.int64)
    none, m = (nobody, nobody, NO_AMOUNT), diary.matches
    left = diary.registered_before[~workers.registered[diary.registered_before]]
    to_work = IN_WORK[workers.activity[left]]
    flows: dict[str, Some] = {
        "laid_off": (*diary.gone("laid_off", "closed"), NO_AMOUNT),
        "separations": (*diary.gone("laid_off", "closed", "retired", "ended", "quit", "moved"), NO_AMOUNT),
        "started_business": (*diary.gone("started_business"), NO_AMOUNT),
        "quits": (*diary.gone("quit", "moved"), NO_AMOUNT),
        "register_exits_to_work": _at_present(workers, left[to_work]),
        "register_exits_other": _at_present(workers, left[~to_work]),
    }
    if m is None:
        market = ("searchers", "hires", "hiring_wages", "reemployed", "applications", "interviews", "offers")
        return flows | dict.fromkeys(market, none)
    out_of_work = np.isin(m.person, diary.jobless_before, assume_unique=True)
    return flows | {
        "searchers": _at_present(workers, m.seekers),
        "hires": (m.person, m.employer, NO_AMOUNT),
        "hiring_wages": (m.person, m.employer, m.pay),
        "reemployed": (m.person[out_of_work], m.employer[out_of_work], NO_AMOUNT),
        "applications": (m.applied_by, m.applied_to, NO_AMOUNT),
        "interviews": (m.interviewed, m.interviewed_by, NO_AMOUNT),
        "offers": (m.offered, m.offered_by, NO_AMOUNT),
    }


def _levels(workers: Workers, diary: Diary) -> dict[str, Some]:
    """Wages of employees, and who is poor."""
    employees = np.flatnonzero(workers.activity == Activity.EMPLOYED)
    force = LABOUR_FORCE[workers.activity]
    line = diary.dibao_line * workers.family_size.astype(np.int64)
    poor = np.flatnonzero(force & (household_income(workers) < line))
    return {
        "employees": _at_present(workers, employees),
        "wages": (employees, workers.employer[employees], workers.wage[employees]),
        "household_income_below_dibao": _at_present(workers, poor),
    }


def _at_present(workers: Workers, who: Int64) -> Some:
    return who, workers.employer[who], NO_AMOUNT
