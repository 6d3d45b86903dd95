"""The parts of a scenario, `[world]`, `[horizon]` and each `[levers.NAME]`, read by the declarations of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.declare import parameter, parameters_of
from sim.plan import WORLDS
from sim.policies import LEVERS
from sim.scenario.places import Place, Problems, nearest
from sim.scenario.values import read_label, read_value

TOP = ("title", "builds_on", "world", "levers", "horizon")


@dataclass(frozen=True, kw_only=True)
class HorizonKeys:
    """What `[horizon]` may say."""

    start: int = parameter(unit="month", meaning="first month that is written")
    months: int = parameter(unit="months", meaning="months that are written", low=1, high=1200)
    burn_in: int = parameter(
        0, unit="months", meaning="months that are lived before `start` and not written", low=0, high=600
    )
    policy_start: int = parameter(
        0,
        unit="month",
        meaning="month from which the scenario's levers differ from those of its base; empty: `start`."
        " It may lie beyond the horizon",
    )


@dataclass(frozen=True)
class Entry:
    """One value that a file or `--set` says: as written, where, and as it is kept (None: it is wrong)."""

    said: Any
    place: Place
    value: Any


Entries = Mapping[str, Entry]
Sections = Mapping[str, Entries]  # "world", "horizon", "levers.dibao", ... -> key -> what is said


def owner_of(section: str, kind: str) -> type:
    """Return the class whose parameters a section sets; `kind` is that of the world."""
    if section == "horizon":
        return HorizonKeys
    return WORLDS[kind] if section == "world" else LEVERS[section.removeprefix("levers.")]


def defaults_of(owner: type) -> dict[str, Any]:
    """Return the values that need not be said."""
    return {
        field.name: field.default for field in dataclasses.fields(owner) if field.default is not dataclasses.MISSING
    }


def choose_kind(files: Iterable[tuple[Mapping[str, Any], Place]], problems: Problems) -> str:
    """Return the kind of world of a chain of files, the last base first, whose kind all others share."""
    kind = ""
    for tree, place in files:
        world = tree.get("world")
        said = world.get("kind", kind or "county") if isinstance(world, dict) else kind or "county"
        here = place / "world" / "kind"
        if said not in tuple(WORLDS):
            expected = f"one of {', '.join(WORLDS)}"
            problems.add(here, "unknown-choice", said, expected, nearest(str(said), WORLDS))
        elif kind and said != kind:
            problems.add(here, "world-kind", said, f'the world that this file builds on is of kind "{kind}"')
        else:
            kind = said
    return kind or "county"


def read_sections(tree: Mapping[str, Any], place: Place, kind: str, problems: Problems) -> dict[str, Entries]:
    """Read every section that a file has; what is wrong is named and kept out."""
    for key in tree:
        if key not in TOP:
            fix = _home(key, kind) or nearest(key, TOP)
            problems.add(place / key, "unknown-key", tree[key], "no such key at the top of a scenario", fix)
    if "title" in tree:
        read_label(tree["title"], place / "title", problems)
    sections: dict[str, Entries] = {}
    for name in ("world", "horizon"):
        if _is_table(table := tree.get(name, {}), place / name, problems):
            said = {key: value for key, value in table.items() if (name, key) != ("world", "kind")}
            sections[name] = _read_entries(name, said, place / name, kind, problems)
    levers = tree.get("levers", {})
    if not _is_table(levers, place / "levers", problems):
        return sections
    for name, table in levers.items():
        here = place / "levers" / name
        if name not in LEVERS:
            problems.add(here, "unknown-lever", table, "no such lever", nearest(name, LEVERS))
        elif _is_table(table, here, problems):
            sections[f"levers.{name}"] = _read_entries(f"levers.{name}", table, here, kind, problems)
    return sections


def read_entry(owner: type, key: str, said: Any, place: Place, problems: Problems) -> Entry:
    """Read one value of a section."""
    value = read_value(parameters_of(owner)[key], said, place, problems, defaults_of(owner).get(key))
    return Entry(said, place, value)


def merge(layers: Iterable[Sections]) -> dict[str, dict[str, Entry]]:
    """Lay sections over each other, key by key; what comes later wins."""
    merged: dict[str, dict[str, Entry]] = {"world": {}, "horizon": {}}
    for layer in layers:
        for section, entries in layer.items():
            merged.setdefault(section, {}).update(entries)
    return merged


def unknown_key(section: str, key: str, said: Any, place: Place, kind: str, problems: Problems) -> None:
    """Name a key that its section does not have."""
    owner = owner_of(section, kind)
    what = f"no such key in [{section}]" + (f' of kind "{kind}"' if section == "world" else "")
    close = nearest(key, parameters_of(owner))
    fix = close if close.startswith("did") else _home(key, kind) or close
    problems.add(place, "unknown-key", said, what, fix)


def _read_entries(
    section: str, said: Mapping[str, Any], place: Place, kind: str, problems: Problems
) -> dict[str, Entry]:
    owner = owner_of(section, kind)
    declared = parameters_of(owner)
    entries = {}
    for key, value in said.items():
        if key in declared:
            entries[key] = read_entry(owner, key, value, place / key, problems)
        else:
            unknown_key(section, key, value, place / key, kind, problems)
    return entries


def _is_table(said: Any, place: Place, problems: Problems) -> bool:
    if isinstance(said, dict):
        return True
    problems.add(place, "wrong-type", said, "a table", f"write [{place.key}] on a line of its own")
    return False


def _home(key: str, kind: str) -> str:
    """Say where a key would be valid, "" when nowhere."""
    if key == "facts":
        return "a county's file is not run itself: a scenario names it under [world] as county"
    sections = ("world", "horizon", *(f"levers.{name}" for name in LEVERS))
    homes = [section for section in sections if key in parameters_of(owner_of(section, kind))]
    if homes and len(homes) < 3:
        return f"{key} belongs in [{'] or ['.join(homes)}]"
    return f"write [levers.{key}]" if key in LEVERS else ""
