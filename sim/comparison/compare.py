"""Compare runs with a base: tables, picture and page in one folder that is written once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.comparison import pairs
from sim.comparison.contract import TABLES
from sim.comparison.leaks import leaks
from sim.comparison.statistics import METHOD, Paired, paired
from sim.comparison.totals import FEN, Figure, figures, prices, statistics
from sim.errors import InvalidInput, Problem
from sim.runs import parquet
from sim.runs.contract import Column, Table, TableContract
from sim.runs.folder import RunFolder
from sim.runs.identity import LENGTH, canonical
from sim.runs.sealed import checksum, write_manifest
from sim.runs.store import MANIFEST, open_store

FORMAT = 1


@dataclass(frozen=True)
class Comparison:
    """A comparison on disk."""

    path: Path
    manifest: dict[str, Any]
    reused: bool = False

    def query(self, sql: str) -> dict[str, Any]:
        """Return the columns that an SQL query over its tables yields."""
        with parquet.connect() as database:
            for table in TABLES:
                path = self.path / f"{table.name}.parquet"
                if table.name in sql and path.exists():
                    database.execute(f"CREATE TEMP VIEW {table.name} AS FROM {parquet.source([path])}")
            return dict(database.execute(sql).fetchnumpy())


def compare(
    runs: Sequence[RunFolder],
    *,
    out: Path,
    level: float = 0.95,
    precision: float = 0.1,
    note: Callable[[str], None] = lambda text: None,
) -> Comparison:
    """Compare every further run with the first; return the folder, computed only if it is not on disk yet.

    InvalidInput when runs share no seeds or months, or come from two versions of the model.
    """
    base, *others = runs
    check_shares(level, precision)
    labels = _labels(runs)
    seeds = [pairs.common_seeds(base, other) for other in others]
    said = {
        "format": FORMAT,
        "runs": [run.run_id for run in runs],
        "labels": labels,
        "level": level,
        "precision": precision,
        "sources": base.manifest["sources"],
    }
    store = open_store(out)
    place = out / f"compare-{hashlib.sha256(canonical(said)).hexdigest()[:LENGTH]}"
    found = store.find(place, note)
    if found is not None:
        return Comparison(place, found, reused=True)
    columns: dict[str, list[Table]] = {table.name: [] for table in TABLES}
    for other, label, ours in zip(others, labels[1:], seeds, strict=True):
        outcomes, bill = pairs.outcomes(base, other, ours), pairs.bill(base, other, ours)
        names = {"base": labels[0], "scenario": label}
        columns["comparison"].append(_rows(names, pairs.OUTCOME_KEY, outcomes, level, precision))
        columns["bill"].append(_rows(names, pairs.BILL_KEY, bill, level, precision))
        if leaking := leaks(base, other, ours, level, precision):
            columns["gross_to_net"].append(_named(names, len(leaking["lever"])) | leaking)
        columns["totals"].append(_totals(names, list(figures(outcomes, bill)), level, precision))
    facts = said | {
        "method": METHOD,
        "seeds": dict(zip(labels[1:], seeds, strict=True)),
        "titles": {label: run.manifest["title"] for label, run in zip(labels, runs, strict=True)},
        "scenarios": {label: run.manifest["scenario"] for label, run in zip(labels, runs, strict=True)},
        "digests_of_runs": {run.run_id: run.manifest["digests"] for run in runs},
    }
    with store.writing(place) as folder, parquet.connect() as database:
        facts["digests"] = {
            table.name: parquet.write_both(database, folder, table, _fit(table, columns[table.name]))
            for table in TABLES
            if columns[table.name]
        }
        _draw(Comparison(folder, facts), note)
        facts["checksums"] = {path.name: checksum(path) for path in sorted(folder.iterdir())}
        write_manifest(folder / MANIFEST, facts)
    return Comparison(place, facts)


def check_shares(level: float, precision: float) -> None:
    """Refuse a coverage or a precision that is no share; to be asked before anything is lived."""
    problems = [
        Problem(
            "compare-share", "command line", None, name, f"{value:g}", "a share between 0 and 1", "write 0.95 or 0.1"
        )
        for name, value in (("--level", level), ("--precision", precision))
        if not 0 < value < 1
    ]
    if problems:
        raise InvalidInput(problems)


def _labels(runs: Sequence[RunFolder]) -> list[str]:
    """Return the names of the runs, told apart by their ids where two runs share one, and by their places at last."""
    names = [str(run.manifest["name"]) for run in runs]
    ids = [f"{name} {run.run_id[:6]}" if names.count(name) > 1 else name for name, run in zip(names, runs, strict=True)]
    return [label if ids.count(label) == 1 else f"{label} ({at + 1})" for at, label in enumerate(ids)]


def _rows(
    names: dict[str, str], key: tuple[str, ...], twins: pairs.Twins, level: float, precision: float
) -> dict[str, Any]:
    words = {name: np.array([row[at] for row in twins.keys], object) for at, name in enumerate(key)}
    return _named(names, len(twins.keys)) | words | _columns(paired(twins.difference, level, precision), level)


def _totals(names: dict[str, str], found: list[Figure], level: float, precision: float) -> dict[str, Any]:
    """Return the figures and, after them, the prices; a price has no base and no standard deviation."""
    tables = [statistics(figure, level, precision) for figure in found]
    unknown, n = float("nan"), found[0].difference.size
    rows = [
        (f.topic, f.item, f.unit, float(f.base.mean()), *(float(column[0]) for column in _numbers(table)))
        for f, table in zip(found, tables, strict=True)
    ]
    rows += [
        ("price", price.item, FEN, unknown, price.value, unknown, price.low, price.high, unknown, unknown)
        for price in prices(found, level)
    ]
    names_of = ("topic", "item", "unit", "base_mean", "mean", "sd", "low", "high", "same_sign", "seeds_needed")
    columns = {name: np.array([row[at] for row in rows], object) for at, name in enumerate(names_of)}
    numbers = {name: columns[name].astype(np.float64) for name in names_of[3:]}
    return _named(names, len(rows)) | columns | numbers | _constant(len(rows), n, level)


def _named(names: dict[str, str], rows: int) -> dict[str, Any]:
    return {name: np.full(rows, label, object) for name, label in names.items()}


def _constant(rows: int, n: int, level: float) -> dict[str, Any]:
    return {"n": np.full(rows, n, np.int64), "level": np.full(rows, level)}


def _numbers(found: Paired) -> tuple[Any, ...]:
    return found.mean, found.sd, found.low, found.high, found.same_sign, found.seeds_needed


def _columns(found: Paired, level: float) -> dict[str, Any]:
    names = ("mean", "sd", "low", "high", "same_sign", "seeds_needed")
    return dict(zip(names, _numbers(found), strict=True)) | _constant(found.mean.size, found.n, level)


def _fit(contract: TableContract, parts: list[Table]) -> Table:
    """Join the parts, mask what is not known, and sort the rows by the key."""
    table = {column.name: _masked(column, [part[column.name] for part in parts]) for column in contract.columns}
    order = np.lexsort([_sortable(contract, name, table[name]) for name in reversed(contract.key)])
    return {name: values[order] for name, values in table.items()}


def _sortable(contract: TableContract, name: str, values: Any) -> Any:
    return values.astype(str) if any(c.name == name and c.type == "text" for c in contract.columns) else values


def _masked(column: Column, parts: list[Any]) -> Any:
    values = np.concatenate(parts)
    return np.ma.masked_invalid(values) if column.type == "float64" and column.nullable else values


def _draw(comparison: Comparison, note: Callable[[str], None]) -> None:
    """Draw the picture and write the page; they are views of the tables, so nothing depends on their success."""
    from sim.reports import comparison_page

    try:
        comparison_page.write(comparison, comparison.path)
    except Exception as error:
        note(f"no page could be written ({type(error).__name__}: {error})")
