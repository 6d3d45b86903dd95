"""How kernels are compiled, said once.

No fastmath and no parallel loops: the same bytes on every CPU. With `NUMBA_DISABLE_JIT=1` the same text
runs as Python; there NumPy would warn that 64-bit hashes wrap around, which is what they are meant to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a pure function of arrays with numba, cached on disk and without the interpreter lock."""
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return np.errstate(over="ignore")(function)
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, error_model="python")(function)
    return compiled
