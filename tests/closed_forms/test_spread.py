"""A16: the spread between seeds falls with the square root of the number of people."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.closed_forms import exact
from tests.closed_forms.judging import judge, within
from tests.closed_forms.living import measured, settings


def slope(replicates, openings_per_seeker=1.0):
    """Judge the spread at each size (seekers -> replicates); return the slope of its log on the log of the size."""
    spreads = []
    for seekers, seeds in replicates.items():
        sets = settings(seekers=seekers, openings_per_seeker=openings_per_seeker)
        vacancies = int(openings_per_seeker * seekers + 0.5)
        mean = exact.urn_ball_mean(seekers, vacancies)
        variance = exact.urn_ball_variance(seekers, vacancies)

        def squares(block, sets=sets, seeds=seeds, mean=mean):
            return (measured("replicate_spread", sets, seeds, block, "hires")[:, 0, 0] - mean) ** 2

        judge("A16 spread", squares, variance)
        spreads.append(math.sqrt(squares(0).mean()) / seekers)
    return np.polyfit(np.log(list(replicates)), np.log(spreads), 1)[0]


def test_spread_falls_with_the_square_root():
    """Catches luck that people share, herds, and floors at small counts."""
    within("A16 slope", slope({100: 150, 1000: 80, 10_000: 80}), -0.5, 0.05)


@pytest.mark.parametrize("openings_per_seeker", [0.4, 2.5])
def test_spread_with_other_openings(openings_per_seeker):
    slope({100: 50, 3000: 50}, openings_per_seeker)


@pytest.mark.full
def test_spread_full():
    within("A16 slope", slope({1000: 400, 10_000: 300, 100_000: 80, 1_000_000: 24}), -0.5, 0.05)
