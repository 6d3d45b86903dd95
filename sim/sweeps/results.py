"""What came out at every point of a sweep: its settings, its run, and figures with intervals over seeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.comparison.statistics import METHOD, paired
from sim.evaluation import table
from sim.runs import parquet
from sim.runs.contract import Column, TableContract
from sim.runs.folder import RunFolder
from sim.runs.identity import LENGTH, canonical
from sim.runs.sealed import checksum, write_manifest
from sim.runs.store import MANIFEST, open_store
from sim.sweeps.design import Design

FORMAT, LEVEL, PRECISION = 1, 0.95, 0.1
POINT = Column("point", "int64", "", "number of the point, from 0")


def _number(name: str, meaning: str) -> Column:
    return Column(name, "float64", "of the figure", meaning, nullable=True)


TABLES = (
    TableContract(
        "points",
        "point x path that the design sets",
        (
            POINT,
            Column("run_id", "text", "", "folder of the point's run"),
            Column("path", "text", "", "what is set"),
            Column("value", "text", "", "to what"),
        ),
        key=("point", "path"),
    ),
    TableContract(
        "results",
        "point x figure",
        (
            POINT,
            Column("figure", "text", "", "what is measured; sums over the horizon and money in yuan say so"),
            Column("n", "int64", "seeds", "seeds"),
            Column("mean", "float64", "of the figure", "mean over seeds"),
            _number("sd", "standard deviation over seeds; null with one seed"),
            _number("low", "lower end of the interval: luck only"),
            _number("high", "upper end of the interval: luck only"),
        ),
        key=("point", "figure"),
    ),
)


def write(design: Design, runs: Sequence[RunFolder], out: Path, note: Callable[[str], None]) -> Path:
    """Write the folder of a sweep once, and return its place."""
    said = {
        "format": FORMAT,
        "runs": [run.run_id for run in runs],
        "points": [[[path, str(value)] for path, value in point] for point in design.points],
    }
    place = out / f"sweep-{hashlib.sha256(canonical(said)).hexdigest()[:LENGTH]}"
    store = open_store(out)
    if store.find(place, note) is not None:
        return place
    tables = {"points": _points(design, runs), "results": _results(runs)}
    facts = said | {"question": design.question, "seeds": list(design.seeds), "method": METHOD, "level": LEVEL}
    with store.writing(place) as folder, parquet.connect() as database:
        digests = {
            contract.name: parquet.write_both(database, folder, contract, tables[contract.name]) for contract in TABLES
        }
        checksums = {path.name: checksum(path) for path in sorted(folder.iterdir())}
        write_manifest(folder / MANIFEST, facts | {"digests": digests, "checksums": checksums})
    return place


def _points(design: Design, runs: Sequence[RunFolder]) -> dict[str, Any]:
    rows = [
        (at, run.run_id, path, str(value))
        for at, (point, run) in enumerate(zip(design.points, runs, strict=True))
        for path, value in sorted(point)
    ]
    return _columns(rows, ("point", "run_id", "path", "value"), numbers={"point"})


def _results(runs: Sequence[RunFolder]) -> dict[str, Any]:
    """Return the figures of every point; one run is in memory at a time."""
    rows = []
    for at, run in enumerate(runs):
        figures = table(run)
        found = paired(figures.to_numpy().T, LEVEL, PRECISION)
        rows += sorted(
            (at, name, found.n, *numbers)
            for name, *numbers in zip(figures.columns, found.mean, found.sd, found.low, found.high, strict=True)
        )
    columns = _columns(rows, ("point", "figure", "n", "mean", "sd", "low", "high"), numbers={"point", "n"})
    unknown = {name: np.ma.masked_invalid(columns[name].astype(np.float64)) for name in ("sd", "low", "high")}
    return columns | unknown | {"mean": columns["mean"].astype(np.float64)}


def _columns(rows: list[tuple[Any, ...]], names: tuple[str, ...], numbers: set[str]) -> dict[str, Any]:
    return {
        name: np.array([row[at] for row in rows], np.int64 if name in numbers else object)
        for at, name in enumerate(names)
    }
