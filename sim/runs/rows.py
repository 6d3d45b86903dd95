"""The rows of one seed, made to fit the contract: all columns, exact types, sorted by key."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.errors import InvariantBroken
from sim.runs.contract import Column, Table, TableContract

NUMBER_KINDS = {"int64": "iu", "float64": "fiu", "bool": "b"}
NUMBER_TYPES = {"int64": np.int64, "float64": np.float64, "bool": np.bool_}


def fit(contract: TableContract, table: Table, seed: int) -> dict[str, Any]:
    """Return the table with `seed` first, columns in contract order, rows sorted by key.

    InvariantBroken when a column is missing, unknown or of the wrong type, when a number is not finite, or
    when two rows share a key: then the model, not its user, is wrong.
    """
    names = [column.name for column in contract.columns]
    if set(table) | {"seed"} != set(names):
        raise InvariantBroken(f"table {contract.name} has columns {sorted(table)}; its contract says {sorted(names)}")
    length = len(next(iter(table.values())))
    given = {"seed": np.full(length, seed, np.int64)} | {name: table[name] for name in names[1:]}
    fitted = {
        column.name: _fit_column(f"{contract.name}.{column.name}", column, given[column.name], length)
        for column in contract.columns
    }
    order = key_order(contract, fitted)
    return {name: values[order] for name, values in fitted.items()}


def _fit_column(place: str, column: Column, values: Any, length: int) -> Any:
    """Return the column's values in their exact type; text as an object array of str."""
    if values.shape != (length,):
        raise InvariantBroken(f"{place} has shape {values.shape}, other columns have {length} rows")
    known = np.ma.getdata(values)
    mask = np.ma.getmaskarray(values)
    if column.type == "text":
        mask = mask | np.fromiter((word is None for word in known.tolist()), np.bool_, length)
    if mask.any() and not column.nullable:
        raise InvariantBroken(f"{place} has {int(mask.sum())} missing values and may have none")
    if column.type == "text":
        fitted = np.empty(length, object)
        fitted[:] = known.tolist()
        fitted[mask] = ""
        others = {type(value).__name__ for value in fitted} - {"str"}
        if others:
            raise InvariantBroken(f"{place} holds {', '.join(sorted(others))} where text belongs")
    elif known.dtype.kind in NUMBER_KINDS[column.type]:
        fitted = known.astype(NUMBER_TYPES[column.type])
        fitted[mask] = 0
    else:
        raise InvariantBroken(f"{place} is {known.dtype}, its contract says {column.type}")
    if column.type == "float64" and not np.isfinite(fitted).all():
        row = int(np.argmin(np.isfinite(fitted)))
        raise InvariantBroken(f"{place} holds {fitted[row]}, which is not a finite number, in row {row}")
    return np.ma.MaskedArray(fitted, mask) if column.nullable else fitted


def key_order(contract: TableContract, table: Table) -> Any:
    """Return the row numbers sorted by key, nulls last; InvariantBroken when two rows share a key."""
    ranks: list[Any] = []
    for name in contract.key:
        ranks += [np.ma.getmaskarray(table[name]).astype(np.int8), _ranks(np.ma.getdata(table[name]))]
    order = np.lexsort(ranks[::-1])
    if len(order) > 1:
        same = np.ones(len(order) - 1, np.bool_)
        for rank in ranks:
            ordered = rank[order]
            same &= ordered[1:] == ordered[:-1]
        if same.any():
            row = {name: table[name][order[np.argmax(same)]] for name in contract.key}
            raise InvariantBroken(f"table {contract.name} has two rows with the key {row}")
    return order


def _ranks(values: Any) -> Any:
    """Return numbers that sort as the values do; text sorts by code point, which is also UTF-8 order."""
    if values.dtype != object:
        return values
    words = values.tolist()
    rank = {word: number for number, word in enumerate(sorted(set(words)))}
    return np.fromiter((rank[word] for word in words), np.int64, len(words))
