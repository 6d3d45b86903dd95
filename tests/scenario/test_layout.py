"""The locator of keys: it agrees with tomllib about what is there, and never fails."""

import json
import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.layout import Unreadable, lay_out

names = st.text("abc_-1", min_size=1, max_size=3) | st.sampled_from(["城关", "a b", "x.y", 'q"q', "#", "=", "]", ""])
scalars = st.integers() | st.booleans() | st.text("ab\"'#[]{}=,.\\ 元\n", max_size=8)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def write_value(value, spread):
    """Write a value; lists go over several lines when `spread` says so."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'" if spread and not set(value) & set("'\n") else quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {write_value(part, False)}" for key, part in value.items()) + "}"
    gap = "\n  # why\n  " if spread else " "
    return "[" + "".join(f"{gap}{write_value(part, spread)}," for part in value) + "]"


def leaves(tree, path=()):
    yield path
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, part in parts:
        yield from leaves(part, (*path, step))


values = st.recursive(
    scalars, lambda part: st.lists(part, max_size=3) | st.dictionaries(names, part, max_size=3), max_leaves=6
)
tables = st.dictionaries(names, st.dictionaries(names, values, max_size=4), max_size=4)


@given(tables, st.booleans(), st.randoms(use_true_random=False))
def test_every_key_stands_where_it_was_written(tree, spread, random):
    lines, expected = ["# head"], {}
    for table, entries in tree.items():
        lines += [""] * random.randrange(3)
        lines.append(f"[ {quoted(table)} ] # a comment")
        expected[table,] = len(lines)
        for key, value in entries.items():
            expected[table, key] = len(lines) + 1
            lines += f"  {quoted(key)}\t= {write_value(value, spread)} # = [x]".split("\n")
    text = "\n".join(lines)
    assert tomllib.loads(text) == tree
    layout = lay_out(text)
    assert {path: layout.lines[path] for path in expected} == expected
    assert set(leaves(tree)) - {()} <= set(layout.lines)
    assert not any(statement.repeats for statement in layout.statements)


words = ["a", "b", "=", "1", '"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", ",", ".", "#", "\\", "元"]
pieces = st.lists(st.sampled_from([*words, " ", "\n", "\n[a]\n"]), max_size=40)


@given(pieces.map("".join) | st.text())
def test_no_text_breaks_it_and_what_tomllib_reads_it_finds(text):
    text = text.replace("\r", "")
    layout = lay_out(text)
    spans = [(statement.start, statement.end) for statement in layout.statements]
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    try:
        tree = tomllib.loads(text)
    except ValueError:
        return
    assert set(leaves(tree)) - {()} <= set(layout.lines)


def test_dotted_keys_lists_of_tables_and_tables_in_lists():
    text = """\
a.b = {c = [1,
  2], "d.e" = 3}
[x.y]
z = '''
[not.a.header]
'''
[[list]]
k = 1
[[list]]
k = 2
[list.sub]
m = 3
"""
    lines = lay_out(text).lines
    expected = {
        ("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1, ("a", "b", "c", 1): 2, ("a", "b", "d.e"): 2, ("x", "y"): 3,
        ("x", "y", "z"): 4, ("list",): 7, ("list", 0): 7, ("list", 1): 9, ("list", 1, "k"): 10,
        ("list", 1, "sub"): 11, ("list", 1, "sub", "m"): 12,
    }  # fmt: skip
    assert {path: lines[path] for path in expected} == expected
    assert set(leaves(tomllib.loads(text))) - {()} <= set(lines)


def test_repetitions_name_both_lines():
    statements = lay_out("a = 1\nb = 2\na = 3\n[t]\n[u]\n[t]\n").statements
    assert [statement.repeats for statement in statements if statement.repeats] == [
        [(("a",), 1, 3)],
        [(("t",), 4, 6)],
    ]


@pytest.mark.parametrize("text", ["a = " + "[" * 30, "a = " + "{a=" * 30, ".".join("a" * 30)])
def test_what_is_too_deep_is_given_up(text):
    with pytest.raises(Unreadable):
        lay_out(text)
