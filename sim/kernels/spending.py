"""Households spend: one pass over their purses."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel


@kernel
def spend_share(cash: Any, share: Any, town: Any, spent: Any, by_town: Any) -> None:
    """Everybody spends a share of their purse, rounded down to the fen; add it up by home town too."""
    for w in range(cash.size):
        fen = np.int64(np.floor(cash[w] * share - 0.5 + 0.5))  # the one rounding of the model, of half a fen less
        spent[w] = fen
        by_town[np.uint8(town[w])] += fen
