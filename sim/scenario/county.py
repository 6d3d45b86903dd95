"""The facts of a county: `scenarios/counties/NAME.toml`, each with unit, source, status and range.

`[facts]` holds one inline table per parameter of a county's world:
`jobless = {value = 5000, unit = "persons", range = [3000, 9000], status = "assumed", source = "section 10"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.declare import Dated, Parameter, parameters_of
from sim.scenario.document import read_document
from sim.scenario.library import find_county
from sim.scenario.places import Place, Problems, nearest, shown
from sim.scenario.sections import Entry
from sim.scenario.values import read_label, read_value
from sim.world import CountyWorld

STATUSES = ("found", "derived", "recalled", "assumed")
ABOUT = ("value", "unit", "range", "status", "source")
MOST_FORMS = 8  # missing facts that are explained one by one
WITHOUT_RANGE = ("shares", "factors", "choice", "flag", "month")


def facts_declared() -> dict[str, Parameter]:
    """Return the parameters that a county file must give."""
    return {name: declared for name, declared in parameters_of(CountyWorld).items() if name != "county"}


def read_county(
    name: str, place: Place, problems: Problems, near: Path | None = None
) -> tuple[dict[str, Entry], Mapping[str, Any], tuple[str, ...]]:
    """Return the facts of a county as entries of `[world]`, the same as written, and notes on the file."""
    path = find_county(name, place, problems, near)
    document = read_document(path, problems) if path else None
    if document is None:
        return {}, {}, ()
    tree, root = document.tree, document.place
    for key in tree:
        if key not in ("title", "facts"):
            fix = nearest(key, ("title", "facts"))
            problems.add(root / key, "unknown-key", tree[key], "no such key at the top of a county", fix)
    if "title" in tree:
        read_label(tree["title"], root / "title", problems)
    facts = tree.get("facts", {})
    if not isinstance(facts, dict):
        problems.add(root / "facts", "wrong-type", facts, "a table", "write [facts] on a line of its own")
        return {}, {}, ()
    declared = facts_declared()
    for key in facts:
        if key not in declared:
            problems.add(root / "facts" / key, "unknown-key", facts[key], "no such fact", nearest(key, declared))
    missing = {key: parameter for key, parameter in declared.items() if key not in facts} if document.whole else {}
    if len(missing) > MOST_FORMS:
        problems.add(root / "facts", "missing-fact", None, f"{len(missing)} facts are missing: {', '.join(missing)}")
        missing = {}
    for key, parameter in missing.items():
        fix = f'write {key} = {{value = ..., unit = "{parameter.unit}", range = [...], status = ..., source = ...}}'
        problems.add(root / "facts" / key, "missing-fact", None, f"missing: {parameter.meaning}", fix)
    entries = {
        key: _read_fact(parameter, facts[key], root / "facts" / key, problems)
        for key, parameter in declared.items()
        if key in facts
    }
    return entries, facts, document.notes


def provenance(county: str) -> dict[str, dict[str, Any]]:
    """Return what is known of each fact of a county: value as written, unit, range, status, source, meaning, term."""
    problems = Problems()
    _, facts, _ = read_county(county, Place("command line", ("county",)), problems)
    problems.refuse()
    declared = facts_declared()
    return {
        name: {about: facts[name].get(about) for about in ABOUT}
        | {"meaning": declared[name].meaning, "term": declared[name].term}
        for name in declared
    }


def _read_fact(declared: Parameter, fact: Any, place: Place, problems: Problems) -> Entry:
    if not isinstance(fact, dict):
        form = f'write {{ value = {shown(fact)}, unit = "{declared.unit}", ... }}'
        problems.add(place, "wrong-type", fact, "a table with value, unit, range, status and source", form)
        return Entry(fact, place, None)
    for key in fact:
        if key not in ABOUT:
            problems.add(place / key, "unknown-key", fact[key], "no such key in a fact", nearest(key, ABOUT))
    for key in ABOUT:
        if key not in fact and (key != "range" or declared.kind not in WITHOUT_RANGE):
            problems.add(place, "missing-key", None, f"`{key}` is missing")
    if "unit" in fact and fact["unit"] != declared.unit:
        problems.add(place / "unit", "wrong-unit", fact["unit"], f'the unit is "{declared.unit}"')
    if "status" in fact and fact["status"] not in STATUSES:
        expected = f"one of {', '.join(STATUSES)}"
        problems.add(place / "status", "unknown-choice", fact["status"], expected)
    if "source" in fact and read_label(fact["source"], place / "source", problems) == "":
        problems.add(place / "source", "missing-key", "", "where the value comes from")
    value = read_value(declared, fact["value"], place / "value", problems) if "value" in fact else None
    if "range" in fact:
        _check_range(declared, fact, value, place, problems)
    return Entry(fact.get("value"), place / "value", value)


def _check_range(declared: Parameter, fact: Mapping[str, Any], value: Any, place: Place, problems: Problems) -> None:
    said, here = fact["range"], place / "range"
    if declared.kind in WITHOUT_RANGE or not isinstance(said, list) or len(said) != 2:
        problems.add(here, "wrong-type", said, "the lowest and the highest of a number or an amount, [..., ...]")
        return
    low, high = (read_value(declared, end, here / position, problems) for position, end in enumerate(said))
    if low is None or high is None or value is None:
        return
    values = [part for _, part in value.entries] if isinstance(value, Dated) else [value]
    if low > high or not all(low <= part <= high for part in values):
        expected = f"the value, {shown(fact['value'])}, must lie between the two"
        problems.add(here, "outside-range", said, expected)
