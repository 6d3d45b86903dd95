"""exp, log, powers and the normal quantile, made of exact operations only.

Library functions differ in the last bit from one machine to the next; `+ - * /`, `sqrt`, comparisons and
integer arithmetic on the bits do not. Accuracy: exp and log to about 4e-16 relative, the quantile to about 1e-15.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.declare import Real

LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10  # ln 2 in two parts (fdlibm)
SQRT_HALF = 0.7071067811865476
EXP_TERMS = 14
LOG_TERMS = 12
COEFFICIENTS = 8  # of each polynomial of the quantile


def exp(x: Real) -> Real:
    """Return e to the x (n,), for |x| below 700."""
    out = np.empty(np.size(x))
    exp_each(np.ascontiguousarray(x, np.float64), out)
    return out


def log(x: Real) -> Real:
    """Return the natural logarithm of positive normal numbers (n,)."""
    out = np.empty(np.size(x))
    log_each(np.ascontiguousarray(x, np.float64), out)
    return out


def power(x: Real, exponent: float) -> Real:
    """Return positive numbers (n,) to a real power."""
    return exp(exponent * log(x))


def normal_quantile(p: Real) -> Real:
    """Return the standard normal quantile of probabilities (n,) in (0, 1)."""
    out = np.empty(np.size(p))
    quantile_each(np.ascontiguousarray(p, np.float64), out)
    return out


def lognormal(u: Real, median: float, spread: float) -> Real:
    """Return log-normal numbers for draws `u` (n,) in [0, 1): their median and log standard deviation."""
    return median * exp(spread * normal_quantile(np.maximum(u, 1.0 / 2**54)))


@kernel
def exp_each(x: Any, out: Any) -> None:
    """Take e to the power of each number."""
    for i in range(x.size):
        whole = np.floor(x[i] * 1.4426950408889634 + 0.5)
        rest = (x[i] - whole * LN2_HIGH) - whole * LN2_LOW
        total = 1.0
        for term in range(EXP_TERMS, 0, -1):  # Horner form of the Taylor series, |rest| <= ln(2)/2
            total = 1.0 + rest / term * total
        out[i] = total * np.int64((np.int64(whole) + 1023) << 52).view(np.float64)  # times 2 to the whole


@kernel
def log_each(x: Any, out: Any) -> None:
    """Take the natural logarithm of each number."""
    for i in range(x.size):
        out[i] = log_of(x[i])


@kernel
def log_of(x: Any) -> Any:
    """Return the natural logarithm of one number."""
    bits = np.float64(x).view(np.int64)
    fraction = np.int64((bits & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000).view(np.float64)  # in [0.5, 1)
    low = fraction < SQRT_HALF
    fraction = fraction * 2.0 if low else fraction
    whole = np.float64((bits >> 52) - 1022 - low)
    s = (fraction - 1.0) / (fraction + 1.0)
    square, total = s * s, 0.0
    for term in range(LOG_TERMS, 0, -1):  # 2 artanh(s), |s| <= 0.172
        total = total * square + 1.0 / (2 * term - 1)
    return whole * LN2_HIGH + (2.0 * s * total + whole * LN2_LOW)


@kernel
def quantile_each(p: Any, out: Any) -> None:
    """Find the standard normal quantile of each probability (Wichura 1988, algorithm AS 241)."""
    for i in range(p.size):
        q = p[i] - 0.5
        if abs(q) <= 0.425:
            out[i] = q * ratio_of(0.180625 - q * q, _A, _B)
            continue
        r = np.sqrt(-log_of(p[i] if q < 0 else 1.0 - p[i]))
        outer = ratio_of(r - 1.6, _C, _D) if r <= 5.0 else ratio_of(r - 5.0, _E, _F)
        out[i] = -outer if q < 0 else outer


@kernel
def ratio_of(x: Any, above: Any, below: Any) -> Any:
    """Return one polynomial over another, coefficients from the highest power down."""
    top, bottom = 0.0, 0.0
    for k in range(COEFFICIENTS):
        top, bottom = top * x + above[k], bottom * x + below[k]
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
