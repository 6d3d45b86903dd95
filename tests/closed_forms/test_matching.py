"""One month of the market: A1 the urn and its balls, A2 several, A3 elasticities, A23 ranking, A25 segments."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.codes import Activity
from sim.county import County
from tests.closed_forms import exact
from tests.closed_forms.judging import compare, judge, within
from tests.closed_forms.living import limit, measured, seeds, settings

full = pytest.mark.full


def hires(name, sets, replicates, block=0, metric="hires"):
    return measured(name, sets, replicates, block, metric)[:, 0, 0]


# --- A1 --------------------------------------------------------------------------------------------------


def urn_ball(seekers, vacancies, replicates):
    sets = settings(seekers=seekers, vacancies=vacancies)
    mean, variance = exact.urn_ball_mean(seekers, vacancies), exact.urn_ball_variance(seekers, vacancies)
    judge("A1 mean", lambda block: hires("urn_ball", sets, replicates, block), mean, spread=variance**0.5)
    judge("A1 variance", lambda block: (hires("urn_ball", sets, replicates, block) - mean) ** 2, variance)
    return hires("urn_ball", sets, replicates).var(ddof=1) / variance


@pytest.mark.parametrize(("seekers", "vacancies"), [(1000, 500), (300, 700), (60, 45)])
def test_urn_ball(seekers, vacancies):
    """Catches an opening filled twice or left open although somebody applied, and choices that are not uniform."""
    urn_ball(seekers, vacancies, 100)


@full
@pytest.mark.parametrize(("seekers", "vacancies"), [(1000, 500), (500, 1000), (100, 100), (300, 700), (60, 45)])
def test_urn_ball_full(seekers, vacancies):
    ratio = urn_ball(seekers, vacancies, 2000)
    assert 0.93 < ratio < 1.07


@full
def test_urn_ball_with_hardly_an_opening_left():
    """Nearly every opening is filled: the spread comes from rare seeds, so that its ratio is no test."""
    urn_ball(50, 10, 2000)


@pytest.mark.parametrize("firms", [1, 7])
def test_nobody_is_first(firms):
    """Rows of people and of employers mean nothing. Catches the first in a list winning, or the last."""
    replicates, seekers, vacancies = 50, 300, 210
    plan = limit("urn_ball", settings(seekers=seekers, vacancies=vacancies, firms=firms))

    @cache
    def mean_rows(block):
        """Return the mean row of the hired and of their employers (replicates, 2)."""
        found = []
        for seed in seeds(replicates, block):
            county = County(plan, rng=seed)
            county.run_model()
            hired = np.flatnonzero(county.workers.activity == Activity.EMPLOYED)
            found.append((hired.mean(), county.workers.employer[hired].mean()))
        return np.array(found)

    judge("A1 rows of the hired", lambda block: mean_rows(block)[:, 0], (seekers - 1) / 2)
    judge("A1 rows of their employers", lambda block: mean_rows(block)[:, 1], (firms - 1) / 2)


# --- A2 --------------------------------------------------------------------------------------------------


def several(seekers, vacancies, applications, replicates):
    sets = settings(seekers=seekers, vacancies=vacancies, applications=applications)
    name = "several_applications"
    mean = hires(name, sets, replicates).mean()
    large = exact.several_applications_limit(seekers, vacancies, applications)
    within(f"A2 {applications} applications", mean, large, 0.01 * large)
    if applications <= 3:
        market = exact.several_applications(seekers, vacancies, applications)
        judge("A2 mean", lambda block: hires(name, sets, replicates, block), market)
    return mean


def test_several_applications():
    """Catches missing coordination failure: with recall, or offers made one after the other, ten beat three."""
    means = {a: several(1000, 1000, a, 30) for a in (1, 3, 10)}
    assert means[3] > means[10] > means[1]


@pytest.mark.parametrize(("seekers", "vacancies", "applications"), [(400, 600, 2), (700, 300, 3)])
def test_several_applications_elsewhere(seekers, vacancies, applications):
    several(seekers, vacancies, applications, 60)


@full
def test_several_applications_full():
    means = [several(1000, 1000, a, 150) for a in (1, 2, 3, 5, 10, 20)]
    assert max(means) == means[2]
    means = [several(1000, 500, a, 150) for a in (1, 2, 3, 5)]
    assert means == sorted(means, reverse=True)
    several(400, 600, 2, 500)
    several(700, 300, 3, 500)


# --- A3 --------------------------------------------------------------------------------------------------

CHANGE = 0.1


def elasticities(seekers, vacancies, replicates):
    """Return the slopes of log hires on log seekers and log openings; both are judged by z as well."""
    slopes = []
    for of_seekers in (True, False):
        ends = []
        for factor in (1 + CHANGE, 1 - CHANGE):
            more = (factor, 1.0) if of_seekers else (1.0, factor)
            ends.append(settings(seekers=round(seekers * more[0]), vacancies=round(vacancies * more[1])))
        width = np.log((1 + CHANGE) / (1 - CHANGE))

        def slope(block, ends=ends, width=width):
            up, down = (hires("elasticity", sets, replicates, block) for sets in ends)
            return (np.log(up) - np.log(down)) / width

        judge("A3 slope", slope, exact.arc_elasticity(seekers, vacancies, CHANGE, of_seekers=of_seekers))
        slopes.append(slope(0).mean())
    on_seekers = exact.seeker_elasticity(seekers / vacancies)
    within("A3 seekers", slopes[0], on_seekers, 0.03)
    within("A3 openings", slopes[1], 1 - on_seekers, 0.03)
    within("A3 sum", sum(slopes), 1, 0.02)


@pytest.mark.parametrize(("seekers", "vacancies"), [(3000, 3000), (4000, 2000), (2000, 4000)])
def test_elasticities(seekers, vacancies):
    """Catches hidden returns to scale and constants put into matching by hand."""
    elasticities(seekers, vacancies, 20)


@full
@pytest.mark.parametrize("x", [0.5, 1, 1.5, 2, 3, 4])
def test_elasticities_full(x):
    elasticities(round(2500 * max(x, 1)), round(2500 * max(x, 1) / x), 100)


# --- A23 -------------------------------------------------------------------------------------------------


def ranking(first, second, vacancies, replicates):
    share = first / (first + second)
    sets = settings(seekers=first + second, vacancies=vacancies, type_shares=f"{{soe={share},collective={1 - share}}}")
    wanted = ("hires/origin/soe", "hires/origin/collective")

    def by_type(block, column):
        return measured("short_spells_first", sets, replicates, block, *wanted)[:, 0, column]

    preferred, others = exact.ranked_hires(first, second, vacancies)
    judge("A23 preferred", lambda block: by_type(block, 0), preferred)
    judge("A23 others", lambda block: by_type(block, 1), others)


@pytest.mark.parametrize(("first", "second", "vacancies"), [(100, 100, 100), (150, 50, 120), (90, 210, 75)])
def test_short_spells_first(first, second, vacancies):
    """Catches a ranking of applications, not of hires: the preferred would not meet each other at an opening."""
    ranking(first, second, vacancies, 80)


def test_without_preference_nobody_comes_first():
    """Catches a ranking that would outlive its reason."""
    sets = settings(type_output="{soe=1.0,collective=1.0}")
    wanted = ("hires/origin/soe", "hires/origin/collective")
    columns = [
        lambda block, column=column: measured("short_spells_first", sets, 50, 2 * block + column, *wanted)[:, 0, column]
        for column in (0, 1)
    ]
    compare("A23 equal types", *columns)


@full
@pytest.mark.parametrize(
    ("first", "second", "vacancies"),
    [(100, 100, 100), (150, 50, 120), (90, 210, 75), (100, 100, 400), (100, 100, 200), (100, 100, 50)],
)
def test_short_spells_first_full(first, second, vacancies):
    ranking(first, second, vacancies, 400)


# --- A25 -------------------------------------------------------------------------------------------------


def segments(seekers, vacancies, replicates):
    """Seekers and openings of each trade; pooled, the same people and openings are one segment."""
    shares = (f"{trade} = {openings / sum(vacancies)}" for trade, openings in zip(TRADES, vacancies, strict=False))
    trades, each = len(vacancies), "{" + ", ".join(shares) + "}"
    sets = settings(seekers=trades * seekers, vacancies=sum(vacancies), trades=trades, firms=3 * trades)
    sets += settings(vacancy_shares=each)
    mean = sum(exact.urn_ball_mean(seekers, openings) for openings in vacancies)
    variance = sum(exact.urn_ball_variance(seekers, openings) for openings in vacancies)
    judge("A25 closed", lambda block: hires("segments", sets, replicates, block), mean, spread=variance**0.5)
    pooled = sets + settings(outside_trade=1.0)
    mean = exact.urn_ball_mean(trades * seekers, sum(vacancies))
    judge("A25 pooled", lambda block: hires("segments", pooled, replicates, block), mean)


TRADES = ("general", "food", "textiles", "machinery", "building")


@pytest.mark.parametrize(("seekers", "vacancies"), [(250, (400, 300, 200, 100)), (60, (10, 90))])
def test_closed_segments(seekers, vacancies):
    """Catches people who find work outside their trade, and openings that are not equally likely when all are open."""
    segments(seekers, vacancies, 60)


@full
@pytest.mark.parametrize(
    ("seekers", "vacancies"), [(250, (400, 300, 200, 100)), (60, (10, 90)), (100, (50, 20, 80, 40, 10))]
)
def test_closed_segments_full(seekers, vacancies):
    segments(seekers, vacancies, 1000)
