"""Counting people into cells: one pass over the county for all stocks."""

from __future__ import annotations

from typing import Any

from sim.compile import kernel


@kernel
def count_pairs(cell: Any, state: Any, out: Any) -> None:
    """Add one to (cell, state) for every person."""
    for w in range(cell.size):
        out[cell[w], state[w]] += 1


@kernel
def sum_by_cell(cell: Any, who: Any, amount: Any, out: Any) -> None:
    """Add each amount to the cell of its person; `who` (n,) are rows, `amount` (n,) whole numbers."""
    for i in range(who.size):
        out[cell[who[i]]] += amount[i]
