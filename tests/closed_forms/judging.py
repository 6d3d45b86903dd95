"""The rule by which a simulated mean agrees with a closed form, said once.

z = (mean - exact) / standard error, and |z| < 4. Between 3 and 4 the test is repeated with five fresh blocks of
seeds, and the pooled |z| must be below 3. A distribution passes when its p-value is above .001.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Draw = Callable[[int], Values]  # a block of seeds -> one value a replicate

SURE, DOUBTFUL = 4.0, 3.0
FRESH_BLOCKS = 5
LEAST_P = 1e-3

WORST: dict[str, list[float]] = defaultdict(list)  # closed form -> every score of this session


def judge(form: str, draw: Draw, exact: float, *, spread: float | None = None) -> float:
    """Hold replicates against the exact mean; return z. `spread` is their exact standard deviation, if it is known.

    `draw(block)` returns the replicates (n,) of one block of seeds; block 0 is looked at first.
    """
    return _rule(form, lambda values: score(values, exact, spread), draw)


def judge_share(form: str, draw: Draw, exact: float) -> float:
    """Hold counts of independent people against a chance; return z.

    `draw(block)` returns (n, 2): how many it happened to, and of how many.
    """

    def z_of(values: Values) -> float:
        happened, of = values.reshape(-1, 2).sum(axis=0)
        return _ratio(happened - of * exact, math.sqrt(of * exact * (1 - exact)))

    return _rule(form, z_of, draw)


def compare(form: str, one: Draw, other: Draw) -> float:
    """Hold two independent sets of replicates against each other; return z of the difference of their means."""

    def pairs(block: int) -> Values:
        return np.stack([one(block), other(block)], axis=1)

    def difference(values: Values) -> float:
        error = math.sqrt(values.var(axis=0, ddof=1).sum() / len(values))
        return _ratio(values[:, 0].mean() - values[:, 1].mean(), error)

    return _rule(form, difference, pairs)


def score(values: Values, exact: float, spread: float | None = None) -> float:
    """Return z of the mean of independent values (n,)."""
    error = (values.std(ddof=1) if spread is None else spread) / math.sqrt(values.size)
    return _ratio(values.mean() - exact, error)


def judge_distribution(form: str, uniforms: Values) -> float:
    """Hold what should be uniform draws (n,) against the uniform law by Kolmogorov and Smirnov; return p."""
    p = kolmogorov(uniforms)
    WORST[f"{form} (p)"].append(p)
    assert p > LEAST_P, f"{form}: p = {p:.2g} over {uniforms.size} draws"
    return p


def kolmogorov(uniforms: Values) -> float:
    """Return the chance of a distribution function as far from the uniform one as this, of many draws (n,)."""
    n, u = uniforms.size, np.sort(uniforms)
    steps = np.arange(n + 1) / n
    distance = max(float((steps[1:] - u).max()), float((u - steps[:-1]).max()))
    reach = 2 * n * distance**2
    return min(1.0, 2 * sum((-1) ** (k - 1) * math.exp(-(k**2) * reach) for k in range(1, 101)))


def within(form: str, value: float, exact: float, tolerance: float) -> None:
    """Hold a value against the exact one with the absolute tolerance that the reference page allows."""
    assert abs(value - exact) < tolerance, f"{form}: {value:.6g}, exact {exact:.6g}, tolerance {tolerance:.2g}"


def _rule(form: str, z_of: Callable[[Values], float], draw: Draw) -> float:
    z, limit = z_of(draw(0)), SURE
    if DOUBTFUL < abs(z) < SURE:
        z, limit = z_of(np.concatenate([draw(block) for block in range(1, FRESH_BLOCKS + 1)])), DOUBTFUL
    WORST[form].append(z)
    assert abs(z) < limit, f"{form}: |z| = {abs(z):.2f}, limit {limit:g}"
    return z


def _ratio(difference: float, error: float) -> float:
    if error == 0:
        return 0.0 if abs(difference) < 1e-12 else math.copysign(math.inf, difference)
    return float(difference / error)
