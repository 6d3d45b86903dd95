"""A county that notes, besides its tables, what a statistician would need to check it against the targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from sim.codes import Activity, Channel, Origin
from sim.county import County, release
from sim.diary import Diary
from sim.kernels.standing import APPROVED
from sim.measure import LONG_TERM
from sim.plan import Plan


@dataclass
class Observed:
    """One county's life: the tables that every run writes, yearly pictures of its firms, and who found which work."""

    outcomes: pd.DataFrame = field(default_factory=pd.DataFrame)
    ledger: pd.DataFrame = field(default_factory=pd.DataFrame)
    programmes: pd.DataFrame = field(default_factory=pd.DataFrame)
    firms: list[pd.DataFrame] = field(default_factory=list)  # at the start and at each year's end
    found_work: pd.DataFrame = field(default_factory=pd.DataFrame)  # one row for each jobless person who was hired
    laid_off: pd.DataFrame = field(default_factory=pd.DataFrame)  # a month of the jobless of state and collective units
    served: pd.DataFrame = field(default_factory=pd.DataFrame)  # person-months of those sent out by the public service
    introduced: pd.DataFrame = field(default_factory=pd.DataFrame)  # of these, those whom an employer saw
    hired: pd.DataFrame = field(default_factory=pd.DataFrame)  # one row for each hire, movers included

    def series(self, metric: str, by: str = "all", group: str = "all") -> Any:
        """Return a metric month by month (months,)."""
        o = self.outcomes
        return o.value[(o.metric == metric) & (o.by == by) & (o.group == group)].to_numpy()

    def table(self, metric: str, by: str) -> pd.DataFrame:
        """Return a metric by month (rows) and group (columns)."""
        o = self.outcomes
        return o[(o.metric == metric) & (o.by == by)].pivot(index="month", columns="group", values="value")

    def paid(self, **where: Any) -> float:
        """Return the fen of all ledger lines that match."""
        chosen = np.ones(len(self.ledger), bool)
        for column, value in where.items():
            chosen &= self.ledger[column].isin([value] if isinstance(value, str) else list(value)).to_numpy()
        return float(self.ledger.fen[chosen].sum())


class WatchedCounty(County):
    """A county whose months are noted as they close."""

    def __init__(self, plan: Plan, **rest: Any) -> None:
        super().__init__(plan, **rest)
        self.notes: defaultdict[str, list[Any]] = defaultdict(list)
        self.pictures = [self._picture()]
        self.months: list[dict[str, int]] = []
        self.before = self.workers.activity.copy()
        self.reemployed = np.zeros(self.workers.size, bool)

    def close_month(self, diary: Diary) -> None:
        """Note who found work out of joblessness, then close the month."""
        self._note_hires(diary)
        self._note_service(diary)
        self._note_laid_off()
        super().close_month(diary)
        if self.month % 12 == 11:
            self.pictures.append(self._picture())

    def _note_hires(self, diary: Diary) -> None:
        m, w, e = diary.matches, self.workers, self.employers
        if m is None or not m.person.size:
            return
        out = diary.hired_jobless
        who, employer = m.person[out], m.employer[out]
        self.notes["month"].append(np.full(who.size, self.month))
        self.notes["person"].append(who)
        self.notes["sector"].append(e.sector[employer])
        self.notes["ownership"].append(e.ownership[employer])
        self.notes["staff"].append(e.staff[employer])
        self.notes["pay"].append(m.pay[out])
        self.notes["form"].append(w.form[who])

    def _note_service(self, diary: Diary) -> None:
        m = diary.matches
        if m is None:
            return
        sent = np.unique(m.applied_by[m.sent.channel == Channel.SERVICE])
        introduced = np.intersect1d(sent, m.interviewed)
        for name, who in (("served", sent), ("introduced", introduced), ("hired", m.person)):
            self.notes[f"{name}.month"].append(np.full(who.size, self.month))
            self.notes[f"{name}.person"].append(who)

    def _note_laid_off(self) -> None:
        w = self.workers
        of_the_state, jobless = w.origin <= Origin.COLLECTIVE, w.activity == Activity.UNEMPLOYED
        stock = jobless & of_the_state
        some = (self.before == Activity.UNEMPLOYED) & of_the_state
        now = w.activity[some]
        at_work = (w.activity == Activity.EMPLOYED) | (w.activity == Activity.SELF_EMPLOYED)
        self.reemployed = (self.reemployed | some) & at_work
        standing = self.standings.get("preferences_1998")
        enjoys = self.reemployed & (standing.step == APPROVED) if standing else np.zeros(w.size, bool)
        self.months.append({
            "jobless": now.size,
            "hired": np.count_nonzero(now == Activity.EMPLOYED),
            "opened_a_shop": np.count_nonzero(now == Activity.SELF_EMPLOYED),
            "reemployed": np.count_nonzero(self.reemployed),  # since the county was founded, and still at work
            "enjoying": np.count_nonzero(enjoys),  # of these, the preferences of 1998
            "stock": np.count_nonzero(stock),
            "stock_over_a_year": np.count_nonzero(stock & (self.month - w.jobless_since >= LONG_TERM)),
            "all_jobless": np.count_nonzero(jobless),
            "official": np.count_nonzero(jobless & (w.registered | (w.centre >= 0))),
        })  # fmt: skip
        self.before = w.activity.copy()

    def _picture(self) -> pd.DataFrame:
        e = self.employers
        here = e.in_business
        return pd.DataFrame(
            {name: getattr(e, name)[here] for name in ("ownership", "sector", "staff", "founded", "insures")},
            index=e.rows[here],
        ).assign(month=self.month)


def watch(plan: Plan, seed: int) -> Observed:
    """Live a plan with one seed and return everything that was noted."""
    county = WatchedCounty(plan, rng=seed)
    county.run_model()
    tables = {name: pd.DataFrame(table) for name, table in county.tables().items()}
    notes = {name: np.concatenate(parts) for name, parts in county.notes.items()}

    def noted(kind: str) -> pd.DataFrame:
        return pd.DataFrame({name: notes.pop(f"{kind}.{name}") for name in ("month", "person")})

    served, introduced, hired = noted("served"), noted("introduced"), noted("hired")
    observed = Observed(
        tables["outcomes"],
        tables["ledger"],
        tables["programmes"],
        county.pictures,
        pd.DataFrame(notes),
        pd.DataFrame(county.months),
        served,
        introduced,
        hired,
    )
    release(county)
    return observed
