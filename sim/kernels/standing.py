"""Five steps to a benefit: eligible, aware, applied, approved, paid. The ledger decides the fifth."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.luck import draw

UNAWARE, AWARE, APPLIED, APPROVED = 0, 1, 2, 3


@kernel
def climb_steps(step: Any, eligible: Any, gain: Any, chances: Any, news_key: Any, office_key: Any, number: Any) -> Any:
    """News reaches people, those for whom it pays apply, and the office carries some applications through.

    `gain` (workers,) is what applying brings a month after its cost; `chances` is (publicity, fidelity).
    Who is no longer eligible, or for whom it no longer pays, falls back to being aware.
    """
    publicity, fidelity = chances
    after = np.empty(step.size, np.int8)
    for w in range(step.size):
        at = int(step[w])
        if not eligible[w]:
            after[w] = min(at, AWARE)
            continue
        if at == UNAWARE and draw(news_key, w, number) < publicity:
            at = AWARE
        if at >= AWARE and gain[w] <= 0:
            at = AWARE
        elif at == AWARE:
            at = APPLIED
        if at == APPLIED and draw(office_key, w, number) < fidelity:
            at = APPROVED
        after[w] = at
    return after
