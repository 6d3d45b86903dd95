"""Intervals against textbook numbers, against brute force, and against what symmetry demands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comparison.statistics import paired, quantile, ratio_interval, seeds_needed

differences = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12).map(lambda xs: np.array([xs], float))


def test_an_interval_is_that_of_the_textbook():
    # "Student" (1908), the sleep of ten patients, drug 2 less drug 1: mean 1.58, sd 1.230, t = 2.262 for 9 degrees.
    found = paired(np.array([[1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]]), 0.95, 0.1)
    assert found.mean[0] == pytest.approx(1.58)
    assert found.sd[0] == pytest.approx(1.230, abs=5e-4)
    assert (found.low[0], found.high[0]) == (pytest.approx(0.700, abs=1e-3), pytest.approx(2.460, abs=1e-3))
    assert found.same_sign[0] == 0.9  # one patient slept no longer


def test_an_interval_covers_the_truth_as_often_as_it_says():
    draws = np.random.default_rng(1).normal(3, 2, (20_000, 6))
    found = paired(draws, 0.9, 0.1)
    covered = ((found.low < 3) & (found.high > 3)).mean()
    assert abs(covered - 0.9) < 4 * np.sqrt(0.9 * 0.1 / 20_000)


@given(differences)
def test_the_other_way_round_all_changes_sign(difference):
    there, back = paired(difference, 0.95, 0.1), paired(-difference, 0.95, 0.1)
    assert there.mean == -back.mean
    assert there.low == -back.high
    assert there.same_sign == back.same_sign
    np.testing.assert_array_equal(there.seeds_needed, back.seeds_needed)


def test_one_seed_tells_no_spread():
    found = paired(np.array([[3.0], [0.0]]), 0.95, 0.1)
    assert list(found.mean) == [3.0, 0.0]
    assert np.isnan([found.sd, found.low, found.high, found.seeds_needed]).all()


@pytest.mark.parametrize(("mean", "sd"), [(1.0, 0.3), (10.0, 9.0), (2.0, 0.01), (5.0, 0.0)])
def test_the_seeds_needed_are_the_fewest_that_do(mean, sd):
    found = int(seeds_needed(np.array([mean]), np.array([sd]), 0.95, 0.1)[0])

    def reach(n):
        return quantile(0.95, n - 1) * sd / np.sqrt(n)

    assert reach(found) <= 0.1 * mean
    assert found == 2 or reach(found - 1) > 0.1 * mean


def test_without_a_difference_no_number_of_seeds_is_enough():
    assert np.isnan(seeds_needed(np.array([0.0]), np.array([1.0]), 0.95, 0.1)[0])


def test_a_price_has_the_interval_of_the_ratios_that_cannot_be_refused():
    luck = np.random.default_rng(3)
    jobs = luck.normal(50, 10, 8)
    cost = 400 * jobs + luck.normal(0, 3000, 8)
    value, low, high = ratio_interval(cost, jobs, 0.95)
    ratios = np.linspace(low - 200, high + 200, 4001)
    left_over = cost[None, :] - ratios[:, None] * jobs
    refused = np.abs(left_over.mean(axis=1)) > quantile(0.95, 7) * left_over.std(axis=1, ddof=1) / np.sqrt(8)
    kept = ratios[~refused]
    assert value == pytest.approx(cost.mean() / jobs.mean())
    assert (kept[0], kept[-1]) == (pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5))


def test_a_price_for_jobs_that_may_be_none_is_not_determined():
    value, low, high = ratio_interval(np.array([5.0, 6, 7, 5]), np.array([10.0, -9, 12, -8]), 0.95)
    assert np.isnan([value, low, high]).all()
