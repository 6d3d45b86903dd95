"""An experiment file: a question, a base scenario, seeds, and the points at which the county is lived.

    question = "What does a higher dibao line cost, and whom does it keep from work?"
    scenario = "no_new_policy"            # or scenarios = ["no_new_policy", "rules_2003"]: a first axis
    seeds = "0:4"
    months = 24                           # optional
    kind = "factorial"                    # or "list", "latin_hypercube", "sobol"
    set = {"world.workers" = 5000}        # the same at every point

    [axes]                                # factorial: every combination of these values
    "levers.dibao.line" = ["125 元/人月", "150 元/人月"]

A list names its points one by one, `[[points]]` with a value for each path. The two random designs draw `points`
of them between `low` and `high` of each axis, `{low = 1, high = 20, whole = true}`, money with its `unit`.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InvalidInput
from sim.runs.seeds import read_seeds
from sim.scenario.document import read_document
from sim.scenario.places import Place, Problems, nearest

KINDS = ("factorial", "list", "latin_hypercube", "sobol")
KEYS = ("question", "scenario", "scenarios", "seeds", "months", "kind", "set", "axes", "points", "luck")
RANGE = ("low", "high", "whole", "unit")
MOST_POINTS = 100_000
Point = tuple[tuple[str, Any], ...]  # path -> value; "scenario" among the paths


@dataclass(frozen=True)
class Design:
    """What an experiment file asks for."""

    question: str
    seeds: tuple[int, ...]
    months: int | None
    always: tuple[tuple[str, Any], ...]
    points: tuple[Point, ...]
    place: Place

    def sets(self, point: Point) -> list[str]:
        """Return a point as `--set` takes it."""
        return [f"{path}={_toml(value)}" for path, value in (*self.always, *point) if path != "scenario"]


def read_design(path: Path) -> Design:
    """Read an experiment file; InvalidInput names all that is wrong with it."""
    problems = Problems()
    document = read_document(path, problems)
    if document is None:
        problems.refuse()
        raise AssertionError("a document that could not be read has problems")
    tree, place = document.tree, document.place
    for key in tree:
        if key not in KEYS:
            problems.add(place / key, key, key, f"one of {', '.join(KEYS)}", nearest(key, KEYS))
    kind = tree.get("kind", "factorial")
    if kind not in KINDS:
        problems.add(place / "kind", "kind", str(kind), f"one of {', '.join(KINDS)}", nearest(str(kind), KINDS))
    scenarios = _scenarios(tree, place, problems)
    seeds = _seeds(tree.get("seeds", "0:4"), problems)
    points: list[Point] = []
    if not problems.found:
        points = [(("scenario", name), *point) for name in scenarios for point in _points(kind, tree, place, problems)]
    if not problems.found and not 0 < len(points) <= MOST_POINTS:
        problems.add(place, "points", str(len(points)), f"1 to {MOST_POINTS:,} points", "shorten an axis")
    problems.refuse()
    months = tree.get("months")
    return Design(
        str(tree.get("question", "")), seeds, months, tuple(tree.get("set", {}).items()), tuple(points), place
    )


def _scenarios(tree: Mapping[str, Any], place: Place, problems: Problems) -> list[str]:
    said = tree.get("scenarios", [tree["scenario"]] if "scenario" in tree else [])
    if not said or ("scenario" in tree and "scenarios" in tree) or not all(isinstance(name, str) for name in said):
        problems.add(place, "scenario", "", 'scenario = "no_new_policy", or a list of names under scenarios', "")
        return []
    return list(said)


def _seeds(said: Any, problems: Problems) -> tuple[int, ...]:
    try:
        return read_seeds(str(said))
    except InvalidInput as error:
        for problem in error.problems:
            problems.put(problem)
        return ()


def _points(kind: str, tree: Mapping[str, Any], place: Place, problems: Problems) -> Iterator[Point]:
    axes = tree.get("axes", {})
    if kind == "list":
        yield from (tuple(point.items()) for point in tree.get("points", []))
    elif kind == "factorial":
        for path, values in axes.items():
            if not isinstance(values, list) or not values:
                problems.add(place / "axes" / path, "axis", str(values), "a list of at least one value", "")
                return
            if len({_toml(value) for value in values}) < len(values):
                problems.add(place / "axes" / path, "axis-repeats", str(values), "every value once", "")
                return
        names = list(axes)
        yield from (tuple(zip(names, values, strict=True)) for values in itertools.product(*axes.values()))
    else:
        yield from _drawn(kind, tree, place, problems)


def _drawn(kind: str, tree: Mapping[str, Any], place: Place, problems: Problems) -> Iterator[Point]:
    """Yield points that fill the ranges of all axes evenly (scipy.stats.qmc)."""
    from scipy.stats import qmc

    axes, n = tree.get("axes", {}), tree.get("points", 0)
    if not isinstance(n, int) or n < 1:
        problems.add(place / "points", "points", str(n), "how many points, a whole number", "points = 64")
        return
    for path, said in axes.items():
        known = isinstance(said, dict) and {"low", "high"} <= said.keys() <= set(RANGE)
        if not known or not said["low"] < said["high"]:
            problems.add(place / "axes" / path, "axis", str(said), "{low = 1, high = 20}, low below high", "")
            return
    luck = int(tree.get("luck", 0))
    if kind == "sobol":
        draws = qmc.Sobol(len(axes), rng=luck).random_base2((n - 1).bit_length())[:n]
    else:
        draws = qmc.LatinHypercube(len(axes), rng=luck).random(n)
    for row in draws.tolist():
        yield tuple((path, _between(said, at)) for (path, said), at in zip(axes.items(), row, strict=True))


def _between(said: Mapping[str, Any], at: float) -> Any:
    """Return the value at a share of a range; money is written with its unit, to the fen."""
    low, high = said["low"], said["high"]
    if said.get("whole"):
        return int(low + math.floor(at * (high - low + 1)))
    value = low + at * (high - low)
    return f"{value:.2f} {said['unit']}" if "unit" in said else round(value, 6)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
