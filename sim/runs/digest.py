"""The identity of a table's content: SHA-256 over columns, independent of file format and machine.

The hashed bytes are, for each column in contract order: its name, its type, the number of rows, and its
values in row order. Text, names and types among it, is its length in bytes and then its UTF-8; lengths and
numbers are eight bytes, little-endian (int64, float64); a bool is one byte. A nullable column's type ends in
`?` and each of its values is preceded by one byte, 1 where it is known and 0 where it is not; a value that is
not known counts as 0 or as empty text. Rows are sorted by the key of the contract, nulls last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from sim.runs.contract import Column, Table, TableContract

LITTLE_ENDIAN = {"int64": "<i8", "float64": "<f8", "bool": "|b1"}


def table_digest(contract: TableContract, table: Table) -> str:
    """Return the digest of a table in memory whose rows are sorted (see `sim.runs.rows.fit`)."""
    return digest_columns(contract, len(table[contract.key[0]]), lambda column: (table[column.name],))


def digest_columns(contract: TableContract, rows: int, chunks: Callable[[Column], Iterable[Any]]) -> str:
    """Return the digest of a table that is read column by column, each in chunks of any size."""
    digest = hashlib.sha256()
    for column in contract.columns:
        digest.update(text_bytes(column.name))
        digest.update(text_bytes(column.type + ("?" if column.nullable else "")))
        digest.update(rows.to_bytes(8, "little"))
        for chunk in chunks(column):
            digest.update(value_bytes(column, chunk))
    return digest.hexdigest()


def text_bytes(text: str) -> bytes:
    """Return a text as its length and its UTF-8."""
    encoded = text.encode()
    return len(encoded).to_bytes(8, "little") + encoded


def value_bytes(column: Column, values: Any) -> bytes:
    """Return the hashed bytes of some of a column's values."""
    known = ~np.ma.getmaskarray(values)
    data = np.ma.getdata(values)
    if column.type == "text":
        return _all_text_bytes(data, known if column.nullable else None)
    numbers = data.astype(LITTLE_ENDIAN[column.type])
    if not column.nullable:
        return numbers.tobytes()
    pairs = np.zeros(len(data), [("known", "|b1"), ("value", LITTLE_ENDIAN[column.type])])
    pairs["known"] = known
    pairs["value"] = np.where(known, numbers, 0)
    return pairs.tobytes()


def _all_text_bytes(words: Any, known: Any | None) -> bytes:
    """Encode every distinct word once: tables repeat few words many times."""
    if known is None:
        listed = words.tolist()
        encoded = {word: text_bytes(word) for word in set(listed)}
    else:
        listed = [word if there else None for word, there in zip(words.tolist(), known.tolist(), strict=True)]
        encoded = {word: b"\1" + text_bytes(word) for word in set(listed) - {None}}
        encoded[None] = b"\0" + text_bytes("")
    return b"".join(map(encoded.__getitem__, listed))
