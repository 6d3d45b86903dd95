"""What is measured each month: name, unit, definition, Chinese term; and how people are grouped.

Stocks stand at the month's end, flows happened during the month. Every metric of persons is given for all and
by every grouping of persons and of their employers; metrics of employers by groupings of employers alone.
"""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers, household_income
from sim.codes import Activity, AgeBand, Origin, Ownership, Schooling, Sector, Sex, SpellBand
from sim.declare import Int64, Outcome, Real, Wholes
from sim.diary import Diary
from sim.market import Matches

METRICS = (
    Outcome("labour_force", "persons", "stock", "in work, in training, or out of work and looking", "劳动力"),
    Outcome("employed", "persons", "stock", "in work of any kind", "就业人员"),
    Outcome("employed_unsubsidised", "persons", "stock", "in work for which no lever pays", "无补贴就业人员"),
    Outcome("private_employment", "persons", "stock", "in work at private firms and getihu", "私营个体就业人员"),
    Outcome("self_employed", "persons", "stock", "owners of individual businesses", "自谋职业人员"),
    Outcome("unemployed", "persons", "stock", "out of work and looking", "失业人员"),
    Outcome("discouraged", "persons", "stock", "out of work and no longer looking", "放弃求职人员"),
    Outcome("retired", "persons", "stock", "reached the retirement age", "退休人员"),
    Outcome("registered", "persons", "stock", "registered as unemployed", "登记失业人员"),
    Outcome("drawing_insurance", "persons", "stock", "paid unemployment benefit this month", "领取失业保险金人员"),
    Outcome("drawing_dibao", "persons", "stock", "paid dibao this month", "低保对象"),
    Outcome("long_term_unemployed", "persons", "stock", "out of work for 12 chances to search or more", "长期失业人员"),
    Outcome("searchers", "persons", "flow", "could search this month, those in work included", "求职者"),
    Outcome("laid_off", "persons", "flow", "lost work because the employer wanted fewer people", "下岗人员"),
    Outcome("separations", "persons", "flow", "left work for any reason, moves from job to job included", "离职人员"),
    Outcome("quits", "persons", "flow", "left work of their own accord, moves from job to job included", "辞职人员"),
    Outcome("hires", "persons", "flow", "took a job", "新招用人员"),
    Outcome("reemployed", "persons", "flow", "took a job out of unemployment", "再就业人员"),
    Outcome("reemployed_unsubsidised", "persons", "flow", "of these, in a job without subsidy", "无补贴再就业人员"),
    Outcome("applications", "applications", "flow", "sent to openings", "求职申请"),
    Outcome("interviews", "interviews", "flow", "applicants invited", "面试"),
    Outcome("offers", "offers", "flow", "made by openings", "录用通知"),
    Outcome("register_exits_to_work", "persons", "flow", "left the register for work", "登记失业转就业"),
    Outcome("register_exits_other", "persons", "flow", "left the register for another reason", "其他退出登记"),
    Outcome("mean_wage", "fen/month", "level", "mean pay of all employees", "平均工资"),
    Outcome("hiring_wage", "fen/month", "level", "mean pay of those hired this month", "招用工资"),
    Outcome("household_income_below_dibao", "persons", "level", "in the labour force, household income below the "
            "dibao line after benefits; 0 without a line", "家庭收入低于低保标准人员"),
    Outcome("vacancies", "openings", "flow", "posted this month", "岗位空缺"),
    Outcome("listed_openings", "openings", "flow", "of these, listed with the public service", "公共服务登记岗位"),
    Outcome("jobs_created", "jobs", "flow", "growth of the staff of growing employers", "新增岗位"),
    Outcome("jobs_destroyed", "jobs", "flow", "fall of the staff of shrinking employers", "减少岗位"),
    Outcome("openings_per_searcher", "ratio", "level", "openings posted per searcher", "求人倍率(全部求职者)"),
    Outcome("applications_per_opening", "ratio", "level", "applications per opening posted", "每岗位求职申请"),
)  # fmt: skip
EMPLOYER_METRICS = frozenset(("vacancies", "listed_openings", "jobs_created", "jobs_destroyed"))
COUNTY_METRICS = frozenset(("openings_per_searcher", "applications_per_opening"))

PRIVATE = (Ownership.PRIVATE, Ownership.GETIHU)
IN_WORK = (Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.FLEXIBLE, Activity.PUBLIC_POST)
LABOUR_FORCE = (*IN_WORK, Activity.IN_TRAINING, Activity.UNEMPLOYED)
SPELL_BORDERS = np.array((6, 12, 24))


