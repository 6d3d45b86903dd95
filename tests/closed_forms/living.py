"""Limit scenarios lived in this process, with `read_plan` and `live`: what every replicate measured.

Seeds come in blocks: block 0 is looked at first, the others are the fresh seeds of `judging`. Runs that several
tests need are lived once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.county import live
from sim.months import read_month
from sim.plan import Plan
from sim.scenario import read_plan

LIMITS = Path(__file__).parents[2] / "scenarios" / "limits"
BLOCK = 1_000_000  # seeds from one block to the next

Values = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Sets = tuple[str, ...]


def settings(**values: Any) -> Sets:
    """Write `world` values, and `months`, `burn_in` of the horizon, as `--set` takes them."""
    horizon = ("months", "burn_in")
    return tuple(f"{'horizon' if key in horizon else 'world'}.{key}={value}" for key, value in values.items())


@cache
def limit(name: str, sets: Sets = ()) -> Plan:
    """Return the plan of a limit scenario."""
    return read_plan(LIMITS / f"{name}.toml", sets)


def seeds(replicates: int, block: int = 0) -> range:
    """Return the seeds of a block."""
    return range(block * BLOCK, block * BLOCK + replicates)


@cache
def measured(name: str, sets: Sets, replicates: int, block: int, *wanted: str) -> Values:
    """Return outcomes (replicates, months, wanted); each wanted is a metric, or `metric/by/group`."""
    plan = limit(name, sets)
    lived = [_outcomes(live(plan, seed), plan.horizon.months, wanted) for seed in seeds(replicates, block)]
    values = np.stack(lived)
    values.flags.writeable = False  # shared by every test that asks for it
    return values


def _outcomes(tables: dict[str, Any], months: int, wanted: tuple[str, ...]) -> Values:
    """Return (months, wanted): every month has the same slots in the same order."""
    table = tables["outcomes"]
    slots = table["value"].size // months
    kinds = tuple(zip(*(table[column][:slots] for column in ("metric", "by", "group")), strict=True))
    return table["value"].reshape(months, slots)[:, _positions(kinds, wanted)]


@cache
def _positions(kinds: tuple[tuple[str, str, str], ...], wanted: tuple[str, ...]) -> list[int]:
    named = [tuple(name.split("/")) if "/" in name else (name, "all", "all") for name in wanted]
    return [kinds.index(name) for name in named]


class Spells(NamedTuple):
    """Unemployment spells of one replicate, in months of the calendar; an open spell has no `end`: -1."""

    person: Wholes
    start: Wholes
    end: Wholes


@cache
def with_spells(name: str, sets: Sets, replicates: int, block: int, *wanted: str) -> tuple[Values, tuple[Spells, ...]]:
    """Return the same as `measured`, and the unemployment spells of every replicate."""
    plan, values, found = limit(name, sets), [], []
    for seed in seeds(replicates, block):
        tables = live(plan, seed, persons=True)
        values.append(_outcomes(tables, plan.horizon.months, wanted))
        table = tables["spells"]
        jobless = table["activity"] == "unemployed"
        found.append(
            Spells(table["person"][jobless], _numbers(table["start"][jobless]), _numbers(table["end"][jobless]))
        )
    return np.stack(values), tuple(found)


def _numbers(months: npt.NDArray[Any]) -> Wholes:
    """Return months as numbers, -1 where there is none."""
    known = {text: -1 if text is None else read_month(text) for text in set(months)}
    return np.array([known[text] for text in months], np.int64)
