"""Five steps to a benefit: eligible, aware, applied, approved, paid. The ledger decides the fifth; and who is poor."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel
from sim.luck import draw

UNAWARE, AWARE, APPLIED, APPROVED = 0, 1, 2, 3
OWNER = 1  # the activity of whoever owns a shop


@kernel
def find_since(among: Any, activity: Any, since: Any, doing: Any, month: Any, rows: Any) -> Any:
    """Fill `rows` with those `among` some who do one of some things since before a month; return how many.

    `doing` tells of each activity whether it is one of them.
    """
    n = np.uint64(0)
    for i in range(among.size):
        w = np.uint64(among[i])
        rows[n] = among[i]
        n += np.uint64(doing[np.uint8(activity[w])] & (since[w] < month))
    return n


@kernel
def update_doing(rows: Any, moved: Any, activity: Any, doing: Any, out: Any) -> Any:
    """Bring a list of who does some things up to date by those who moved, some more than once; return how many.

    `rows` and `moved` are ascending, and so is what is written to `out`, which has room for one row more than both.
    """
    n, i, last = np.uint64(0), np.uint64(0), np.int64(-1)
    for m in range(moved.size):
        w = moved[m]
        while i < rows.size and rows[i] < w:
            out[n] = rows[i]
            n += np.uint64(1)
            i += np.uint64(1)
        i += np.uint64(i < rows.size and rows[i] == w)
        out[n] = w
        n += np.uint64(doing[np.uint8(activity[w])] and w != last)
        last = w
    for j in range(i, rows.size):
        out[n] = rows[j]
        n += np.uint64(1)
    return n


@kernel
def find_unlike(rows: Any, one: Any, other: Any, out: Any) -> Any:
    """Fill `out` with those of some people for whom one thing holds and another does not; return how many."""
    n = np.uint64(0)
    for i in range(rows.size):
        w = np.uint64(rows[i])
        out[n] = rows[i]
        n += np.uint64(one[w] != other[w])
    return n


@kernel
def climb_steps(step: Any, who: Any, gain: Any, chances: Any, news_key: Any, office_key: Any, number: Any) -> Any:
    """News reaches the eligible, those for whom it pays apply, and the office carries some applications through.

    `step` (n,) is where each of `who` (n,) stands, `gain` (n,) what applying brings a month after its cost;
    `chances` is (publicity, fidelity). For whom it no longer pays falls back to being aware. Returns steps (n,).
    """
    publicity, fidelity = chances
    after = np.empty(step.size, np.int8)
    for i in range(step.size):
        at = int(step[i])
        if at == UNAWARE and draw(news_key, who[i], number) < publicity:
            at = AWARE
        if at >= AWARE and gain[i] <= 0:
            at = AWARE
        elif at == AWARE:
            at = APPLIED
        if at == APPLIED and draw(office_key, who[i], number) < fidelity:
            at = APPROVED
        after[i] = at
    return after


@kernel
def is_below(activity: Any, pay: Any, family_size: Any, line: Any, out: Any) -> None:
    """Tell whose household has less than the line for every head.

    `pay` is (wage, expected pay, other earnings, support, the others' income), each (workers,) in fen.
    """
    wage, expected, earned, support, others = pay
    for w in range(activity.size):
        own = expected[w] if activity[w] == OWNER else wage[w]
        out[w] = own + earned[w] + support[w] + others[w] < line * np.int64(family_size[w])
