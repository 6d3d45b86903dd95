"""Functions made of exact operations, against decimal arithmetic of 60 digits; the bounds are those of `sim.exact`."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import exact

RNG = np.random.default_rng(20021231)
DIGITS = 60
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


def relative_error(found, true):
    """The largest relative error of an array against Decimals."""
    return max(
        float(abs((Decimal(float(x)) - t) / t)) if t else abs(float(x)) for x, t in zip(found, true, strict=True)
    )


@pytest.fixture(autouse=True)
def _many_digits():
    with localcontext() as context:
        context.prec = DIGITS
        yield


def test_exp_is_within_four_parts_in_ten_to_the_16():
    x = np.concatenate([RNG.uniform(-700, 700, 2_000), RNG.uniform(-1, 1, 2_000), RNG.normal(0, 1e-8, 200)])
    halves = (np.arange(-1000, 1000) + 0.5) * 0.6931471805599453  # where the power of two changes
    for points in (x, halves, np.array([0.0, 1.0, -1.0, 699.9, -699.9])):
        assert relative_error(exact.exp(points), [Decimal(float(p)).exp() for p in points]) < 4e-16
    assert exact.exp(np.zeros(1)) == 1.0


def test_log_is_within_four_parts_in_ten_to_the_16():
    wide = np.exp2(RNG.uniform(-1022, 1023, 2_000))
    near_one = 1 + np.concatenate([RNG.uniform(-0.5, 1.5, 2_000), RNG.normal(0, 1e-9, 200)])
    borders = np.array([0.7071067811865475, 0.7071067811865476, 0.7071067811865477, 1.4142135623730951, 2.0**-1022])
    for points in (wide, near_one, borders):
        points = points[points != 1]
        assert relative_error(exact.log(points), [Decimal(float(p)).ln() for p in points]) < 4e-16
    assert exact.log(np.ones(1)) == 0.0


def test_power_is_as_good_as_exp_of_log_can_be():
    """An error of log is multiplied by exponent x log: 1e-15 for what sizes of employers ask of it."""
    x = 1 / RNG.uniform(2.0**-20, 1, 2_000)
    for exponent in (1 / 1.1, 1 / 5.0, 1 / 0.5):
        true = [(Decimal(exponent) * Decimal(float(p)).ln()).exp() for p in x]
        assert relative_error(exact.power(x, exponent), true) < 1e-14


def normal(x):
    """The standard normal distribution function and density at a Decimal."""
    density = (-x * x / 2).exp() / (2 * PI).sqrt()
    term = total = x
    n = 1
    while abs(term) > Decimal(10) ** -(DIGITS - 5):
        n += 2
        term *= x * x / n
        total += term
    return Decimal("0.5") + density * total, density


def test_normal_quantile_is_within_a_part_in_ten_to_the_15():
    """The error is the step that Newton would still take: (Phi(x) - p) / phi(x)."""
    p = np.concatenate([
        RNG.uniform(0, 1, 600), 10 ** RNG.uniform(-16, -1, 300), 1 - 10 ** RNG.uniform(-12, -1, 100),
        0.5 + RNG.normal(0, 1e-6, 50), [0.075, 0.925, 0.07499, 0.0750001, 2.0**-54, 1 - 2.0**-53, 1.3e-11, 1.4e-11],
    ])  # fmt: skip
    errors = []
    for probability, found in zip(p, exact.normal_quantile(p), strict=True):
        x = Decimal(float(found))
        reached, density = normal(x)
        errors.append(float(abs((reached - Decimal(float(probability))) / density / x)))
    assert max(errors) < 1.5e-15
    assert exact.normal_quantile(np.array([0.5])) == 0.0


@given(u=st.floats(2.0**-53, 1 - 2.0**-53))
def test_the_quantile_is_odd(u):
    low, high = exact.normal_quantile(np.array([u, 1 - u]))
    if u == 1 - (1 - u):  # 1 - u is exact
        assert low == -high


@given(numbers=st.lists(st.floats(-600, 600), min_size=2, max_size=30))
def test_order_is_kept(numbers):
    """Nobody overtakes anybody by rounding: a larger number never gets a smaller exp."""
    grown = exact.exp(np.sort(np.array(numbers)))
    assert (np.diff(grown) >= 0).all()


@given(numbers=st.lists(st.floats(-30, 30), min_size=1, max_size=9))
def test_an_element_does_not_depend_on_its_company(numbers):
    """The same bits alone, in a short array and in a long one that the CPU takes in wide registers."""
    x = np.array(numbers)
    for function, points in (
        (exact.exp, x),
        (exact.log, exact.exp(x)),
        (exact.normal_quantile, 1 / (1 + exact.exp(x))),
    ):
        inside = (points > 0) & (points < 1) if function is exact.normal_quantile else np.ones(x.size, bool)
        points = points[inside]
        together = function(points)
        assert [function(points[i : i + 1])[0] for i in range(points.size)] == together.tolist()
        assert function(np.tile(points, 70)).tolist() == together.tolist() * 70


def test_lognormal_has_its_median_and_its_spread():
    u = (np.arange(1_000_000) + 0.5) / 1_000_000
    drawn = exact.lognormal(u, 450.0, 0.6)
    assert np.median(drawn) == pytest.approx(450, rel=1e-5)
    logs = np.log(drawn)
    assert logs.std() == pytest.approx(0.6, rel=1e-3)
    assert np.isfinite(exact.lognormal(np.array([0.0, 1 - 2.0**-53]), 1.0, 3.0)).all()
    assert (exact.lognormal(u[:10], 7.0, 0.0) == 7.0).all()
