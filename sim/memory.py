"""Memory for the arrays that come and go within a month."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1  # names of glibc's <malloc.h>
LARGEST, KEPT = 32 << 20, 1 << 30  # bytes


@cache
def keep_freed_memory() -> None:
    """Let glibc keep up to 1 GiB of freed memory for the next array.

    It would hand every large array back to the system, which clears each page anew: a quarter of a month's time.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none, and need none
        if mallopt is not None:
            mallopt(MMAP_THRESHOLD, LARGEST)
            mallopt(TRIM_THRESHOLD, KEPT)
