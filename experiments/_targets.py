"""What the base county is calibrated to: each target, its band, and how a county's life is measured against it.

Ids and bands are those of the project's calibration targets; T16 counts the preferences of before 2002 only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from _county_watch import Observed

from sim.codes import JobForm, Ownership, Sector
from sim.months import read_month

SERVICES = (Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES, Sector.CONSTRUCTION_TRANSPORT)
START = read_month("2003-01")
SMALL = 300  # persons: a medium firm has fewer
STATUTORY = {"pension": 0.27, "medical": 0.08}  # employer's and employee's rates together


@dataclass(frozen=True)
class Target:
    """One target: what it is, the band, and how it is read off a county's life; `digits` for printing."""

    name: str
    what: str
    low: float
    high: float
    measure: Callable[[Observed], float]
    digits: int = 3

    def holds(self, value: float) -> bool:
        """Tell whether a value lies in the band."""
        return self.low <= value <= self.high


def mean(values: object) -> float:
    """Return the mean of some numbers, nan of none."""
    array = np.asarray(values, float)
    return float(array.mean()) if array.size else float("nan")


def ratio(above: object, below: object) -> float:
    """Return one sum over another, nan over nothing."""
    total = float(np.sum(below))
    return float(np.sum(above)) / total if total else float("nan")


def first_year(observed: Observed, metric: str, by: str = "all", group: str = "all") -> object:
    """Return the first twelve months of a metric."""
    return observed.series(metric, by, group)[:12]


def of_jobless(observed: Observed, by: str, *groups: str) -> float:
    """Return the share of some groups among the jobless of the first year."""
    return sum(ratio(first_year(observed, "unemployed", by, g), first_year(observed, "unemployed")) for g in groups)


def urban(observed: Observed, metric: str) -> np.ndarray:
    """Return the first twelve months of a metric for all but rural workers, who were not in the county's statistics."""
    return np.asarray(first_year(observed, metric)) - np.asarray(first_year(observed, metric, "origin", "rural"))


def long_term(observed: Observed) -> float:
    """Return the share of the urban jobless without regular work for a year or more."""
    return ratio(urban(observed, "long_term_unemployed"), urban(observed, "unemployed"))


def exit_to_work(observed: Observed) -> float:
    """Return the monthly share of the jobless of state and collective units who were hired or opened a shop.

    The flows behind the target are those of the laid-off; school leavers and rural arrivals are not among them.
    """
    year = observed.laid_off[:12]
    return ratio(year.hired + year.opened_a_shop, year.jobless)


def into_small_firms_and_services(observed: Observed) -> float:
    """Return the share of the re-employed whose employer is small, medium or a service; a shop of one's own counts."""
    f = observed.found_work
    shops = float(np.sum(observed.series("started_business")))
    return (float(((f.staff < SMALL) | f.sector.isin(SERVICES)).sum()) + shops) / max(len(f) + shops, 1)


def registered_rate(observed: Observed) -> float:
    """Return the registered unemployment rate of the urban labour force at the end of the first month."""
    urban = urban_share(observed)
    return ratio(observed.series("registered")[:1], observed.series("labour_force")[:1] * urban)


def survey_rate(observed: Observed) -> float:
    """Return the survey unemployment rate of the urban labour force in the first year."""
    o = observed
    jobless = first_year(o, "survey_unemployed") - first_year(o, "survey_unemployed", "origin", "rural")
    return ratio(jobless, first_year(o, "labour_force") - first_year(o, "labour_force", "origin", "rural"))


def urban_share(observed: Observed) -> float:
    """Return the urban part of the labour force at the start."""
    force = observed.series("labour_force")[0]
    return float((force - observed.series("labour_force", "origin", "rural")[0]) / force)


def official_status(observed: Observed) -> float:
    """Return the share of the jobless who are registered or in a centre, first year; who has odd jobs is at work."""
    year = observed.laid_off[:12]
    return ratio(year.official, year.all_jobless)


