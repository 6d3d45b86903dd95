"""Tables as Parquet files, written and read by duckdb: one thread and a fixed order give the same bytes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.runs.contract import Column, Table, TableContract
from sim.runs.digest import digest_columns, table_digest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Database

SQL_TYPES = {"int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN", "text": "VARCHAR"}
CHUNK_ROWS = 2_000_000  # rows of one column held in memory while a file is digested
OPEN_FILES = 24  # at a time; some machines allow a process 64
HOW = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


def connect() -> Database:
    """Open a connection of its own to this process's empty in-memory database."""
    return _database(os.getpid()).cursor()


@cache  # opening takes as long as writing a table; a forked child must not touch its parent's
def _database(process: int) -> Database:
    """Open a database that uses one thread, no temporary files and no extensions."""
    import duckdb

    return duckdb.connect(
        ":memory:", config={"threads": 1, "temp_directory": "", "autoinstall_known_extensions": False}
    )


def source(paths: Iterable[Path]) -> str:
    """Return the SQL that reads these files one after another."""
    return f"read_parquet([{', '.join(_quote(_no_glob(str(path))) for path in paths)}])"


def write(database: Database, path: Path, contract: TableContract, table: Table) -> None:
    """Write a table whose columns and rows are in contract order."""
    given: dict[str, Any] = {}
    chosen = []
    for column in contract.columns:
        values = table[column.name]
        given[column.name] = np.ma.getdata(values)
        value = f'CAST("{column.name}" AS {SQL_TYPES[column.type]})'
        if column.nullable:
            given[f"{column.name}?"] = np.ma.getmaskarray(values)
            value = f'CASE WHEN "{column.name}?" THEN NULL ELSE {value} END'
        chosen.append(f'{value} AS "{column.name}"')
    database.register("given", given)
    _copy(database, f"SELECT {', '.join(chosen)} FROM given", path)


def join(database: Database, parts: Sequence[Path], path: Path) -> None:
    """Write the rows of all parts, one part after another.

    duckdb opens all files that it is given; many parts are joined in batches, and the batches in turn.
    """
    if len(parts) <= OPEN_FILES:
        _copy(database, f"SELECT * FROM {source(parts)}", path)
        return
    size = -(-len(parts) // OPEN_FILES)
    batches = [path.with_name(f"{path.name}.{at}") for at in range(0, len(parts), size)]
    for batch, at in zip(batches, range(0, len(parts), size), strict=True):
        join(database, parts[at : at + size], batch)
    join(database, batches, path)
    for batch in batches:
        batch.unlink()


def write_csv(database: Database, path: Path, to: Path) -> None:
    """Write the rows of a Parquet file as text, for spreadsheets."""
    _copy(database, f"SELECT * FROM {source([path])}", to, "(FORMAT csv, HEADER)")


def write_both(database: Database, folder: Path, contract: TableContract, table: Table) -> str:
    """Write a table as Parquet and as CSV under its name; return its digest."""
    path = folder / f"{contract.name}.parquet"
    write(database, path, contract, table)
    write_csv(database, path, path.with_suffix(".csv"))
    return table_digest(contract, table)


def file_digest(database: Database, path: Path, contract: TableContract, seeds: Sequence[int]) -> str:
    """Return the digest of a stored table (`sim.runs.digest`), never holding more than one column of it.

    `seeds` are all seeds of the file in ascending order.
    """
    rows = int(database.execute(f"SELECT count(*) FROM {source([path])}").fetchall()[0][0])
    step = max(1, CHUNK_ROWS * len(seeds) // max(rows, 1))
    ranges = [(seeds[at], seeds[min(at + step, len(seeds)) - 1]) for at in range(0, len(seeds), step)]

    def chunks(column: Column) -> Iterator[Any]:
        for first, last in ranges:
            yield database.execute(
                f'SELECT "{column.name}" FROM {source([path])} WHERE seed BETWEEN {first} AND {last}'
            ).fetchnumpy()[column.name]

    return digest_columns(contract, rows, chunks)


def _copy(database: Database, query: str, path: Path, how: str = HOW) -> None:
    import duckdb

    try:
        database.execute(f"COPY ({query}) TO {_quote(str(path))} {how}")
    except duckdb.IOException as error:
        # duckdb says in words what the operating system said in a number.
        full = "No space left" in str(error) or "quota" in str(error).lower()
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _no_glob(path: str) -> str:
    """Say `*`, `?` and `[` so that duckdb takes them as themselves."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)
