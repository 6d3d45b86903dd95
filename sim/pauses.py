"""Pausing a county: everything that the next month needs, in one file, and back."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.history import FIELDS, History
from sim.agents.population import Population
from sim.agents.standing import Count
from sim.errors import IntegrityError
from sim.plan import Plan
from sim.sources import source_hash

if TYPE_CHECKING:
    from sim.county import County

ACCOUNT_FACTS = ("cash", "budget", "appropriated", "released")
CHECKSUM_BYTES = 32  # a file is the SHA-256 of what follows, then the arrays


def save(county: County, path: Path) -> None:
    """Write a county to a file, whole or not at all: every column, the books so far and the calendar."""
    arrays: dict[str, Any] = {}
    for name, table in _tables(county).items():
        for column in table.columns:
            arrays[f"{name}.{column}"] = getattr(table, column)
    if (history := county.workers.history) is not None:
        for name in FIELDS:
            for field, told in history.told(name).items():
                arrays[f"history.{name}.{field}"] = told
    arrays["books.outcomes"] = np.array(county.books.outcomes)
    arrays["latest"] = county.measure.latest
    arrays["facts"] = np.frombuffer(json.dumps(_facts(county)).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    content = buffer.getvalue()
    unfinished.write_bytes(hashlib.sha256(content).digest() + content)
    os.replace(unfinished, path)


def load(found: type[County], path: Path) -> County:
    """Read a county back; IntegrityError when the file is damaged or other sources wrote it."""
    try:
        stored = path.read_bytes()
    except OSError as error:
        raise IntegrityError(f"{path.name} is not a saved county: {error.strerror}") from error
    checksum, content = stored[:CHECKSUM_BYTES], stored[CHECKSUM_BYTES:]
    if hashlib.sha256(content).digest() != checksum:
        raise IntegrityError(f"{path.name} is damaged, or not a saved county: its checksum does not match")
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    facts = json.loads(arrays["facts"].tobytes().decode())
    if facts["sources"] != source_hash():
        raise IntegrityError(
            f"{path.name} was saved by other sources ({facts['sources'][:12]}, now {source_hash()[:12]}): run it anew"
        )
    plan = Plan.from_plain(facts["plan"], facts["name"], facts["title"])
    county = found(plan, rng=facts["seed"], persons=facts["persons"])
    for name, table in _tables(county).items():
        table.add_rows(arrays[f"{name}.{next(iter(table.columns))}"].size - table.size)
        for column in table.columns:
            getattr(table, column)[:] = arrays[f"{name}.{column}"]
    if facts["persons"]:
        tables = {n: {field: arrays[f"history.{n}.{field}"] for field in fields} for n, fields in FIELDS.items()}
        county.workers.history = History.retold(tables)
    _resume(county, facts, arrays)
    return county


def _tables(county: County) -> dict[str, Population]:
    standings = {f"standing.{name}": table for name, table in county.standings.items()}
    tables = {"workers": county.workers, "employers": county.employers, "markets": county.markets}
    schools = {"providers": county.schools.providers, "courses": county.schools.courses}
    return {**tables, **schools, **county.lenders._asdict(), **standings}


def _facts(county: County) -> dict[str, Any]:
    books = county.books
    return {
        "sources": source_hash(),
        "plan": county.plan.plain(),
        "name": county.plan.name,
        "title": county.plan.title,
        "seed": county.seed,
        "month": county.month,
        "steps": county.steps,
        "persons": county.workers.history is not None,
        "accounts": {
            name: [getattr(account, fact) for fact in ACCOUNT_FACTS] for name, account in county.ledger.accounts.items()
        },
        "counts": {name: dataclasses.asdict(standing.count) for name, standing in county.standings.items()},
        "books": [books.months, books.ledger, books.balances, books.programmes],
        "collected": county.datacollector.model_vars,
    }


def _resume(county: County, facts: dict[str, Any], arrays: dict[str, Any]) -> None:
    county.month, county.steps = facts["month"], facts["steps"]
    county.running = county.month <= county.last_month
    for name, values in facts["accounts"].items():
        for fact, value in zip(ACCOUNT_FACTS, values, strict=True):
            setattr(county.ledger.accounts[name], fact, value)
    for name, count in facts["counts"].items():
        county.standings[name].count = Count(**count)
    books, (months, *rows) = county.books, facts["books"]
    books.months, books.outcomes = months, list(arrays["books.outcomes"])
    books.ledger, books.balances, books.programmes = ([tuple(row) for row in page] for page in rows)
    county.measure.latest = arrays["latest"]
    county.datacollector.model_vars = facts["collected"]
