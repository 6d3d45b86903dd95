"""A month measured again by hand: every metric in every group, person by person and event by event."""

import dataclasses
from collections import Counter

import numpy as np
import pytest

from sim.codes import Activity, AgeBand, Origin, Ownership, Schooling, Sector, Sex, SpellBand
from sim.county import County
from sim.declare import NOBODY
from sim.kernels.board import Openings
from sim.kernels.hiring import Guests
from sim.kernels.search import Applications
from sim.market import Matches
from tests.county.worlds import BUSY, START, county_plan, limit_plan, package

A = Activity
IN_WORK = (A.EMPLOYED, A.SELF_EMPLOYED, A.FLEXIBLE, A.PUBLIC_POST)
FORCE = (*IN_WORK, A.IN_TRAINING, A.UNEMPLOYED)
LINE = 21_000  # fen
STOCKS_OF_ACTIVITY = (
    A.SELF_EMPLOYED, A.FLEXIBLE, A.PUBLIC_POST, A.IN_TRAINING, A.UNEMPLOYED, A.DISCOURAGED, A.AWAY, A.RETIRED,
)  # fmt: skip


def groups_of(county, person, employer):
    """All (by, group) in which something about a person, and perhaps an employer, is counted."""
    p, towns = county.workers[person], county.place.towns
    age = (START - p.birth) // 12
    is_4050 = age >= (40 if p.sex == Sex.WOMAN else 50)
    band = sum(age >= border for border in (30, 40, 50))
    found = [
        ("all", "all"), ("sex", Sex(p.sex).label), ("age_band", AgeBand(band).label),
        ("is_4050", "yes" if is_4050 else "no"), ("schooling", Schooling(p.schooling).label),
        ("origin", Origin(p.origin).label), ("town", towns[p.town]),
    ]  # fmt: skip
    if p.activity == A.UNEMPLOYED:
        searched = START - p.jobless_since
        found.append(("spell", SpellBand(sum(searched >= border for border in (6, 12, 24))).label))
    return found + (groups_of_employer(county, employer)[2:] if employer >= 0 else [])


def groups_of_employer(county, employer):
    e = county.employers[employer]
    town, owner = county.place.towns[e.town], Ownership(e.ownership).label
    return [
        ("all", "all"), ("town", town), ("sector", Sector(e.sector).label), ("ownership", owner),
        ("town_ownership", f"{town}/{owner}"), *(("area", area) for area in areas_of(e)),
    ]  # fmt: skip


def areas_of(e):
    """The areas of job creation to which an employer belongs."""
    if e.ownership in (Ownership.PRIVATE, Ownership.GETIHU, Ownership.FOREIGN):
        yield "non_public"
    services = (Sector.CONSTRUCTION_TRANSPORT, Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES, Sector.PUBLIC)
    if e.sector in services:
        yield "tertiary"
    if e.staff < 300 and e.sector != Sector.PUBLIC:
        yield "small_and_medium"
    if e.sector in (Sector.VEGETABLES, Sector.LIVESTOCK, Sector.COTTON_TEXTILES, Sector.CATERING,
                    Sector.COMMUNITY_SERVICES):  # fmt: skip
        yield "labour_intensive"


