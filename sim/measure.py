"""The month is measured: stocks as they stand, flows from the diary, in every group."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Ownership, is_one_of
from sim.declare import NOBODY, Int64, Real, Wholes
from sim.diary import Diary
from sim.groups import Groups
from sim.kernels.counting import Cells, count_people, tally
from sim.outcomes import COUNTY_METRICS, EMPLOYER_METRICS, METRICS

WORKING = (Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.FLEXIBLE, Activity.PUBLIC_POST)
FORCE = (*WORKING, Activity.IN_TRAINING, Activity.UNEMPLOYED)
IN_WORK, LABOUR_FORCE = is_one_of(*WORKING), is_one_of(*FORCE)
PRIVATE = np.array([owner in (Ownership.PRIVATE, Ownership.GETIHU) for owner in Ownership] + [False])  # -1: nobody
LONG_TERM = 12  # chances to search
STOCKS = {
    activity.label: activity
    for activity in Activity
    if activity not in (Activity.EMPLOYED, Activity.NOT_ARRIVED)  # `employed` means in work of any kind
}
ACTIVITIES = len(Activity)

NO_AMOUNT = np.zeros(0, np.int64)
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
                labels = self.groups.employer_labels
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
        values = self._of_people(cells, workers, employers, month, diary)
        values |= self._of_employers(cells, employers, diary)
        openings, searchers = values["vacancies"][0], values["searchers"][0]
        values["openings_per_searcher"] = np.array([openings / max(searchers, 1)])
        values["applications_per_opening"] = np.array([values["applications"][0] / max(openings, 1)])
        self.latest = np.concatenate([values[metric.name] for metric in METRICS]).astype(np.float64)
        return self.latest

    def _of_people(
        self, cells: Cells, workers: Workers, employers: Employers, month: int, diary: Diary
    ) -> dict[str, Int64 | Real]:
        """Return metric -> value in every group of persons and of their employers."""
        lists = {**_statuses(workers, month, diary), **_flows(workers, diary)}
        first_list = 2 * ACTIVITIES + 1
        counts = np.zeros((first_list + len(lists), 1 + self.groups.nowhere), np.int64)
        private = PRIVATE[np.append(NOBODY, employers.ownership)]
        count_people(workers.activity, workers.employer, workers.wage, private, cells, counts[:first_list])
        for row, (who, employer, amount) in enumerate(lists.values(), first_list):
            tally(who, employer.astype(np.int64), amount, cells, counts[row])
        sums = self.groups.person_sums(counts)
        at_private, wages = sums[ACTIVITIES : 2 * ACTIVITIES], sums[2 * ACTIVITIES]
        doing = sums[:ACTIVITIES] + at_private
        values: dict[str, Int64 | Real] = {name: doing[activity] for name, activity in STOCKS.items()}
        values |= dict(zip(lists, sums[first_list:], strict=True))
        values["labour_force"] = doing[list(FORCE)].sum(0)
        values["employed"] = doing[list(WORKING)].sum(0)
        values["employed_unsubsidised"] = values["employed"] - doing[Activity.PUBLIC_POST]
        values["private_employment"] = at_private[list(WORKING)].sum(0)
        values["reemployed_unsubsidised"] = values["reemployed"]
        values["mean_wage"] = _mean(wages, doing[Activity.EMPLOYED])
        values["hiring_wage"] = _mean(values["hiring_wages"], values["hires"])
        return values

    def _of_employers(self, cells: Cells, employers: Employers, diary: Diary) -> dict[str, Int64]:
        """Return metric -> value in every group of employers."""
        listed = np.zeros(0, np.int64) if diary.matches is None else diary.matches.listed_by
        change = employers.staff.astype(np.int64)
        change[: diary.staff_before.size] -= diary.staff_before  # whoever opened this month had nobody
        posting, growing, shrinking = (np.flatnonzero(rows) for rows in (employers.openings, change > 0, change < 0))
        numbers: dict[str, tuple[Int64, Wholes | int]] = {
            "vacancies": (posting, employers.openings[posting]),
            "listed_openings": (listed, 1),
            "jobs_created": (growing, change[growing]),
            "jobs_destroyed": (shrinking, -change[shrinking]),
            "closed_firms": (diary.closed_firms, 1),
            "new_firms": (diary.opened_firms, 1),
        }
        counts = np.zeros((len(numbers), self.groups.of_firms.shape[0]), np.int64)
        for row, (rows, number) in enumerate(numbers.values()):
            np.add.at(counts[row], cells.employer[1 + rows] - self.groups.first_employer, number)
        return dict(zip(numbers, self.groups.employer_sums(counts), strict=True))


def _mean(totals: Int64 | Real, heads: Int64 | Real) -> Real:
    return np.where(heads > 0, totals / np.maximum(heads, 1), 0.0)


def _statuses(workers: Workers, month: int, diary: Diary) -> dict[str, Some]:
    """Whom to count at the month's end for something apart from the activity."""
    nobody = np.zeros(0, np.int64)
    jobless = np.flatnonzero(workers.activity == int(Activity.UNEMPLOYED))
    searched = month - workers.jobless_since[jobless]
    poor = workers.poorer_than(diary.dibao_line)
    whom = {
        "in_centre": np.flatnonzero(workers.centre >= 0),
        "registered": np.flatnonzero(workers.registered),
        "drawing_insurance": diary.paid.get("unemployment_insurance", nobody),
        "drawing_dibao": diary.paid.get("dibao", nobody),
        "survey_unemployed": _survey_unemployed(workers, jobless, searched == 0, diary),
        "long_term_unemployed": jobless[searched >= LONG_TERM],
        "household_income_below_dibao": poor[LABOUR_FORCE[workers.activity[poor]]],
    }
    return {name: _at_present(workers, who) for name, who in whom.items()}


