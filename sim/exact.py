"""exp, log, powers and the normal quantile, made of exact operations only.

Library functions differ in the last bit from one machine to the next; `+ - * /`, `sqrt`, comparisons and
integer arithmetic on the bits do not. Accuracy: exp and log to about 4e-16 relative, the quantile to about 1e-15.
"""

from __future__ import annotations

import numpy as np

from sim.declare import Real

LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10  # ln 2 in two parts (fdlibm)
SQRT_HALF = 0.7071067811865476
EXP_TERMS = 14
LOG_TERMS = 12


def exp(x: Real) -> Real:
    """Return e to the x (n,), for |x| below 700."""
    x = np.asarray(x, np.float64)
    whole = np.floor(x * 1.4426950408889634 + 0.5)
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    total = np.ones_like(rest)
    for term in range(EXP_TERMS, 0, -1):  # Horner form of the Taylor series, |rest| <= ln(2)/2
        total = 1.0 + rest / term * total
    return total * _power_of_two(whole.astype(np.int64))


def log(x: Real) -> Real:
    """Return the natural logarithm of positive normal numbers (n,)."""
    bits = np.asarray(x, np.float64).view(np.int64)
    exponent = (bits >> 52) - 1022
    fraction = ((bits & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000).view(np.float64)  # in [0.5, 1)
    low = fraction < SQRT_HALF
    fraction = np.where(low, fraction * 2.0, fraction)
    whole = (exponent - low).astype(np.float64)
    s = (fraction - 1.0) / (fraction + 1.0)
    square = s * s
    total = np.zeros_like(s)
    for term in range(LOG_TERMS, 0, -1):  # 2 artanh(s), |s| <= 0.172
        total = total * square + 1.0 / (2 * term - 1)
    return whole * LN2_HIGH + (2.0 * s * total + whole * LN2_LOW)


def power(x: Real, exponent: float) -> Real:
    """Return positive numbers (n,) to a real power."""
    return exp(exponent * log(x))


def normal_quantile(p: Real) -> Real:
    """Return the standard normal quantile of probabilities in (0, 1) (Wichura 1988, algorithm AS 241)."""
    p = np.asarray(p, np.float64)
    q = p - 0.5
    middle = np.abs(q) <= 0.425
    r = 0.180625 - q * q
    central = q * _ratio(r, _A, _B)
    tail = np.where(q < 0, p, 1.0 - p)
    r = np.sqrt(-log(np.where(middle, 0.25, tail)))
    outer = np.where(r <= 5.0, _ratio(r - 1.6, _C, _D), _ratio(r - 5.0, _E, _F))
    return np.where(middle, central, np.where(q < 0, -outer, outer))


def lognormal(u: Real, median: float, spread: float) -> Real:
    """Return log-normal numbers for draws `u` (n,) in [0, 1): their median and log standard deviation."""
    return median * exp(spread * normal_quantile(np.maximum(u, 1.0 / 2**54)))


def _power_of_two(exponent: np.typing.NDArray[np.int64]) -> Real:
    return ((exponent + 1023) << 52).view(np.float64)


def _ratio(x: Real, above: tuple[float, ...], below: tuple[float, ...]) -> Real:
    """Return one polynomial over another, coefficients from the highest power down."""
    top, bottom = np.zeros_like(x), np.zeros_like(x)
    for a, b in zip(above, below, strict=True):
        top, bottom = top * x + a, bottom * x + b
    return top / bottom


_A = (2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
      1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0)  # fmt: skip
_B = (5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
      5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0)  # fmt: skip
_C = (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
      3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0,
      1.42343711074968357734e0)  # fmt: skip
_D = (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
      6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0)  # fmt: skip
_E = (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
      2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0,
      6.65790464350110377720e0)  # fmt: skip
_F = (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
      1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0)  # fmt: skip
