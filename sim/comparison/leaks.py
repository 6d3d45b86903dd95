"""Gross to net over paired seeds: every term with its interval at 12, 24, 36 months and at the end of the horizon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.comparison.gross_to_net import MEASURES, TERMS, decompose
from sim.comparison.lives import persons_in, served_by, units
from sim.comparison.statistics import Values, paired
from sim.months import read_month
from sim.runs.folder import RunFolder

HORIZONS = (12, 24, 36)


def differing_levers(base: RunFolder, other: RunFolder) -> list[str]:
    """Return the levers that the base lacks or sets otherwise, in the order of the other."""
    before = dict(base.manifest["scenario"].get("levers", []))
    return [name for name, values in other.manifest["scenario"].get("levers", []) if before.get(name) != values]


def leaks(base: RunFolder, other: RunFolder, seeds: Sequence[int], level: float, precision: float) -> dict[str, Any]:
    """Return the rows of `gross_to_net` for one pair; none where nothing differs or a run kept no persons.

    A lever that names nobody in its claims has a net alone.
    """
    levers = differing_levers(base, other)
    if not levers or not all("spells" in run.tables for run in (base, other)):
        return {}
    months = _common_months(base, other)
    counts, named = [], 0
    for seed in seeds:
        persons = max(persons_in(base, seed), persons_in(other, seed))
        with_it, without = (units(run, seed, months[0], len(months), persons) for run in (other, base))
        served = served_by(other, seed, levers, months[0])
        named += served.person.size
        found = decompose(with_it, without, served)
        counts.append(np.stack([found[measure] for measure in MEASURES]))
    values = np.stack(counts, axis=-1).astype(np.float64)  # measures, months, terms, seeds
    horizons = sorted({horizon for horizon in HORIZONS if horizon <= len(months)} | {len(months)})
    return _rows("+".join(levers), values, horizons, known=named > 0, level=level, precision=precision)


def _common_months(base: RunFolder, other: RunFolder) -> range:
    ends = []
    for run in (base, other):
        said = run.query("SELECT min(month) AS first, max(month) AS last FROM outcomes")
        ends.append((read_month(said["first"][0]), read_month(said["last"][0])))
    return range(max(first for first, _ in ends), min(last for _, last in ends) + 1)


def _rows(
    lever: str, values: Values, horizons: list[int], *, known: bool, level: float, precision: float
) -> dict[str, Any]:
    measures, _, terms, seeds = values.shape
    rows = [(horizon, at) for horizon in horizons for at in range(measures)]
    table: dict[str, Any] = {
        "lever": np.full(len(rows), lever, object),
        "horizon": np.array([horizon for horizon, _ in rows], np.int64),
        "measure": np.array([MEASURES[at] for _, at in rows], object),
        "n": np.full(len(rows), seeds, np.int64),
        "level": np.full(len(rows), level),
    }
    at_them = np.stack([values[at, horizon - 1] for horizon, at in rows])  # rows, terms, seeds
    for term in range(terms):
        found, name = paired(at_them[:, term], level, precision), TERMS[term]
        for column, numbers in ((name, found.mean), (f"{name}_low", found.low), (f"{name}_high", found.high)):
            table[column] = numbers if known or name == "net" else np.full(len(rows), np.nan)
    return table