class Measure:
    """Counts the county into groups, month by month."""

    def __init__(self, towns: tuple[str, ...], employers: Employers) -> None:
        """Lay out the groups: person cells (sex, age, schooling, origin, town), spells, and employer cells."""
        self.towns = towns
        self.person_shape = (len(Sex), len(AgeBand), len(Schooling), len(Origin), len(towns))
        self.employer_shape = (len(Sector), len(Ownership), len(towns))
        self.employer_cell = np.ravel_multi_index(
            (employers.sector, employers.ownership, employers.town), self.employer_shape
        )
        pairs = [f"{town}/{owner}" for town in towns for owner in Ownership.labels()]
        self.employer_groups = [
            *(("sector", label) for label in Sector.labels()), *(("ownership", label) for label in Ownership.labels()),
            *(("town_ownership", pair) for pair in pairs),
        ]  # fmt: skip
        self.person_groups = [
            ("all", "all"), *(("sex", label) for label in Sex.labels()),
            *(("age_band", label) for label in AgeBand.labels()),
            ("is_4050", "no"), ("is_4050", "yes"), *(("schooling", label) for label in Schooling.labels()),
            *(("origin", label) for label in Origin.labels()), *(("town", town) for town in towns),
            *(("spell", label) for label in SpellBand.labels()),
        ]  # fmt: skip
        town_groups = [("town", town) for town in towns]
        self.slots: list[tuple[str, str, str]] = []
        for metric in METRICS:
            groups = [*self.person_groups, *self.employer_groups]
            if metric.name in EMPLOYER_METRICS:
                groups = [("all", "all"), *town_groups, *self.employer_groups]
            elif metric.name in COUNTY_METRICS:
                groups = [("all", "all")]
            self.slots.extend((by, group, metric.name) for by, group in groups)
        self.first_slot = {name: i for i, (_, _, name) in reversed(list(enumerate(self.slots)))}
        self.latest = np.zeros(len(self.slots))

    def __getitem__(self, metric: str) -> float:
        """Return the latest value of a metric for everybody."""
        return float(self.latest[self.first_slot[metric]])

    def take(self, workers: Workers, employers: Employers, month: int, diary: Diary) -> Real:
        """Measure everything at a month's end; return the values in the order of `slots`."""
        people = _People(self, workers, month)
        values: dict[str, Real] = {}
        activity, rows = workers.activity, workers.rows
        by_activity = {a: np.flatnonzero(activity == a) for a in Activity}
        in_work = np.concatenate([by_activity[a] for a in IN_WORK])
        private = in_work[np.isin(employers.ownership[workers.employer[in_work]], PRIVATE)]
        force = np.concatenate([by_activity[a] for a in LABOUR_FORCE])
        jobless = by_activity[Activity.UNEMPLOYED]
        stocks = {
            "labour_force": force,
            "employed": in_work,
            "employed_unsubsidised": in_work,
            "private_employment": private,
            "self_employed": by_activity[Activity.SELF_EMPLOYED],
            "unemployed": jobless,
            "discouraged": by_activity[Activity.DISCOURAGED],
            "retired": by_activity[Activity.RETIRED],
            "registered": rows[workers.registered],
            "drawing_insurance": diary.paid.get("unemployment_insurance", rows[:0]),
            "drawing_dibao": diary.paid.get("dibao", rows[:0]),
            "long_term_unemployed": jobless[month - workers.spell_start[jobless] >= 12],
        }
        for name, who in stocks.items():
            values[name] = people.count(who, workers.employer[who])
        for name, (who, employer) in self._flows(workers, diary).items():
            values[name] = people.count(who, employer)
        employees = by_activity[Activity.EMPLOYED]
        values["mean_wage"] = people.mean(employees, workers.employer[employees], workers.wage[employees])
        values["hiring_wage"] = np.zeros(len(self.person_groups) + len(self.employer_groups))
        if (m := diary.matches) is not None:
            values["hiring_wage"] = people.mean(m.person, m.employer, m.pay)
        income = household_income(workers)[force]
        poor = force[income < diary.dibao_line * workers.family_size[force].astype(np.int64)]
        values["household_income_below_dibao"] = people.count(poor, workers.employer[poor])
        self._employers(employers, diary, values)
        self.latest = np.concatenate([values[metric.name] for metric in METRICS])
        return self.latest

    def _flows(self, workers: Workers, diary: Diary) -> dict[str, tuple[Int64, Int64]]:
        """Return the persons and employers of each flow of the month."""
        nobody = np.zeros(0, np.int64)
        none, m = (nobody, nobody), diary.matches
        left = diary.registered_before[~workers.registered[diary.registered_before]]
        to_work = np.isin(workers.activity[left], IN_WORK)
        reemployed = none if m is None else _only(m, np.isin(m.person, diary.jobless_before, assume_unique=True))
        return {
            "searchers": none if m is None else (m.seekers, workers.employer[m.seekers].astype(np.int64)),
            "laid_off": diary.gone("laid_off"),
            "separations": diary.gone("laid_off", "retired", "ended", "quit", "moved"),
            "quits": diary.gone("quit", "moved"),
            "hires": none if m is None else (m.person, m.employer),
            "reemployed": reemployed,
            "reemployed_unsubsidised": reemployed,
            "applications": none if m is None else (m.applied_by, m.applied_to),
            "interviews": none if m is None else (m.interviewed, m.interviewed_by),
            "offers": none if m is None else (m.offered, m.offered_by),
            "register_exits_to_work": (left[to_work], workers.employer[left[to_work]].astype(np.int64)),
            "register_exits_other": (left[~to_work], np.full(np.count_nonzero(~to_work), -1, np.int64)),
        }

    def _employers(self, employers: Employers, diary: Diary, values: dict[str, Real]) -> None:
        change = employers.staff - diary.staff_before
        listed = np.zeros(0, np.int64) if diary.matches is None else diary.matches.listed_by
        values["vacancies"] = self._by_employer(employers.openings)
        values["listed_openings"] = self._by_employer(np.bincount(listed, minlength=employers.size))
        values["jobs_created"] = self._by_employer(np.maximum(change, 0))
        values["jobs_destroyed"] = self._by_employer(np.maximum(-change, 0))
        openings = int(employers.openings.sum())
        searchers, applications = values["searchers"][0], values["applications"][0]
        values["openings_per_searcher"] = np.array([openings / searchers if searchers else 0.0])
        values["applications_per_opening"] = np.array([applications / openings if openings else 0.0])

    def _by_employer(self, number: Wholes) -> Real:
        """Sum a whole number per employer (employers,) over all, towns, sectors, ownerships and pairs."""
        cells = np.zeros(int(np.prod(self.employer_shape)), np.int64)
        np.add.at(cells, self.employer_cell[np.flatnonzero(number)], number[np.flatnonzero(number)])
        grid = cells.reshape(self.employer_shape)
        return np.concatenate([[grid.sum()], grid.sum((0, 1)), *self.employer_sums(grid)]).astype(np.float64)

    @staticmethod
    def employer_sums(grid: Int64) -> tuple[Int64, Int64, Int64]:
        """Sum a grid (sector, ownership, town) by sector, by ownership, and by town and ownership."""
        return grid.sum((1, 2)), grid.sum((0, 2)), grid.sum(0).T.ravel()


