"""Does this machine compute what every other machine computes? A handful of answers known in advance.

The promise of equal bytes rests on IEEE arithmetic without fused multiply-add, on integers that wrap around
at 64 bits, and on the draws of `sim.luck`. A machine with other answers may read results, not write them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.compile import kernel
from sim.errors import EnvironmentUnfit
from sim.luck import draw, draw_bits, make_key, mix

# What is asked, and what every machine that may write results answers.
KNOWN_ANSWERS = {
    "division": "0x1.5555555555555p-2",
    "square root": "0x1.6a09e667f3bcdp+0",
    "product and sum": "0x0.0p+0",  # rounded twice; a fused multiply-add would leave 2**-60
    "sum in order": "0x1.999999999999ap-4",
    "wrapping product": "0x5692161d100b05e5",
    "random bits": "0xa9fe4030c299d862",
    "draw": "0x1.7e35506f51852p-2",
}


@kernel
def arithmetic(values: Any, out: Any) -> None:
    """Divide, take a root, multiply and add, and sum in order."""
    out[0] = values[0] / values[1]
    out[1] = np.sqrt(values[2])
    out[2] = values[3] * values[3] + values[4]
    out[3] = 0.0
    for value in values[5:]:
        out[3] += value


def answers() -> dict[str, str]:
    """Return this machine's answers."""
    out = np.empty(4)
    arithmetic(np.array([1.0, 3.0, 2.0, 1 + 2.0**-30, -1 - 2.0**-29, 1e16, 1.0, -1e16, 0.1]), out)
    given = [float(number).hex() for number in out]
    given.append(hex(int(mix(np.uint64(1)))))
    given.append(hex(int(draw_bits(np.uint64(7), np.uint64(812), np.uint64(3)))))
    key = np.uint64(make_key(np.uint64(2003), np.uint64(22), np.uint64(5)))
    given.append(float(draw(key, np.uint64(0), np.uint64(0))).hex())
    return dict(zip(KNOWN_ANSWERS, given, strict=True))


@cache
def self_test() -> None:
    """Compare this machine's answers with the known ones, once per process; else EnvironmentUnfit."""
    given = answers()
    wrong = [name for name, known in KNOWN_ANSWERS.items() if given[name] != known]
    if wrong:
        told = "; ".join(f"{name} gives {given[name]}, elsewhere {KNOWN_ANSWERS[name]}" for name in wrong)
        raise EnvironmentUnfit(
            f"self-test failed: {told}. This machine may read results but not write them: compare the "
            "installed versions with requirements.lock, and look for NUMBA_* settings."
        )
