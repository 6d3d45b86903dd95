"""`--set PATH=VALUE`: values laid over a scenario from the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.declare import SHARE_SCALE, Parameter, parameters_of
from sim.errors import Problem
from sim.policies import LEVERS
from sim.scenario.layout import Unreadable, lay_out
from sim.scenario.places import Place, Problems, nearest, shown
from sim.scenario.sections import Entry, defaults_of, owner_of, read_entry, unknown_key

FORM = "PATH=VALUE, as in world.workers=5000"


@dataclass(frozen=True)
class Setting:
    """One value, and the keys that lead to it."""

    section: str  # "world", "horizon", "levers.dibao"
    key: str
    label: str  # inside a table of shares or factors, else ""
    said: Any
    place: Place


def read_settings(sets: Sequence[str], months: int | None, problems: Problems) -> list[Setting]:
    """Split each `PATH=VALUE`; the value is TOML, and text when it is not TOML. `months` is `--months`."""
    settings: dict[tuple[str, str, str], Setting] = {}
    pairs = [_split(text, problems) for text in sets]
    if months is not None:
        pairs.append((("horizon", "months"), months, Place("--months", ("horizon", "months"))))
    for path, said, place in filter(None, pairs):
        depth = 2 if path[0] == "levers" else 1
        section, rest = ".".join(path[:depth]), path[depth:]
        if path[0] not in ("world", "horizon", "levers") or not 1 <= len(rest) <= 2:
            near = nearest(path[0], ("world", "horizon", "levers"))
            problems.add(place, "set-path", said, "a path is world.KEY, horizon.KEY or levers.NAME.KEY", near)
            continue
        setting = Setting(section, rest[0], rest[1] if len(rest) == 2 else "", said, place)
        address = (setting.section, setting.key, setting.label)
        if address in settings:
            problems.add(place, "duplicate-key", said, f"set twice, also to {shown(settings[address].said)}")
        settings[address] = setting
    return list(settings.values())


def apply_settings(
    settings: Sequence[Setting], sections: Mapping[str, Mapping[str, Entry]], kind: str, problems: Problems
) -> dict[str, dict[str, Entry]]:
    """Lay settings over merged sections. A lever can only be set when the scenario itself has it."""
    result = {section: dict(entries) for section, entries in sections.items()}
    changed: dict[tuple[str, str], tuple[Any, Place]] = {}
    for setting in settings:
        if setting.section not in sections:
            _refuse_lever(setting, sections, problems)
            continue
        declared = parameters_of(owner_of(setting.section, kind)).get(setting.key)
        if declared is None:
            unknown_key(setting.section, setting.key, setting.said, setting.place, kind, problems)
        elif not setting.label:
            changed[setting.section, setting.key] = (setting.said, setting.place)
        elif declared.kind not in ("shares", "factors"):
            problems.add(setting.place, "set-path", setting.said, f"{setting.key} is one value, not a table")
        else:
            address = (setting.section, setting.key)
            table = changed[address][0] if address in changed else _table_before(setting, declared, result, kind)
            if isinstance(table, dict):
                place = Place(setting.place.file, setting.place.path[:-1])
                changed[address] = ({**table, setting.label: setting.said}, place)
    for (section, key), (said, place) in changed.items():
        result[section][key] = read_entry(owner_of(section, kind), key, said, place, problems)
    return result


def _split(text: str, problems: Problems) -> tuple[tuple[str, ...], Any, Place] | None:
    path, equals, value = text.partition("=")
    steps = tuple(step.strip() for step in path.split("."))
    if not equals or not all(steps):
        problems.put(Problem("set-form", "--set", None, "", "", f"{FORM}; not {shown(text)}"))
        return None
    place = Place("--set", steps)
    line = f"value = {value}"
    try:
        lay_out(line)
        tree = tomllib.loads(line)
    except Unreadable as why:
        problems.add(place, why.code, value, why.expected)
        return None
    except ValueError:
        return steps, value.strip(), place
    return steps, tree["value"] if len(tree) == 1 else value.strip(), place


def _table_before(setting: Setting, declared: Parameter, sections: Mapping[str, Mapping[str, Entry]], kind: str) -> Any:
    """Return the table that a label is to be changed in, as a file would write it."""
    if setting.key in sections[setting.section]:
        return sections[setting.section][setting.key].said
    default = defaults_of(owner_of(setting.section, kind)).get(setting.key, ())
    return {label: number / SHARE_SCALE if declared.kind == "shares" else number for label, number in default}


def _refuse_lever(setting: Setting, sections: Mapping[str, Any], problems: Problems) -> None:
    lever = setting.section.removeprefix("levers.")
    if lever not in LEVERS:
        problems.add(setting.place, "unknown-lever", setting.said, "no such lever", nearest(lever, LEVERS))
        return
    own = ", ".join(section.removeprefix("levers.") for section in sections if section.startswith("levers."))
    expected = f"the scenario itself does not set {lever}; it sets {own or 'no lever'}"
    fix = f"put [levers.{lever}] into the scenario file"
    problems.add(setting.place, "set-lever", setting.said, expected, fix)