def by_quarter(frame: pd.DataFrame) -> set[tuple[int, int]]:
    """Return (quarter, person) of everybody noted in the first year."""
    year = frame[frame.month < START + 12]
    return set(zip((year.month - START) // 3, year.person, strict=True))


def openings_per_seeker(observed: Observed) -> float:
    """Return openings listed in a quarter per seeker who came to the public service in it, first year."""
    return float(np.sum(first_year(observed, "listed_openings"))) / max(len(by_quarter(observed.served)), 1)


def laid_off_for_long(observed: Observed) -> float:
    """Return the share of the jobless of state and collective units who have been so for a year or more, first year."""
    year = observed.laid_off[:12]
    return ratio(year.stock_over_a_year, year.stock)


def job_flow(metric: str) -> Callable[[Observed], float]:
    """Return a reader of a yearly gross job flow over employment, from yearly pictures of the firms."""

    def read(observed: Observed) -> float:
        shares = []
        for before, after in zip(observed.firms, observed.firms[1:], strict=False):
            staff = pd.concat([before.staff, after.staff], axis=1).fillna(0).astype(float)
            staff.columns = ["before", "after"]
            change = staff.after - staff.before
            part = np.maximum(change, 0) if metric == "created" else np.maximum(-change, 0)
            shares.append(part.sum() / (0.5 * (staff.before + staff.after)).sum())
        return mean(shares)

    return read


def hill(observed: Observed) -> float:
    """Return the Hill exponent of the largest tenth of employers that are no getihu, mean of the yearly pictures."""
    found = []
    for picture in observed.firms:
        sizes = np.sort(picture.staff[(picture.ownership != Ownership.GETIHU) & (picture.staff > 0)].to_numpy(float))
        top = sizes[-max(len(sizes) // 10, 5) :]
        found.append(1.0 / np.log(top / top[0])[1:].mean())
    return mean(found)


def growth(observed: Observed) -> pd.DataFrame:
    """Return size and yearly log growth of surviving employers of five and more."""
    parts = []
    for before, after in zip(observed.firms, observed.firms[1:], strict=False):
        staff = pd.concat([before.staff, after.staff], axis=1).dropna()
        staff.columns = ["before", "after"]
        staff = staff[(staff.before >= 5) & (staff.after > 0)]
        parts.append(pd.DataFrame({"size": staff.before, "growth": np.log(staff.after / staff.before)}))
    return pd.concat(parts)


def kurtosis(observed: Observed) -> float:
    """Return the excess kurtosis of yearly log growth."""
    g = growth(observed).growth
    return float(((g - g.mean()) ** 4).mean() / ((g - g.mean()) ** 2).mean() ** 2 - 3.0)


def spread_by_size(observed: Observed) -> float:
    """Return the slope of the spread of growth in log size: below 0 when large firms move less."""
    g = growth(observed)
    bands = g.groupby(pd.qcut(np.log(g["size"]), 4, duplicates="drop"), observed=True)
    points = pd.DataFrame({"size": bands["size"].apply(lambda s: np.log(s).mean()), "sd": bands.growth.std()})
    return float(np.polyfit(points["size"], np.log(points.sd), 1)[0])


def exits(observed: Observed, first: int, last: int) -> float:
    """Return the yearly exit rate of firms (no state enterprises) whose year of life lies in `first` to `last`."""
    gone, there = 0, 0
    for before, after in zip(observed.firms, observed.firms[1:], strict=False):
        year = (before.month - before.founded) // 12 + 1
        some = before[(year >= first) & (year <= last) & (before.ownership >= Ownership.PRIVATE)]
        there += len(some)
        gone += int((~some.index.isin(after.index)).sum())
    return gone / there if there else float("nan")


def take_up(observed: Observed) -> float:
    """Return paid over eligible, insurance and dibao together, second half of the first year."""
    p = observed.programmes
    p = p[p.lever.isin(["unemployment_insurance", "dibao", "centre_allowance"])]
    late = p[p.month.isin(sorted(p.month.unique())[6:12])]
    return ratio(late.paid, late.eligible)


def effective_contributions(observed: Observed) -> float:
    """Return pension and medical contributions paid over what the law would ask on all wages."""
    wages = observed.paid(purpose="wages")
    paid = sum(observed.paid(purpose=f"{end} {kind} contribution") for end in ("employer", "employee")
               for kind in STATUTORY)  # fmt: skip
    return paid / (wages * sum(STATUTORY.values()))


def insured_shops(observed: Observed) -> float:
    """Return the share of private firms and getihu that insure their staff at the start."""
    first = observed.firms[0]
    return mean(first.insures[first.ownership >= Ownership.PRIVATE])


def form_of_work(form: JobForm) -> Callable[[Observed], float]:
    """Return a reader of the share of one form of work among the wage jobs that the re-employed took."""
    return lambda observed: mean(observed.found_work.form == form)


def self_employed_share(observed: Observed) -> float:
    """Return the share of the laid-off who found work that opened a shop of their own."""
    o = observed.laid_off
    return ratio(o.opened_a_shop, o.hired + o.opened_a_shop)


def enjoying_preferences(observed: Observed) -> float:
    """Return the share of the re-employed of state and collective units who enjoy the preferences of 1998, at the end.

    Only those count who found work, or opened a shop, since the county was founded: the survey asked such people.
    """
    o = observed.laid_off
    return ratio(o.enjoying[-1:], o.reemployed[-1:])


def placed_by_service(observed: Observed) -> float:
    """Return the share placed within the quarter of those whom the public service introduced to an employer.

    As offices report it: whoever was introduced and found any job counts, wherever they had heard of it.
    """
    introduced = by_quarter(observed.introduced)
    return len(introduced & by_quarter(observed.hired)) / max(len(introduced), 1)


def centre_part(*payers: str) -> Callable[[Observed], float]:
    """Return a reader of one part of what was paid for the living of the laid-off in centres."""

    def read(observed: Observed) -> float:
        o = observed.ledger[observed.ledger.programme == "centre_allowance"]
        paid = o[o.payee == "centre_fund"]
        return ratio(paid.fen[paid.payer.isin(payers)], paid.fen)

    return read


def returns_to_scale(observed: Observed) -> float:
    """Return the sum of the elasticities of hires to searchers and openings over towns."""
    hires, openings, searchers = (observed.table(name, "town").mean() for name in ("hires", "vacancies", "searchers"))
    x = np.column_stack([np.ones(len(hires)), np.log(searchers), np.log(openings)])
    return float(np.linalg.lstsq(x, np.log(hires), rcond=None)[0][1:].sum())


def centre_path(observed: Observed) -> float:
    """Return the stock of centre members at the end of the first year over that at its start."""
    members = observed.series("in_centre")
    return float(members[11] / members[0]) if members[0] else float("nan")


TARGETS = (
    Target("T1a", "share of the laid-off jobless out of work for a year or more", 0.80, 0.90, laid_off_for_long),
    Target("T1b", "the same of all urban jobless", 0.80, 0.90, long_term),
    Target("T2a", "share of the jobless with junior-middle schooling or less", 0.65, 0.75,
           lambda o: of_jobless(o, "schooling", "primary", "junior")),
    Target("T2b", "share of the jobless who are 4050", 0.20, 0.26, lambda o: of_jobless(o, "is_4050", "yes")),
    Target("T3", "monthly exit to work of the jobless who were laid off", 0.015, 0.018, exit_to_work, 4),
    Target("T4", "re-employed into small and medium firms and services", 0.85, 0.95, into_small_firms_and_services),
    Target("T5a", "registered unemployment rate at the start", 0.035, 0.045, registered_rate, 4),
    Target("T5b", "survey unemployment rate, urban", 0.08, 0.12, survey_rate),
    Target("T6", "share of the jobless with an official status", 0.0, 0.35, official_status),
    Target("T7", "openings listed in a quarter per seeker at the public service", 0.70, 0.86, openings_per_seeker),
    Target("T8a", "gross job creation a year", 0.07, 0.13, job_flow("created")),
    Target("T8b", "gross job destruction a year", 0.07, 0.13, job_flow("destroyed")),
    Target("T9", "Hill exponent of the largest tenth of employers", 0.9, 1.4, hill, 2),
    Target("T10a", "excess kurtosis of yearly firm growth", 1.0, float("inf"), kurtosis, 2),
    Target("T10b", "slope of the spread of growth in log size", float("-inf"), 0.0, spread_by_size, 2),
    Target("T11a", "firm exit in the first year of life", 0.005, 0.04, lambda o: exits(o, 1, 1)),
    Target("T11b", "firm exit in the second year", 0.04, 0.09, lambda o: exits(o, 2, 2)),
    Target("T11c", "firm exit in the third year (the peak)", 0.08, 0.12, lambda o: exits(o, 3, 3)),
    Target("T11d", "firm exit in years 4 to 7", 0.07, 0.10, lambda o: exits(o, 4, 7)),
    Target("T11e", "firm exit after year 7", 0.0, 0.08, lambda o: exits(o, 8, 99)),
    Target("T11f", "firm exit, all ages", 0.06, 0.09, lambda o: exits(o, 1, 99)),
    Target("T12", "benefit take-up among the eligible", 0.30, 0.75, take_up),
    Target("T13a", "pension and medical contributions over the statutory amount", 0.24, 0.37, effective_contributions),
    Target("T13b", "private firms and getihu that insure at the start", 0.05, 0.20, insured_shops),
    Target("T14a", "wage jobs of the re-employed: temporary", 0.53, 0.65, form_of_work(JobForm.TEMPORARY)),
    Target("T14b", "the same, labour service", 0.15, 0.23, form_of_work(JobForm.LABOUR_SERVICE)),
    Target("T14c", "the same, hourly", 0.07, 0.13, form_of_work(JobForm.HOURLY)),
    Target("T14d", "the same, seasonal", 0.03, 0.08, form_of_work(JobForm.SEASONAL)),
    Target("T14e", "the same, fixed-term contract", 0.04, 0.11, form_of_work(JobForm.CONTRACT)),
    Target("T15", "self-employed among the re-employed", 0.25, 0.45, self_employed_share),
    Target("T16", "re-employed who enjoy the preferences of 1998 (12% in an advanced city)", 0.06, 0.14,
           enjoying_preferences),
    Target("T17a", "living of the laid-off in centres paid by the state", 0.55, 0.67,
           centre_part("centre_line")),
    Target("T17b", "the same, paid by enterprises", 0.16, 0.26, centre_part("employers")),
    Target("T17c", "the same, paid by the unemployment fund", 0.13, 0.23, centre_part("unemployment_insurance_fund")),
    Target("T18", "placed within the quarter, of those whom the public service introduced", 0.33, 0.51,
           placed_by_service),
    Target("T19", "returns to scale of matching", 0.9, 1.1, returns_to_scale, 2),
    Target("T20", "stock of centre members, end of the first year over its start", 0.60, 0.80, centre_path),
)  # fmt: skip
