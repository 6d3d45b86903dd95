"""A17, A18: how large firms become by luck alone, and how many there are when some open and some close."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.county import County
from tests.closed_forms.judging import judge, within
from tests.closed_forms.living import limit, seeds, settings


def lived(name, sets, seed):
    """Return the employers of a limit world after its last month."""
    county = County(limit(name, sets), rng=seed)
    while county.running:
        county.step()
    return county.employers


# --- A17 ---------------------------------------------------------------------------------------------------------


def exponent(growth, swing):
    """Return the tail exponent of Kesten's process."""
    return -2 * (math.log1p(growth) - swing**2 / 2) / swing**2


def hill(sizes, share=0.01):
    """Return Hill's estimate of the tail exponent over the largest sizes."""
    ordered = np.sort(sizes)[::-1]
    top = int(share * ordered.size)
    return 1 / np.log(ordered[:top] / ordered[top]).mean()


@pytest.mark.parametrize(("growth", "swing"), [(-0.0025, 0.2), (-0.01, 0.2), (-0.04, 0.4)])
def test_the_largest_firms_follow_a_pareto_law(growth, swing):
    """Catches floors that bend the tail and growth that depends on size."""
    sets = settings(custom_growth=growth, order_swing=swing, firms=15_000)
    sizes = np.concatenate([lived("firm_growth", sets, seed).custom for seed in seeds(2)])
    within("A17 Hill exponent", hill(sizes), exponent(growth, swing), 4 * exponent(growth, swing) / math.sqrt(300))


@pytest.mark.parametrize(("swing", "months", "news"), [(0.2, 24, 1.0), (0.05, 60, 1.0), (0.3, 36, 0.2)])
def test_without_a_gain_the_spread_of_sizes_grows_with_time(swing, months, news):
    """Gibrat: the variance of ln X is s^2 t, whatever the size; with news in a share of months it grows as the news."""
    growth, drift = 0.003, math.log1p(0.003)
    sets = settings(
        custom_gain=0, custom_growth=growth, order_swing=swing, order_news=news, firms=10_000, burn_in=0, months=months
    )
    jump = -(swing**2) / 2  # mean of the change of ln X when there is news

    def squares(block):
        employers = lived("firm_growth", sets, seeds(1, block)[0])
        return (np.log(employers.custom) - months * (drift + news * jump)) ** 2

    judge("A17 Gibrat", squares, months * (news * swing**2 + news * (1 - news) * jump**2))


def test_large_and_small_grow_alike():
    """The same luck gives the same growth at any size, to the last bits: nothing is rounded to whole persons."""
    one, large = (
        lived("firm_growth", settings(custom_gain=0, custom=custom, firms=50, burn_in=0, months=12), 3).custom
        for custom in (1.0, 2.0**20)
    )
    assert (large == one * 2.0**20).all()


@pytest.mark.full
def test_the_tail_at_full_size():
    sets = settings(firms=100_000)
    within("A17 Hill exponent, full", hill(lived("firm_growth", sets, 1).custom), 1.125, 0.1)