class _People:
    """Everybody's cell this month."""

    def __init__(self, measure: Measure, workers: Workers, month: int) -> None:
        self.measure = measure
        age = (month - workers.birth) // 12
        band = (age >= 30).astype(np.int8) + (age >= 40) + (age >= 50)
        parts = (workers.sex, band, workers.schooling, workers.origin, workers.town)
        self.cell = np.ravel_multi_index(parts, measure.person_shape)
        self.spell = np.digitize(month - workers.spell_start, SPELL_BORDERS)
        self.spell[workers.activity != Activity.UNEMPLOYED] = len(SpellBand)

    def count(self, who: Wholes, employer: Wholes, amount: Int64 | None = None) -> Real:
        """Count people (or add up their amounts) by every group of persons, then of their employers."""
        measure = self.measure
        cells = _tally(self.cell[who], int(np.prod(measure.person_shape)), amount).reshape(measure.person_shape)
        spells = _tally(self.spell[who], len(SpellBand) + 1, amount)
        at_work = employer >= 0
        jobs = measure.employer_cell[employer[at_work]]
        grid = _tally(jobs, int(np.prod(measure.employer_shape)), None if amount is None else amount[at_work])
        sex_age = cells.sum((2, 3, 4))
        is_4050 = sex_age[Sex.MAN, AgeBand.AGE_50_PLUS] + sex_age[Sex.WOMAN, AgeBand.AGE_40_49 :].sum()
        total = sex_age.sum()
        return np.concatenate([
            [total], sex_age.sum(1), sex_age.sum(0), [total - is_4050, is_4050], cells.sum((0, 1, 3, 4)),
            cells.sum((0, 1, 2, 4)), cells.sum((0, 1, 2, 3)), spells[:-1],
            *measure.employer_sums(grid.reshape(measure.employer_shape)),
        ]).astype(np.float64)  # fmt: skip

    def mean(self, who: Wholes, employer: Wholes, amount: Int64) -> Real:
        """Return the mean amount in every group; 0 where there is nobody."""
        people = self.count(who, employer)
        return np.where(people > 0, self.count(who, employer, amount) / np.maximum(people, 1), 0.0)


def _tally(cell: Int64, size: int, amount: Int64 | None) -> Int64:
    """Count entries by cell, or add up whole numbers by cell."""
    if amount is None:
        return np.bincount(cell, minlength=size)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, cell, amount)
    return sums


def _only(matches: Matches, which: np.typing.NDArray[np.bool_]) -> tuple[Int64, Int64]:
    return matches.person[which], matches.employer[which]