def by_hand(county, diary):
    """Return (metric, by, group) -> value of all that is not zero, from plain loops."""
    sums, m = Counter(), diary.matches

    def count(metric, person, employer, amount=1):
        for by, group in groups_of(county, person, employer):
            sums[metric, by, group] += amount

    for w in county.workers:
        what, person, employer = A(w.activity), w.row, w.employer
        stocks = {
            "labour_force": what in FORCE,
            "employed": what in IN_WORK,
            "employed_unsubsidised": what in IN_WORK and what != A.PUBLIC_POST,
            "private_employment": what in IN_WORK
            and employer >= 0
            and county.employers[employer].ownership in (Ownership.PRIVATE, Ownership.GETIHU),
            **{activity.label: what == activity for activity in STOCKS_OF_ACTIVITY},
            "in_centre": w.centre >= 0,
            "registered": w.registered,
            "drawing_insurance": person in diary.paid.get("unemployment_insurance", ()),
            "drawing_dibao": person in diary.paid.get("dibao", ()),
            "survey_unemployed": what == A.UNEMPLOYED
            and (m is None or person in m.seekers or w.jobless_since == START),
            "long_term_unemployed": what == A.UNEMPLOYED and START - w.jobless_since >= 12,
            "employees": what == A.EMPLOYED,
            "household_income_below_dibao": what in FORCE
            and (w.expected_pay if what == A.SELF_EMPLOYED else w.wage) + w.earnings + w.support + w.family_income
            < LINE * w.family_size,
        }
        for metric in (metric for metric, so in stocks.items() if so):
            count(metric, person, employer)
        if what == A.EMPLOYED:
            count("wages", person, employer, w.wage)
    for person in diary.registered_before:
        w = county.workers[person]
        if not w.registered:
            to_work = A(w.activity) in IN_WORK
            count("register_exits_to_work" if to_work else "register_exits_other", person, w.employer)
    reasons = {
        "laid_off": ("laid_off", "closed"),
        "separations": ("laid_off", "closed", "retired", "ended", "quit", "moved"),
        "quits": ("quit", "moved"),
        "started_business": ("started_business",),
    }
    for metric, these in reasons.items():
        for reason in these:
            for who, employers in diary.noted.get(reason, ()):
                for person, employer in zip(who, employers, strict=True):
                    count(metric, person, employer)
    market(county, diary, count)
    firms(county, diary, sums)
    for level, total, heads in (("mean_wage", "wages", "employees"), ("hiring_wage", "hiring_wages", "hires")):
        for (metric, by, group), number in list(sums.items()):
            if metric == heads:
                sums[level, by, group] = sums[total, by, group] / number
    openings, everybody = sums["vacancies", "all", "all"], ("all", "all")
    sums["openings_per_searcher", *everybody] = openings / max(sums["searchers", *everybody], 1)
    sums["applications_per_opening", *everybody] = sums["applications", *everybody] / max(openings, 1)
    return {key: float(value) for key, value in sums.items() if value}


def market(county, diary, count):
    m = diary.matches
    if m is None:
        return
    jobless = set(m.person[diary.hired_jobless].tolist())
    for person in m.seekers:
        count("searchers", person, county.workers[person].employer)
    for person, employer, pay in zip(m.person, m.employer, m.pay, strict=True):
        count("hires", person, employer)
        count("hiring_wages", person, employer, int(pay))
        if person in jobless:
            count("reemployed", person, employer)
            count("reemployed_unsubsidised", person, employer)
    for metric, people, employers in (
        ("applications", m.applied_by, m.applied_to),
        ("interviews", m.interviewed, m.interviewed_by),
        ("offers", m.offered, m.offered_by),
    ):
        for person, employer in zip(people, employers, strict=True):
            count(metric, person, employer)


def firms(county, diary, sums):
    before = diary.staff_before.tolist()
    for e in county.employers:
        change = e.staff - (before[e.row] if e.row < len(before) else 0)
        listed = [] if diary.matches is None else diary.matches.listed_by.tolist()
        numbers = {
            "vacancies": e.openings,
            "listed_openings": listed.count(e.row),
            "jobs_created": max(change, 0),
            "jobs_destroyed": max(-change, 0),
            "closed_firms": diary.closed_firms.tolist().count(e.row),
            "new_firms": diary.opened_firms.tolist().count(e.row),
        }
        for metric, number in numbers.items():
            for by, group in groups_of_employer(county, e.row):
                sums[metric, by, group] += number


