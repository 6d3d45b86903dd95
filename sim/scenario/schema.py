"""The JSON Schema of a scenario file, made from the declarations of the model.

Editors complete and check scenario files with it: their first line names it. It describes one file; what only
the resolved scenario can show (sums of shares, inheritance, order of months) is checked by `reemploy check`.
`python -m sim.scenario` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.declare import Parameter, parameters_of
from sim.plan import WORLDS
from sim.policies import LEVERS
from sim.scenario.levers import written
from sim.scenario.library import ID, PACKAGE_SCENARIOS
from sim.scenario.sections import HorizonKeys, defaults_of
from sim.scenario.values import LONGEST

FILE = "scenario.schema.json"
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


def json_schema() -> dict[str, Any]:
    """Return the schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reemploy scenario",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string", "maxLength": LONGEST, "description": "a label for people"},
            "builds_on": {"type": "string", "description": "the scenario that holds where this file says nothing"},
            "world": {
                "description": "the county: facts and uncertainties",
                "anyOf": [_section(world, {"kind": {"const": kind}}) for kind, world in WORLDS.items()],
            },
            "levers": {
                "description": "what government chooses",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"description": f"{lever.term}: {lever.law}"} | _section(lever)
                    for name, lever in LEVERS.items()
                },
            },
            "horizon": {"description": "when it begins and how long it lasts", **_section(HorizonKeys)},
        },
    }


def schema_text() -> str:
    """Return the published text of the schema."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _section(owner: type, more: dict[str, Any] | None = None) -> dict[str, Any]:
    defaults = defaults_of(owner)
    keys = {key: _described(declared, defaults.get(key)) for key, declared in parameters_of(owner).items()}
    return {"type": "object", "additionalProperties": False, "properties": (more or {}) | keys}


def _described(declared: Parameter, default: Any) -> dict[str, Any]:
    known = " ".join(filter(None, [declared.status, declared.source]))
    about = [f"{declared.meaning} [{declared.unit}]" if declared.unit else declared.meaning, declared.term, known]
    described: dict[str, Any] = {"description": "; ".join(filter(None, about))}
    if default is not None and declared.kind not in ("shares", "factors"):
        described["default"] = written(declared, default)
    value = _value(declared)
    if declared.kind == "month" and default == 0:
        value = {"anyOf": [value, {"const": ""}]}
    if declared.dated:
        value = {"anyOf": [value, _dated(value)]}
    return described | value


def _value(declared: Parameter) -> dict[str, Any]:
    bounds = {"minimum": declared.low, "maximum": declared.high}
    limits = {name: bound for name, bound in bounds.items() if bound is not None}
    match declared.kind:
        case "money":
            per = rf"/{declared.per}" if declared.per else ""
            return {"type": "string", "pattern": rf"^\s*-?[0-9]+(\.[0-9]+)?\s*(分|元|万元|亿元){per}\s*$"}
        case "real" if declared.unit.startswith("share"):
            percent = {"type": "string", "pattern": r"^\s*-?[0-9]+(\.[0-9]+)?\s*%\s*$"}
            return {"anyOf": [{"type": "number", **limits}, percent]}
        case "real":
            return {"type": "number", **limits}
        case "whole":
            return {"type": "integer", **limits}
        case "month":
            return {"type": "string", "pattern": MONTH}
        case "flag":
            return {"type": "boolean"}
        case "choice" if declared.choices == ("*",):
            return {"type": "string", "pattern": f"^{ID.pattern}$"}
        case "choice":
            return {"enum": list(declared.choices)}
    unit, high = ("share", 1) if declared.kind == "shares" else ("number", declared.high)
    number = _value(Parameter(unit, "", low=declared.low or 0, high=high))
    if declared.labels == ("*",):
        return {"type": "object", "propertyNames": {"pattern": f"^{ID.pattern}$"}, "additionalProperties": number}
    return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(declared.labels, number)}


def _dated(value: dict[str, Any]) -> dict[str, Any]:
    entry = {"from": {"type": "string", "pattern": MONTH}, "value": value}
    return {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "additionalProperties": False, "required": list(entry), "properties": entry},
    }


def write_schema(folder: Path = PACKAGE_SCENARIOS) -> Path:
    """Write the schema into the folder of scenarios."""
    file = folder / FILE
    file.write_text(schema_text(), encoding="utf-8", newline="\n")
    return file
