"""The map of the county's programme of 2002: where each of its items lives in the code, from docs/programme.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tables import rows

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.declare import columns_of, parameters_of
from sim.groups import Groups
from sim.outcomes import METRICS
from sim.policies import LEVERS
from sim.runs.contract import TABLES
from sim.scenario.county import provenance

DOCS = Path(__file__).parent
ROOT = DOCS.parent
COUNTY = "henan_2002"
KINDS = {
    "module": "mechanism",
    "lever": "lever",
    "parameter": "parameter",
    "column": "state",
    "metric": "outcome",
    "table": "outcome",
    "group": "group",
    "target": "calibration target",
    "scenario": "scenario",
}  # kind of place -> what the page calls it


class Item(NamedTuple):
    """One item of the programme: its places, and what they leave out, or why there is none."""

    id: str
    section: str
    english: str
    chinese: str
    lives: tuple[str, ...]
    note: str
    left_out: str


@cache
def programme() -> tuple[dict[str, str], tuple[Item, ...]]:
    """Return the titles of the sections, and every item."""
    said = tomllib.loads((DOCS / "programme.toml").read_text(encoding="utf-8"))
    titles = said.pop("sections")
    return titles, tuple(_item(name, entry) for name, entry in said.items())


def _item(name: str, entry: Mapping[str, object]) -> Item:
    unknown = entry.keys() - {"section", "english", "chinese", "lives", "note", "left_out"}
    if unknown:
        raise KeyError(f"programme.toml: {name} has {', '.join(sorted(unknown))}")
    section, english, chinese = (str(entry[key]) for key in ("section", "english", "chinese"))
    note, left_out = str(entry.get("note", "")), str(entry.get("left_out", ""))
    return Item(name, section, english, chinese, tuple(entry.get("lives", ())), note, left_out)


@cache
def places() -> dict[str, frozenset[str]]:
    """Return every place that there is, by kind."""
    facts = provenance(COUNTY)
    groups = Groups(tuple(facts["town_shares"]["value"]))
    tables = {"workers": Workers, "employers": Employers}
    world = {f"world.{name}" for name in facts}
    levers = {f"levers.{name}.{key}" for name, lever in LEVERS.items() for key in parameters_of(lever)}
    return {
        "module": frozenset(path.relative_to(ROOT).as_posix() for path in (ROOT / "sim").rglob("*.py")),
        "lever": frozenset(LEVERS),
        "parameter": frozenset(world | levers),
        "column": frozenset(f"{name}.{column}" for name, table in tables.items() for column in columns_of(table)),
        "metric": frozenset(metric.name for metric in METRICS),
        "table": frozenset(f"{table.name}.{column.name}" for table in TABLES for column in table.columns),
        "group": frozenset(f"{by}/{group}" for by, group in (*groups.person_labels, *groups.employer_labels)),
        "target": frozenset(re.findall(r'Target\("(\w+)"', (ROOT / "experiments/_targets.py").read_text("utf-8"))),
        "scenario": frozenset(path.stem for path in (ROOT / "scenarios").glob("*.toml")),
    }


def exists(place: str) -> bool:
    """Tell whether a place, `kind:name`, is there."""
    kind, _, name = place.partition(":")
    return name in places().get(kind, ())


def items() -> str:
    """Return one table for each section."""
    titles, every = programme()
    parts = []
    for section, title in titles.items():
        body = [(item.id, item.english, item.chinese, _where(item)) for item in every if item.section == section]
        parts.append(f"### {section}. {title}\n\n" + rows(("", "item", "term", "where it lives"), body))
    return "\n".join(parts)


def counts() -> str:
    """Return how many items live somewhere, and how many of each kind of place."""
    titles, every = programme()
    body = [(f"{section}. {title}", *_count(_of(every, section))) for section, title in titles.items()]
    parts = rows(("section", "items", "live somewhere", "left out"), [*body, ("all", *_count(every))])
    kinds = {
        word: [item.id for item in every if word in {KINDS[place.partition(":")[0]] for place in item.lives}]
        for word in dict.fromkeys(KINDS.values())
    }
    return parts + "\n" + rows(("as a", "items"), ((word, len(ids)) for word, ids in kinds.items()))


def left_out() -> str:
    """Return the items without a place, each with the reason."""
    _, every = programme()
    return rows(
        ("", "item", "term", "why"),
        ((item.id, item.english, item.chinese, item.left_out) for item in every if item.left_out),
    )


def _of(every: Iterable[Item], section: str) -> list[Item]:
    return [item for item in every if item.section == section]


def _count(some: Iterable[Item]) -> tuple[int, int, int]:
    some = tuple(some)
    return len(some), sum(bool(item.lives) for item in some), sum(bool(item.left_out) for item in some)


def _where(item: Item) -> str:
    if item.left_out:
        return f"left out: {item.left_out}"
    said: dict[str, list[str]] = {}
    for place in item.lives:
        kind, _, name = place.partition(":")
        said.setdefault(KINDS[kind], []).append(_written(kind, name))
    text = "; ".join(f"{word} {', '.join(names)}" for word, names in said.items())
    return f"{text}. {item.note[:1].upper()}{item.note[1:]}." if item.note else text


def _written(kind: str, name: str) -> str:
    if kind == "module":
        return f"[{name.removeprefix('sim/')}](../{name})"
    if kind == "lever":
        return f"[{name}](../sim/policies/{name}.py)"
    return f"`{name}`"
