"""A scenario as a plain function: what goes in is a scenario and seeds, what comes out is a table, a row a seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.comparison.pairs import alone
from sim.comparison.totals import FEN, figures
from sim.runs.folder import RunFolder
from sim.runs.run import run
from sim.scenario import read_plan

if TYPE_CHECKING:
    import pandas

FEN_PER_YUAN = 100


def evaluate(
    scenario: str | Path,
    seeds: Sequence[int] = range(8),
    sets: Sequence[str] = (),
    *,
    months: int | None = None,
    out: Path | str = "outputs",
    workers: int | None = None,
) -> pandas.DataFrame:
    """Return one row for each seed, indexed by it: people at the end, flows and person-months, yuan of public money.

    `sets` are the `PATH=VALUE` of `--set`. Columns: metrics of the last month as `employed`, sums over the horizon as
    `hires, all months`, money as `all net cost, yuan`. What is on disk under `out` is not computed again. InvalidInput
    when the scenario is wrong; the errors of `sim.run`.
    """
    return table(run(read_plan(scenario, sets, months=months), seeds, out=out, workers=workers))


def table(folder: RunFolder) -> pandas.DataFrame:
    """Return the figures of a run, a row a seed."""
    import pandas

    seeds = list(folder.manifest["seeds"])
    columns = {}
    for topic, item, unit, values, _ in figures(*alone(folder, seeds)):
        name = item if topic == "people" else f"{item}, {'yuan' if unit == FEN else 'all months'}"
        columns[f"lever {name}" if topic == "lever" else name] = values / FEN_PER_YUAN if unit == FEN else values
    return pandas.DataFrame(columns, index=pandas.Index(seeds, name="seed"))