def shuffled(county, seed):
    """Put everybody into some state, whether a mechanism leads there or not, and let anything have happened."""
    rng, w, e = np.random.default_rng(seed), county.workers, county.employers
    people = w.size
    w.activity[:] = rng.integers(0, len(A), people)
    at_work = np.isin(w.activity, (A.EMPLOYED, A.SELF_EMPLOYED))
    w.employer[:] = np.where(at_work, rng.integers(0, e.size, people), NOBODY)
    w.wage[:] = np.where(w.activity == A.EMPLOYED, rng.integers(24_000, 90_000, people), 0)
    w.jobless_since[:] = START - rng.choice([0, 1, 5, 6, 11, 12, 23, 24, 60], people)
    w.earnings[:] = np.where(w.activity == A.FLEXIBLE, rng.choice([9_000, 30_000], people), 0)
    w.registered[:] = rng.random(people) < 0.3
    w.centre[:] = np.where(rng.random(people) < 0.2, rng.integers(0, e.size, people), NOBODY)
    w.support[:] = rng.choice([0, 12_000, 18_000], people)
    e.openings[:] = rng.integers(0, 4, e.size)
    e.staff[:] = rng.integers(0, 9, e.size)
    diary = county.open_diary()
    diary.dibao_line = LINE
    diary.staff_before = rng.integers(0, 9, e.size - 2).astype(np.int32)  # two employers have joined the table since
    diary.registered_before = np.sort(rng.choice(people, people // 3, replace=False))
    diary.opened_firms, diary.closed_firms = rng.choice(e.size, (2, 3), replace=False)

    def pairs(n):
        return rng.integers(0, people, n), rng.integers(0, e.size, n)

    for reason in ("laid_off", "laid_off", "closed", "retired", "ended", "quit", "moved", "started_business"):
        diary.note(reason, *pairs(9))
    diary.paid = {name: np.sort(rng.choice(people, 40, replace=False)) for name in ("dibao", "unemployment_insurance")}
    hired, seekers = (np.sort(rng.choice(people, n, replace=False)) for n in (30, people // 2))
    pay = rng.integers(24_000, 90_000, 30)
    posted = np.sort(rng.integers(0, e.size, 90)).astype(np.int32)
    openings = Openings(posted, np.arange(90), *rng.integers(0, 4, (4, 90)).astype(np.int8))
    looked, found = (rng.integers(0, many, (3, 300)).astype(np.int32) for many in (seekers.size, 90))
    sent = Applications(looked[0], found[0], np.zeros(300, np.int8))
    met, offers = Guests(looked[1][:120], found[1][:120]), Guests(looked[2][:60], found[2][:60])
    nobody, queue = np.zeros(0, np.int64), np.zeros(e.size, np.int64)
    diary.matches = Matches(
        hired, pairs(30)[1], pay, pairs(30)[1], nobody, nobody, seekers, nobody, queue, openings, sent, met, offers
    )
    diary.hired_jobless = rng.random(30) < 0.5
    return diary


def measured(county, diary):
    county.measure.take(county.workers, county.employers, START, diary)
    return {
        (metric, by, group): float(value)
        for (by, group, metric), value in zip(county.measure.slots, county.measure.latest, strict=True)
        if value
    }


PLANS = {
    "limit": limit_plan(*package(), world=dataclasses.replace(BUSY, minimum_wage=24_000)),
    "county": county_plan(workers=500),
}
HELPERS = {"employees", "wages", "hiring_wages"}


@pytest.mark.parametrize("kind", PLANS)
@pytest.mark.parametrize("seed", range(3))
def test_a_month_measured_by_hand(kind, seed):
    county = County(PLANS[kind], rng=seed)
    diary = shuffled(county, seed)
    expected = {key: value for key, value in by_hand(county, diary).items() if key[0] not in HELPERS}
    assert measured(county, diary) == expected
    assert {metric for metric, _, _ in expected} == {metric for _, _, metric in county.measure.slots}


def test_before_the_first_month_there_are_stocks_alone():
    county = County(PLANS["county"], rng=3)
    diary = county.open_diary()
    diary.dibao_line = LINE
    expected = {key: value for key, value in by_hand(county, diary).items() if key[0] not in HELPERS}
    assert measured(county, diary) == expected
    assert expected["survey_unemployed", "all", "all"] == expected["unemployed", "all", "all"] > 0
