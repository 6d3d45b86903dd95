"""Who works where at the end of each month, and whom a lever served, read from the person tables of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.comparison.gross_to_net import IDLE, Served, Wholes
from sim.months import read_month
from sim.runs.folder import RunFolder

WORKING = ("employed", "self_employed", "flexible", "public_post")  # what `employed` counts in outcomes


def units(run: RunFolder, seed: int, first: int, months: int, persons: int) -> Wholes:
    """Return the unit at which each person works at the end of each month (persons, months), `IDLE` where none.

    An employer's unit is its number plus one, somebody's own account minus the person's number less one. A spell
    that ends in a month has given way to the next by its end.
    """
    told = run.query(
        f'SELECT person, activity, start, "end", employer FROM spells WHERE seed = {seed} ORDER BY person, start, "end"'
    )
    person = told["person"]
    employer = np.ma.filled(told["employer"], -1)
    unit = np.where(employer >= 0, employer + 1, -(person + 1))
    unit[~np.isin(told["activity"].astype(str), WORKING)] = IDLE
    begin = np.clip(_ordinals(told["start"], first) - first, 0, months)
    end = np.clip(_ordinals(told["end"], first + months) - first, 0, months)
    found = np.full((persons, months), IDLE, np.int64)
    length = np.maximum(end - begin, 0)
    at = np.repeat(person * months + begin - np.cumsum(length) + length, length) + np.arange(length.sum())
    found.reshape(-1)[at] = np.repeat(unit, length)
    return found


def served_by(run: RunFolder, seed: int, levers: Sequence[str], first: int) -> Served:
    """Return the months in which any of these levers paid to or for somebody, counted from `first`."""
    names = ", ".join(f"'{name}'" for name in levers)
    told = run.query(
        f'SELECT person, start, "end" FROM served WHERE seed = {seed} AND person IS NOT NULL AND lever IN ({names})'
    )
    months = (_ordinals(told[name], first) - first for name in ("start", "end"))
    return Served(np.ma.getdata(told["person"]).astype(np.int64), *months)


def persons_in(run: RunFolder, seed: int) -> int:
    """Return one more than the highest number of a person in a run."""
    return int(run.query(f"SELECT coalesce(max(person), -1) + 1 AS n FROM persons WHERE seed = {seed}")["n"][0])


def _ordinals(texts: Any, missing: int) -> Wholes:
    """Return months of text as numbers; `missing` where there is none."""
    words = [word or "" for word in np.ma.filled(np.ma.asarray(texts, dtype=object), "")]
    known, inverse = np.unique(np.array(words, dtype=str), return_inverse=True)
    numbers = np.array([read_month(word) if word else missing for word in known], np.int64)
    return numbers[inverse] if known.size else np.zeros(0, np.int64)
