"""Paired differences: mean, interval, how many seeds agree in sign, how many seeds would be needed.

Seed s of one scenario and seed s of another are twins, so the difference is taken seed by seed and only then
averaged. Intervals are Student's t over seeds: they show luck alone, never what is not known about the county.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

METHOD = "Student's t over paired seeds"
MOST_SEEDS = 1_000_000  # more than anybody runs: shown as "more than"


@dataclass(frozen=True)
class Paired:
    """Statistics of paired differences, one per row (rows,); what one seed cannot tell is NaN."""

    n: int
    mean: Values
    sd: Values
    low: Values
    high: Values
    same_sign: Values  # share of seeds whose difference has the sign of the mean
    seeds_needed: Values  # for an interval of +- `precision` times the mean; NaN where the mean is zero


def paired(difference: Values, level: float, precision: float) -> Paired:
    """Return the statistics of differences (rows, seeds).

    `level` is the coverage of the interval; `precision` is the half-width that is asked for, as a share of the mean.
    """
    n = difference.shape[1]
    mean = difference.mean(axis=1)
    same = (np.sign(difference) == np.sign(mean)[:, None]).mean(axis=1)
    if n < 2:
        unknown = np.full(mean.shape, np.nan)
        return Paired(n, mean, unknown, unknown, unknown, same, unknown)
    sd = difference.std(axis=1, ddof=1)
    reach = quantile(level, n - 1) * sd / np.sqrt(n)
    needed = seeds_needed(np.abs(mean), sd, level, precision)
    return Paired(n, mean, sd, mean - reach, mean + reach, same, needed)


def quantile(level: float, freedom: Any) -> Any:
    """Return how many standard errors an interval of this coverage reaches to each side."""
    from scipy.special import stdtrit

    return stdtrit(freedom, 0.5 + level / 2)


def seeds_needed(mean: Values, sd: Values, level: float, precision: float) -> Values:
    """Return the smallest number of seeds whose interval is expected to reach `precision` times the mean (rows,).

    At least two; NaN where the mean is zero. With n seeds the interval reaches t(n - 1) sd / sqrt(n), which falls
    as n grows, so the smallest n is found by halving.
    """
    wanted = precision * mean
    low, high = np.full(mean.shape, 1.0), np.full(mean.shape, float(MOST_SEEDS))
    while (gap := high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = quantile(level, middle - 1 + (middle < 2)) * sd <= wanted * np.sqrt(middle)
        high = np.where(gap & enough, middle, high)
        low = np.where(gap & ~enough, middle, low)
    return np.where(mean > 0, high, np.nan)


def ratio_interval(top: Values, bottom: Values, level: float) -> tuple[float, float, float]:
    """Return the ratio of two paired means over seeds (seeds,) with Fieller's interval; NaN where it is unbounded.

    E. C. Fieller, "Some problems in interval estimation", JRSS B 16 (1954): the ratios r for which the mean of
    top - r bottom is not significantly different from zero. Without a bottom that is significantly different
    from zero there is no such interval, and no ratio worth printing.
    """
    n = top.size
    if n < 2:
        return _ratio(top, bottom), np.nan, np.nan
    t2 = float(quantile(level, n - 1)) ** 2 / n
    a, b = float(top.mean()), float(bottom.mean())
    covariance = np.cov(top, bottom, ddof=1)
    v_top, v_bottom, v_both = float(covariance[0, 0]), float(covariance[1, 1]), float(covariance[0, 1])
    leading = b * b - t2 * v_bottom
    middle = a * b - t2 * v_both
    under = middle * middle - leading * (a * a - t2 * v_top)
    if leading <= 0 or under < 0:
        return np.nan, np.nan, np.nan
    reach = float(np.sqrt(under))
    return a / b, (middle - reach) / leading, (middle + reach) / leading


def _ratio(top: Values, bottom: Values) -> float:
    return float(top.mean() / bottom.mean()) if bottom.mean() else np.nan