def _survey_unemployed(workers: Workers, jobless: Int64, just_lost: Wholes, diary: Diary) -> Int64:
    """Return who, of the jobless (n,), looked for work this month or lost it (n,); all before the first month.

    Whoever has odd jobs is at work by this definition, on the register or not.
    """
    if diary.matches is None:
        return jobless
    looked = np.zeros(workers.size, np.bool_)
    looked[diary.matches.seekers] = True
    return jobless[looked[jobless] | just_lost]


def _flows(workers: Workers, diary: Diary) -> dict[str, Some]:
    """Whom to count for what happened during the month, and the employer that each event belongs to."""
    nobody = np.zeros(0, np.int64)
    none, m = (nobody, nobody, NO_AMOUNT), diary.matches
    left = diary.registered_before[~workers.registered[diary.registered_before]]
    to_work = IN_WORK[workers.activity[left]]
    flows: dict[str, Some] = {
        "laid_off": (*diary.gone("laid_off", "closed"), NO_AMOUNT),
        "separations": (*diary.gone("laid_off", "closed", "retired", "ended", "quit", "moved"), NO_AMOUNT),
        "quits": (*diary.gone("quit", "moved"), NO_AMOUNT),
        "started_business": (*diary.gone("started_business"), NO_AMOUNT),
        "register_exits_to_work": _at_present(workers, left[to_work]),
        "register_exits_other": _at_present(workers, left[~to_work]),
    }
    if m is None:
        market = ("searchers", "hires", "hiring_wages", "reemployed", "applications", "interviews", "offers")
        return flows | dict.fromkeys(market, none)
    out_of_work = diary.hired_jobless
    return flows | {
        "searchers": _at_present(workers, m.seekers),
        "hires": (m.person, m.employer, NO_AMOUNT),
        "hiring_wages": (m.person, m.employer, m.pay),
        "reemployed": (m.person[out_of_work], m.employer[out_of_work], NO_AMOUNT),
        "applications": (m.applied_by, m.applied_to, NO_AMOUNT),
        "interviews": (m.interviewed, m.interviewed_by, NO_AMOUNT),
        "offers": (m.offered, m.offered_by, NO_AMOUNT),
    }


def _at_present(workers: Workers, who: Int64) -> Some:
    return who, workers.employer[who], NO_AMOUNT
