"""From a scenario file to a plan: follow `builds_on`, lay the files over each other, check, and build."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.declare import parameters_of
from sim.months import write_month
from sim.plan import WORLDS, Horizon, Plan
from sim.policies import LEVERS, Lever
from sim.scenario.checks import Checks
from sim.scenario.county import read_county
from sim.scenario.document import Document, read_document
from sim.scenario.library import find_scenario
from sim.scenario.places import Place, Problems
from sim.scenario.sections import (
    Entry,
    HorizonKeys,
    Sections,
    choose_kind,
    defaults_of,
    merge,
    owner_of,
    read_sections,
)
from sim.scenario.sets import Setting, apply_settings, read_settings
from sim.scenario.values import complete_shares, read_label

EXAMPLES = {"start": '"2003-01"', "months": "36", "county": '"henan_2002"'}


def read_plan(scenario: str | Path, sets: Sequence[str] = (), *, months: int | None = None) -> Plan:
    """Return the plan of a scenario file or name; InvalidInput names all problems, and nothing is run.

    `sets` are the `PATH=VALUE` of `--set`; `months` overrides the length of the horizon.
    """
    problems = Problems()
    settings = read_settings(sets, months, problems)
    chain, complete = _load_chain(scenario, problems)
    if not chain:
        problems.refuse()
    leaf = chain[-1]
    kind = choose_kind([(file.tree, file.place) for file in chain], problems)
    layers: list[Sections] = []
    for file in reversed(chain):  # so that problems of the scenario itself are listed first
        layers.insert(0, read_sections(file.tree, file.place, kind, problems))
    notes = [note for file in chain for note in file.notes]
    if kind == "county":
        facts, county_notes = _county_facts(layers, settings, leaf, problems)
        layers.insert(0, {"world": facts})
        notes += county_notes
    else:
        layers.insert(0, {})
    merged = merge(layers)
    reached = [setting for setting in settings if complete or setting.section in merged]
    sections = apply_settings(reached, merged, kind, problems)
    values = {name: _values(name, entries, kind, leaf, problems, complete) for name, entries in sections.items()}
    horizon = values["horizon"]
    first = horizon["start"] - horizon["burn_in"] if {"start", "burn_in"} <= horizon.keys() else None
    Checks(values, sections, leaf.place, problems, first).everything()
    before = _sections_before(layers, sections, problems) if first is not None else {}
    if first is not None and first < (horizon.get("policy_start") or horizon["start"]):
        values_before = {name: _values(name, entries, kind, leaf, problems, False) for name, entries in before.items()}
        Checks(values_before, before, leaf.place, problems, first).calendar()
    problems.refuse()
    return Plan(
        name=leaf.path.stem,
        world=WORLDS[kind](**values["world"]),  # type: ignore[arg-type]
        levers=_build_levers(sections),
        levers_before=_build_levers(before),
        horizon=Horizon(**horizon | {"policy_start": horizon["policy_start"] or horizon["start"]}),
        title=read_label(leaf.tree.get("title", ""), leaf.place, problems) or "",
        notes=tuple(notes),
    )


def _load_chain(scenario: str | Path, problems: Problems) -> tuple[list[Document], bool]:
    """Read a scenario and everything it builds on, the last base first, and tell whether all of it was read."""
    chain: list[Document] = []
    seen: dict[str, str] = {}
    said: Any = scenario
    place, near = Place("command line", ("scenario",)), None
    while True:
        path = find_scenario(said, place, problems, near)
        if path is None:
            return chain, False
        if (real := os.path.realpath(path)) in seen:
            circle = " -> ".join([*seen.values(), path.stem])
            problems.add(place, "circle", said, f"the files build on each other in a circle: {circle}")
            return chain, False
        seen[real] = path.stem
        document = read_document(path, problems)
        if document is None:
            return chain, False
        chain.insert(0, document)
        if "builds_on" not in document.tree:
            return chain, all(file.whole for file in chain)
        said, place, near = document.tree["builds_on"], document.place / "builds_on", path
        if not isinstance(said, str):
            problems.add(place, "wrong-type", said, 'the name of a scenario, such as "no_new_policy"')
            return chain, False


def _county_facts(
    layers: Sequence[Sections], settings: Sequence[Setting], leaf: Document, problems: Problems
) -> tuple[Mapping[str, Entry], Sequence[str]]:
    """Return the facts of the county that the files or `--set` name, whichever comes last."""
    entry = merge(layers)["world"].get("county")
    for setting in settings:
        if (setting.section, setting.key) == ("world", "county") and isinstance(setting.said, str):
            entry = Entry(setting.said, setting.place, setting.said)
    if entry is None or entry.value is None:
        return {}, ()
    facts, _, notes = read_county(entry.value, entry.place, problems, leaf.path)
    return facts, notes


def _values(
    section: str, entries: Mapping[str, Entry], kind: str, leaf: Document, problems: Problems, complete: bool
) -> dict[str, Any]:
    """Return the values of a section, defaults included; what is missing is named unless a file was not read whole."""
    owner = owner_of(section, kind)
    defaults = defaults_of(owner)
    values = {key: entry.value for key, entry in entries.items() if entry.value is not None}
    for key, declared in parameters_of(owner).items():
        if key in entries:
            continue
        if key in defaults:
            values[key] = complete_shares(declared, defaults[key]) if declared.kind == "shares" else defaults[key]
        elif complete and key in EXAMPLES:
            place = Place(leaf.place.file, (section, key), leaf.place.lines)
            fix = f"write {key} = {EXAMPLES[key]} under [{section}]"
            problems.add(place, "missing-key", None, f"missing: {declared.meaning}", fix)
    return values


def _build_levers(sections: Sections) -> tuple[Lever, ...]:
    """Build the levers of a scenario in the order of `LEVERS`: the order of tables in a file means nothing."""
    return tuple(
        lever(**{key: entry.value for key, entry in sections[f"levers.{name}"].items()})
        for name, lever in LEVERS.items()
        if f"levers.{name}" in sections
    )


def _sections_before(layers: Sequence[Sections], sections: Sections, problems: Problems) -> Sections:
    """Return the levers in force before `policy_start`: those of `builds_on`.

    A base whose own policy starts later still has the levers of its base until then, and so on; the whole
    time before `policy_start` must have one set of levers. Without `builds_on` there are no levers before a
    `policy_start` that lies after `start`; otherwise the scenario's own levers hold in the burn-in as well.
    """
    start, burn_in = (_said(sections, key) for key in ("start", "burn_in"))
    first = start - burn_in
    cutoff = _said(sections, "policy_start") or start
    for depth in range(len(layers) - 1, 1, -1):
        base = merge(layers[:depth])
        begins = _said(base, "policy_start") or start
        if begins <= first or (depth == 2 and begins <= start):  # the last base has no base to differ from
            return _only_levers(base)
        if begins < cutoff:
            entry = sections["horizon"].get("policy_start") or sections["horizon"]["start"]
            expected = f"three sets of levers: what it builds on starts its own policy in {write_month(begins)}"
            fix = f"start by then, or let policy_start be {write_month(begins)} or earlier"
            problems.add(entry.place, "three-regimes", entry.said, expected, fix)
            return {}
    return _only_levers(sections) if len(layers) == 2 and cutoff <= start else {}


def _said(sections: Sections, key: str) -> Any:
    entry = sections["horizon"].get(key)
    return entry.value if entry else defaults_of(HorizonKeys)[key]


def _only_levers(sections: Sections) -> Sections:
    return {section: entries for section, entries in sections.items() if section.startswith("levers.")}
