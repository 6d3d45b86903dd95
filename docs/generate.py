"""Fill in the generated tables of the documentation from the declarations: `python docs/generate.py`.

A table stands in a page between `<!-- table: NAME -->` and `<!-- end -->`; the rest of the page is written by hand.
`tests/test_docs.py` fails when a table is stale.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import programme
from tables import rows

import sim.month
from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.declare import columns_of, parameters_of
from sim.outcomes import METRICS
from sim.policies import LEVERS
from sim.scenario.county import provenance
from sim.scenario.levers import describe_levers
from sim.world import Behaviour, CountyWorld

DOCS = Path(__file__).parent
PAGES = ("odd.md", "programme.md")
COUNTY = "henan_2002"
BLOCK = re.compile(r"(<!-- table: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def columns(table: type) -> str:
    """Return every column of a population: name, type, unit, meaning."""
    return rows(
        ("column", "type", "unit", "meaning"),
        ((f"`{name}`", dtype, said.unit, said.meaning) for name, (dtype, said) in columns_of(table).items()),
    )


def facts(owner: type, known: dict[str, dict[str, object]]) -> str:
    """Return the parameters that one class declares itself, with what the county file says of each."""
    body = []
    for name in parameters_of(owner):
        if name in known:
            said = known[name]
            body.append((f"`{name}`", said["meaning"], _value(said["value"]), _range(said["range"]), said["unit"],
                         said["status"], said["source"]))  # fmt: skip
    return rows(("parameter", "meaning", "base", "range", "unit", "status", "source"), body)


def behaviour() -> str:
    """Return one table for each mechanism of the month."""
    known = provenance(COUNTY)
    return "\n".join(_section(base, known) for base in reversed(Behaviour.__bases__))


def founding() -> str:
    """Return one table for each group of facts about who lives in the county at its start."""
    known = provenance(COUNTY)
    groups = [base for base in CountyWorld.__mro__ if base not in Behaviour.__mro__ and base is not CountyWorld]
    return "\n".join(_section(base, known) for base in groups)


def _section(owner: type, known: dict[str, dict[str, object]]) -> str:
    return f"**{(owner.__doc__ or '').strip()}** (`{owner.__module__}`)\n\n{facts(owner, known)}"


def _value(said: object) -> str:
    if isinstance(said, dict):
        return ", ".join(f"{label} {value}" for label, value in said.items())
    if isinstance(said, list):
        return ", ".join(f"{entry['value']} from {entry['from']}" for entry in said)
    return str(said)


def _range(said: object) -> str:
    return f"{said[0]} to {said[1]}" if isinstance(said, list) else ""


def levers() -> str:
    """Return one table for each lever."""
    parts = []
    for name, lever in LEVERS.items():
        body = (
            (f"`{row['key']}`", row["meaning"], row["default"], row["unit"], row["status"], row["source"])
            for row in describe_levers(name)
            if row["key"] not in ("on", "begins", "ends")
        )
        head = ("parameter", "meaning", "default", "unit", "status", "source")
        parts.append(f"**{name}** {lever.term}. {lever.law}.\n\n{rows(head, body)}")
    return "\n".join(parts)


def metrics() -> str:
    """Return every metric of `outcomes.parquet`."""
    return rows(
        ("metric", "unit", "kind", "definition", "term"),
        ((f"`{m.name}`", m.unit, m.kind, m.definition, m.term) for m in METRICS),
    )


def month() -> str:
    """Return the paragraphs of the month as its own page tells them, each with the functions it calls."""
    source = inspect.getsource(sim.month)
    page = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    said = dict(re.findall(r"^    # (\d)  (.+)$", source, re.MULTILINE))
    starts = {number: source[: source.index(f"    # {number}  ")].count("\n") for number in said}
    body = []
    for number, text in said.items():
        first = starts[number]
        last = starts.get(str(int(number) + 1), 10_000)
        calls = [
            node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            for statement in page.body
            if first < statement.lineno <= last
            for node in ast.walk(statement)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        ]
        named = [name for name in dict.fromkeys(calls) if name not in ("isinstance", "note")]
        body.append((number, text, ", ".join(f"`{name}`" for name in named) or "-"))
    return rows(("", "what happens", "functions"), body)


TABLES: dict[str, Callable[[], str]] = {
    "month": month,
    "workers": lambda: columns(Workers),
    "employers": lambda: columns(Employers),
    "behaviour": behaviour,
    "founding": founding,
    "levers": levers,
    "metrics": metrics,
    "programme counts": programme.counts,
    "programme left out": programme.left_out,
    "programme items": programme.items,
}


def filled(text: str) -> str:
    """Return a page with every generated table made anew; KeyError for a table that nobody makes."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", text)


def main() -> None:
    """Write every page anew."""
    for name in PAGES:
        page = DOCS / name
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
