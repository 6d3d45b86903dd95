"""A17, A18: how large firms become by luck alone, and how many there are when some open and some close."""

from __future__ import annotations

import math
from functools import cache

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


@pytest.mark.parametrize(
    ("growth", "swing", "months"), [(-0.0025, 0.2, 600), (-0.01, 0.2, 360), (-0.04, 0.4, 120), (0, 0.3, 180)]
)
def test_the_largest_firms_follow_a_pareto_law(growth, swing, months):
    """Catches floors that bend the tail and growth that depends on size; the last is Zipf's law."""
    sizes = lived("firm_growth", settings(custom_growth=growth, order_swing=swing, firms=12_000, burn_in=months), 1)
    found, exact = hill(sizes.custom, 0.02), exponent(growth, swing)
    within("A17 Hill exponent", found, exact, 4 * exact / math.sqrt(240))


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


# --- A18 ---------------------------------------------------------------------------------------------------------


def stock(sets, replicates, block=0):
    """Return how many firms are in business in the end, by replicate."""
    lives = [lived("firm_entry", sets, seed) for seed in seeds(replicates, block)]
    return np.array([employers.in_business.sum() for employers in lives], float)


def judge_poisson(replicates, **rates):
    """Hold mean and variance of the stock against those of Poisson's law."""
    mean, block_of = (
        rates["foundings"] / rates["closing"],
        cache(lambda block: stock(settings(**rates), replicates, block)),
    )
    judge("A18 stock", block_of, mean, spread=math.sqrt(mean))
    judge("A18 variance", lambda block: (block_of(block) - mean) ** 2, mean, spread=math.sqrt(mean + 2 * mean**2))


@pytest.mark.parametrize(("foundings", "closing", "burn_in"), [(10, 0.2, 32), (0.9, 0.15, 45)])
def test_the_stock_of_firms_is_poisson(foundings, closing, burn_in):
    """Catches months in which the new do not age, and foundings that depend on who is there."""
    judge_poisson(25, foundings=foundings, closing=closing, burn_in=burn_in)


def test_the_stock_of_firms_whose_hazard_depends_on_age():
    sets, mean = by_age(foundings=3, closing=0.2, burn_in=60)
    judge("A18 stock by age", lambda block: stock(sets, 20, block), mean, spread=math.sqrt(mean))


def by_age(foundings, closing, burn_in):
    """Return settings in which the hazard falls with age, and the exact mean of the stock."""
    years = {"year_1": 0.2, "year_2": 0.8, "year_3": 1.2, "years_4_to_7": 1.0, "later": 3.0}
    said = "{" + ", ".join(f"{year} = {factor}" for year, factor in years.items()) + "}"
    hazard = np.repeat([closing * factor for factor in years.values()], (12, 12, 12, 48, 500))
    exact = foundings * (1 + np.cumprod(1 - hazard).sum())
    return settings(foundings=foundings, closing=closing, closing_by_age=said, burn_in=burn_in), exact


@pytest.mark.full
@pytest.mark.parametrize(("foundings", "closing"), [(10, 0.1), (0.7, 0.05), (40, 0.25)])
def test_the_stock_of_firms_is_poisson_full(foundings, closing):
    judge_poisson(200, foundings=foundings, closing=closing, burn_in=200)


@pytest.mark.full
def test_the_stock_of_firms_by_age_full():
    sets, mean = by_age(foundings=3, closing=0.05, burn_in=300)
    judge("A18 stock by age", lambda block: stock(sets, 100, block), mean, spread=math.sqrt(mean))


def test_one_more_founding_a_month_leaves_the_old_ones_alone():
    """More of the mean never gives fewer, and who opens as the k-th of a month is the same firm in both worlds."""
    few, many = (lived("firm_entry", settings(foundings=n, closing=0.05, burn_in=40), 5) for n in (3, 4))
    alive = [set(e.name[e.in_business].tolist()) for e in (few, many)]
    assert alive[0] < alive[1]
    both = [e.custom[np.isin(e.name, list(alive[0])) & e.in_business].tolist() for e in (few, many)]
    assert both[0] == both[1]
