"""The digest against a slow twin written from its definition, in memory and from the file."""

import hashlib
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import InvariantBroken
from sim.runs import parquet
from sim.runs.contract import TABLES, Column, TableContract
from sim.runs.digest import table_digest
from sim.runs.rows import fit

KINDS = TableContract(
    "kinds",
    "anything",
    (
        Column("seed", "int64", "", ""),
        Column("name", "text", "", ""),
        Column("count", "int64", "", "", nullable=True),
        Column("size", "float64", "", ""),
        Column("yes", "bool", "", ""),
        Column("end", "text", "", "", nullable=True),
    ),
    key=("seed", "name", "count"),
)

DATABASE = parquet.connect()


def slow_digest(contract, rows):
    """What `sim.runs.digest` says in words; `rows` are tuples, None where nothing is known."""

    def sort_key(row):
        at = {column.name: place for place, column in enumerate(contract.columns)}
        return [(1,) if row[at[name]] is None else (0, row[at[name]]) for name in contract.key]

    def text(said):
        encoded = said.encode("utf-8")
        return struct.pack("<Q", len(encoded)) + encoded

    pack = {"int64": "<q", "float64": "<d", "bool": "<?"}
    stream = b""
    for place, column in enumerate(contract.columns):
        stream += text(column.name) + text(column.type + "?" * column.nullable) + struct.pack("<Q", len(rows))
        for row in sorted(rows, key=sort_key):
            value = row[place]
            if column.nullable:
                stream += b"\0" if value is None else b"\1"
            if column.type == "text":
                stream += text("" if value is None else value)
            else:
                stream += struct.pack(pack[column.type], 0 if value is None else value)
    return hashlib.sha256(stream).hexdigest()


def as_table(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 6
    count = np.ma.array([value or 0 for value in columns[2]], np.int64, mask=[value is None for value in columns[2]])
    end = np.array([value or "" for value in columns[5]], object)
    return {
        "name": np.array(columns[1], object),
        "count": count,
        "size": np.array(columns[3], np.float64),
        "yes": np.array(columns[4], np.bool_),
        "end": np.ma.array(end, mask=[value is None for value in columns[5]]),
    }


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
rows_of_kinds = st.lists(
    st.tuples(
        st.just(7),
        names,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none() | names,
    ),
    max_size=12,
    unique_by=lambda row: row[1:3],
)


@settings(max_examples=150)
@given(rows_of_kinds)
def test_digest_equals_its_slow_twin(rows):
    assert table_digest(KINDS, fit(KINDS, as_table(rows), 7)) == slow_digest(KINDS, rows)


@settings(max_examples=25)
@given(rows=rows_of_kinds)
def test_a_file_holds_what_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("digest") / "kinds.parquet"
    parquet.write(DATABASE, path, KINDS, fit(KINDS, as_table(rows), 7))
    assert parquet.file_digest(DATABASE, path, KINDS, [7]) == slow_digest(KINDS, rows)


def test_digest_known_answer():
    row = (3, "失业", None, 0.5, True, "2003-01")
    assert table_digest(KINDS, fit(KINDS, as_table([row]), 3)) == slow_digest(KINDS, [row])
    assert slow_digest(KINDS, [row]) == "e3f5fbdc30f937fed3fbbf55f628bd993ca4fdd0799d8da0566f592084ad7e81"


def test_a_joined_file_has_the_digest_of_all_its_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "CHUNK_ROWS", 4)  # the columns are read in several chunks
    rows = [(seed, name, None, seed / 2, name == "a", "2003-01") for seed in (1, 2, 9) for name in "cab"]
    parts = []
    for seed in (1, 2, 9):
        parts.append(tmp_path / f"{seed}.parquet")
        parquet.write(DATABASE, parts[-1], KINDS, fit(KINDS, as_table([row for row in rows if row[0] == seed]), seed))
    parquet.join(DATABASE, parts, tmp_path / "all.parquet")
    assert parquet.file_digest(DATABASE, tmp_path / "all.parquet", KINDS, [1, 2, 9]) == slow_digest(KINDS, rows)


def test_many_parts_are_joined_in_batches(tmp_path, monkeypatch):
    parts = [tmp_path / f"{seed}.parquet" for seed in range(30)]
    for seed, part in enumerate(parts):
        parquet.write(DATABASE, part, KINDS, fit(KINDS, as_table([(seed, "a", None, 1.0, True, None)]), seed))
    digests = set()
    for most in (2, 3, 24, 100):
        monkeypatch.setattr(parquet, "OPEN_FILES", most)
        parquet.join(DATABASE, parts, tmp_path / "all.parquet")
        digests.add(parquet.file_digest(DATABASE, tmp_path / "all.parquet", KINDS, range(30)))
    assert len(digests) == 1
    assert len(list(tmp_path.iterdir())) == 31


def test_equal_tables_give_equal_bytes(tmp_path):
    rows = [(7, f"row {n % 50}", n, n / 3, n % 2 == 0, None) for n in range(5000)]
    for name in ("one", "other"):
        parquet.write(DATABASE, tmp_path / name, KINDS, fit(KINDS, as_table(rows), 7))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_path_may_look_like_a_pattern(tmp_path):
    folder = tmp_path / "o'ne [1] *?"
    folder.mkdir()
    (tmp_path / "o'ne 1 xy").mkdir()
    row = (7, "a", 1, 1.0, True, None)
    parquet.write(DATABASE, folder / "kinds.parquet", KINDS, fit(KINDS, as_table([row]), 7))
    assert parquet.file_digest(DATABASE, folder / "kinds.parquet", KINDS, [7]) == slow_digest(KINDS, [row])


GOOD = {
    "name": np.array(["b", "a"], object),
    "count": np.ma.array([1, 2], mask=[False, True]),
    "size": np.array([1.0, 2.0]),
    "yes": np.array([True, False]),
    "end": np.ma.array(np.array(["", "x"], object), mask=[True, False]),
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"size": np.array([1.0, np.nan])}, "not a finite number"),
        ({"size": np.array([1.0, np.inf])}, "not a finite number"),
        ({"count": np.array([1.5, 2.5])}, "is float64, its contract says int64"),
        ({"yes": np.array([0, 1])}, "is int64, its contract says bool"),
        ({"name": np.array(["a", 3], object)}, "int where text belongs"),
        ({"name": np.ma.array(["a", "b"], mask=[True, False])}, "1 missing values"),
        ({"name": np.array(["a", "a"], object), "count": np.ma.array([1, 1])}, "two rows with the key"),
        ({"size": np.array([1.0])}, "other columns have 2 rows"),
        ({"more": np.array([1.0, 2.0])}, "its contract says"),
    ],
)
def test_a_table_that_breaks_its_contract_stops_the_run(change, said):
    with pytest.raises(InvariantBroken, match=said):
        fit(KINDS, GOOD | change, 7)


def test_rows_are_sorted_by_key_with_nulls_last():
    fitted = fit(
        KINDS, GOOD | {"name": np.array(["a", "a"], object), "count": np.ma.array([2, 1], mask=[True, False])}, 7
    )
    assert fitted["count"].tolist() == [1, None]
    assert fitted["seed"].tolist() == [7, 7]


def test_keys_and_names_of_the_contract_are_sound():
    for contract in TABLES:
        names = [column.name for column in contract.columns]
        assert names[0] == contract.key[0] == "seed"
        assert len(set(names)) == len(names)
        assert set(contract.key) <= set(names)
