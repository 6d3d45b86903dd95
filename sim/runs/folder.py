"""A published run: its manifest and its tables, checked again each time that a file is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InvalidInput, Problem
from sim.runs import parquet
from sim.runs.contract import TABLES
from sim.runs.sealed import check_file, read_manifest
from sim.runs.store import MANIFEST

if TYPE_CHECKING:
    import pandas

CONTRACTS = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class RunFolder:
    """One run on disk. `reused` says that nothing had to be computed to get it."""

    path: Path
    manifest: dict[str, Any]
    reused: bool = False

    @property
    def run_id(self) -> str:
        """Return the name that its content gives it."""
        return str(self.manifest["run_id"])

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables that it holds, in contract order."""
        return tuple(table.name for table in TABLES if table.name in self.manifest["digests"])

    def file(self, table: str) -> Path:
        """Return the path of a table's file after checking its bytes; IntegrityError when they changed."""
        return check_file(self.path / f"{table}.parquet", self.manifest)

    def read(self, table: str) -> pandas.DataFrame:
        """Return a table as a DataFrame; columns with nulls keep their whole numbers (`Int64`)."""
        import pandas

        columns = self.query(f"SELECT * FROM {table}")
        return pandas.DataFrame({name: _series(pandas, values) for name, values in columns.items()})

    def query(self, sql: str) -> dict[str, Any]:
        """Return the columns that an SQL query over this run's tables, called by their names, yields."""
        with parquet.connect() as database:
            for table in self.tables:
                if table in sql:
                    database.execute(f"CREATE TEMP VIEW {table} AS FROM {parquet.source([self.file(table)])}")
            return dict(database.execute(sql).fetchnumpy())

    def digest(self, table: str) -> str:
        """Return the digest of a table, recomputed from its file."""
        with parquet.connect() as database:
            return parquet.file_digest(database, self.file(table), CONTRACTS[table], self.manifest["seeds"])


def open_run(path: Path) -> RunFolder:
    """Open a run folder; InvalidInput when there is none, IntegrityError when its manifest is damaged."""
    manifest = read_manifest(path / MANIFEST) if (path / MANIFEST).is_file() else {}
    if "run_id" not in manifest:
        expected = f"a run folder: one with the {MANIFEST} of a run in it"
        raise InvalidInput([Problem("no-run", str(path), None, "", "", expected, "`reemploy run` makes one")])
    return RunFolder(path, manifest, reused=True)


def _series(pandas: Any, values: Any) -> Any:
    """Return the column for a DataFrame; a NaN would turn whole numbers into floats."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    if values.dtype.kind == "i":
        return pandas.arrays.IntegerArray(values.data, np.ma.getmaskarray(values))
    known = values.data.astype(object)
    known[np.ma.getmaskarray(values)] = None
    return pandas.array(known, dtype="str") if values.dtype == object else known
