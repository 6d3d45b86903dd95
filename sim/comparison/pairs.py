"""What two runs have in common, seed by seed: outcomes and money as matrices of rows x seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.errors import InvalidInput, Problem
from sim.reports.labels import PUBLIC_LEVELS
from sim.runs.folder import RunFolder

Values = npt.NDArray[np.float64]
Key = tuple[str, ...]

OUTCOME_KEY = ("month", "by", "group", "metric")
BILL_KEY = ("month", "lever", "borne_by", "account", "kind", "side")

# Cash between two public accounts is nobody's cost; what public hands pay to others, and receive from them, is.
BILL = f"""
    WITH public AS (SELECT DISTINCT account, level FROM balances WHERE level IN {PUBLIC_LEVELS}),
    sides AS (
        SELECT seed, month, programme AS lever, payer AS account, level AS borne_by, kind, 'paid' AS side, fen
        FROM ledger
        WHERE kind <> 'cash' OR (
            payer IN (SELECT account FROM public) AND payee NOT IN (SELECT account FROM public))
        UNION ALL
        SELECT seed, month, programme, payee, public.level, kind, 'received', fen
        FROM ledger JOIN public ON payee = account
        WHERE kind = 'cash' AND payer NOT IN (SELECT account FROM public)
    )
    SELECT seed, {", ".join(BILL_KEY)}, sum(fen) AS fen FROM sides GROUP BY ALL
"""


@dataclass(frozen=True)
class Twins:
    """A base and another run: rows that both have, their values and the paired difference (rows, seeds)."""

    keys: list[Key]
    base: Values
    other: Values

    @property
    def difference(self) -> Values:
        """Return other minus base, seed by seed."""
        return self.other - self.base


def common_seeds(base: RunFolder, other: RunFolder) -> list[int]:
    """Return the seeds of both runs; InvalidInput when they cannot be twins."""
    seeds = sorted(set(base.manifest["seeds"]) & set(other.manifest["seeds"]))
    problems = []
    if not seeds:
        problems.append(_problem("seeds", other, "no seed in common with the base", "run both with the same --seeds"))
    if base.manifest["sources"] != other.manifest["sources"]:
        fix = "run both scenarios again with this version"
        problems.append(_problem("versions", other, "computed by another version of the model than the base", fix))
    if problems:
        raise InvalidInput(problems)
    return seeds


def _problem(code: str, run: RunFolder, expected: str, fix: str) -> Problem:
    return Problem(f"compare-{code}", str(run.path), None, "", "", expected, fix)


def outcomes(base: RunFolder, other: RunFolder, seeds: Sequence[int]) -> Twins:
    """Return the outcomes that both runs hold, in the order of the base."""
    (keys, ours), (their_keys, theirs) = _outcomes(base, seeds), _outcomes(other, seeds)
    if keys == their_keys:
        return Twins(keys, ours, theirs)
    place = {key: at for at, key in enumerate(their_keys)}
    both = [at for at, key in enumerate(keys) if key in place]
    if not both:
        raise InvalidInput([_problem("months", other, "no month in common with the base", "give both one horizon")])
    return Twins([keys[at] for at in both], ours[both], theirs[[place[keys[at]] for at in both]])


def alone(run: RunFolder, seeds: Sequence[int]) -> tuple[Twins, Twins]:
    """Return outcomes of the whole county, and the bill, of one run: its values stand on both sides."""
    keys, values = _outcomes(run, seeds, whole=True)
    money = _bill(run, seeds)
    classes = sorted(money)
    fen = np.array([money[key] for key in classes]).reshape(-1, len(seeds))
    return Twins(keys, values, values), Twins(classes, fen, fen)


def bill(base: RunFolder, other: RunFolder, seeds: Sequence[int]) -> Twins:
    """Return what public hands paid, received, forwent and promised in either run, in fen; what is not there is 0."""
    found = [_bill(run, seeds) for run in (base, other)]
    keys = sorted(set(found[0]) | set(found[1]))
    nothing = np.zeros(len(seeds))
    ours, theirs = (np.array([values.get(key, nothing) for key in keys]).reshape(-1, len(seeds)) for values in found)
    return Twins(keys, ours, theirs)


def _outcomes(run: RunFolder, seeds: Sequence[int], *, whole: bool = False) -> tuple[list[Key], Values]:
    """Return the rows of one seed, which are those of all, and their values (rows, seeds); `whole`: undivided alone."""
    text = ", ".join(f'"{name}"' for name in OUTCOME_KEY)
    only = "AND \"by\" = 'all'" if whole else ""
    words = run.query(f"SELECT {text} FROM outcomes WHERE seed = {seeds[0]} {only} ORDER BY {text}")
    keys = list(zip(*(words[name].tolist() for name in OUTCOME_KEY), strict=True))
    columns = [
        run.query(f"SELECT value FROM outcomes WHERE seed = {seed} {only} ORDER BY {text}")["value"] for seed in seeds
    ]
    return keys, np.stack(columns, axis=1)


def _bill(run: RunFolder, seeds: Sequence[int]) -> dict[Key, Values]:
    """Return fen by seed (seeds,) for every class of public money."""
    found: dict[str, Any] = run.query(BILL)
    column = {seed: at for at, seed in enumerate(seeds)}
    sums: dict[Key, Values] = {}
    words = zip(*(found[name].tolist() for name in BILL_KEY), strict=True)
    for key, seed, fen in zip(words, found["seed"].tolist(), found["fen"].tolist(), strict=True):
        if seed in column:
            sums.setdefault(key, np.zeros(len(seeds)))[column[seed]] = fen
    return sums
