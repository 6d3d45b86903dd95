"""A15: Little's law of courses, to the person. A26: a provider paid by results takes whoever would do well anyway."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.admitting import Fees, choose_class
from sim.county import live
from tests.closed_forms.judging import judge_share
from tests.closed_forms.living import limit, seeds, settings

TYPES = ("soe", "collective", "private", "entrant", "rural")
P = (0.9, 0.7, 0.5, 0.3, 0.1)


def persons(tables, purpose):
    """Return how many people each posting of a purpose was for: month -> persons."""
    told = tables["ledger"]
    mine = told["purpose"] == purpose
    return dict(zip(told["month"][mine].tolist(), told["persons"][mine].tolist(), strict=True))


# --- A15 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "every", "places"), [(4, 1, 300), (6, 1, 300), (2, 3, 120), (1, 1, 60)])
def test_littles_law_of_courses(length, every, places):
    sets = (*settings(course_length=length, course_every=every), f"levers.free_training.places={places}")
    tables = live(limit("training_queue", sets), 3)
    began, sitting = persons(tables, "training: seats"), persons(tables, "living in training")
    months = sorted({*began, *sitting})
    closed = [month for month in began if months.index(month) + length <= len(months)]
    still = sum(
        began[month] * (len(months) - months.index(month)) for month in began if month not in closed
    )  # courses that the horizon cuts
    assert set(began.values()) == {places * every // 12}
    assert sum(sitting.values()) - still == length * sum(began[month] for month in closed)


# --- A26 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cost", "at_start", "least"), [(1_000, 0.0, 0.5), (600, 0.0, 0.3), (1_360, 0.2, 0.6)])
def test_a_provider_paid_by_results_admits_those_above_the_margin(cost, at_start, least):
    """(c - b) / B, with b and B of 2,000 yuan; who is admitted is exact, how many find work is chance."""
    sets = (f"world.course_cost={cost} 元", f"levers.free_training.at_start={at_start}", *settings(seekers=1_000))
    taken = tuple(p for p in P if p >= least - 1e-9)

    def placed(block):
        found = []
        for seed in seeds(4, block):
            tables = live(limit("providers_select", sets), seed, persons=True)
            admitted = admitted_by_origin(tables)
            everybody = dict(zip(*np.unique(tables["persons"]["origin"].astype(str), return_counts=True), strict=True))
            assert admitted == {TYPES[P.index(p)]: everybody[TYPES[P.index(p)]] for p in taken}
            found.append((persons(tables, "training: placed").get("2003-03", 0), sum(admitted.values())))
        return np.array(found)

    judge_share("A26 placed", placed, sum(taken) / len(taken))


def admitted_by_origin(tables):
    told = tables["outcomes"]
    mine = (told["month"] == "2003-01") & (told["metric"] == "in_training") & (told["by"] == "origin")
    mine &= told["value"] > 0
    return dict(zip(told["group"][mine].tolist(), told["value"][mine].astype(int).tolist(), strict=True))


@given(
    chance=st.lists(st.integers(0, 100), min_size=1, max_size=30),
    base=st.integers(0, 900),
    bonus=st.integers(1, 3_000),
    cost=st.integers(0, 2_000),
)
def test_any_chances_at_any_prices(chance, base, bonus, cost):
    """Exact: p in hundredths, money in yuan."""
    p = np.array(chance)
    fees = Fees(float(base * 100), 0.0, float(bonus * 100), 0.0, 0.0, 1)
    taken = choose_class(np.ones(p.size, bool), p / 100, np.zeros(p.size), p.size, fees, float(cost * 100))
    sure = np.flatnonzero(100 * base + p * bonus > 100 * cost)
    at_the_margin = np.flatnonzero(100 * base + p * bonus == 100 * cost)
    assert set(sure) <= set(taken.tolist()) <= set(sure) | set(at_the_margin)


def test_uniform_chances_have_the_placement_of_the_reference():
    """b = 0, B = 2,000, c = 1,000: half, .75; b = 700, B = 1,000, c = 1,000: 70%, .65."""
    p = (np.arange(10_000) + 0.5) / 10_000
    for base, bonus, share, placement in ((0.0, 2_000.0, 0.5, 0.75), (700.0, 1_000.0, 0.7, 0.65)):
        fees = Fees(base, 0.0, bonus, 0.0, 0.0, 1)
        taken = choose_class(np.ones(p.size, bool), p, np.zeros(p.size), p.size, fees, 1_000.0)
        assert taken.size / p.size == pytest.approx(share, abs=1e-4)
        assert p[taken].mean() == pytest.approx(placement, abs=1e-4)


def test_a_class_that_must_place_half_is_as_large_as_its_mean_allows():
    """Of p = .8, .6, .4, .3 the first three have a mean of .6 and pay; with the fourth .525 still; with .1 not."""
    fees = Fees(0.0, 0.0, 100.0, 0.0, 0.5, 6)
    p = np.array([0.8, 0.6, 0.4, 0.3, 0.1])
    taken = choose_class(np.ones(5, bool), p, np.zeros(5), 5, fees, 1.0)
    assert taken.tolist() == [0, 1, 2, 3]
