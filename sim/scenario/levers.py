"""What can be set on each lever: unit, range, law, source and status."""

from __future__ import annotations

from typing import Any

from sim.declare import Dated, Parameter, parameters_of
from sim.money import write_money
from sim.months import write_month
from sim.policies import LEVERS
from sim.scenario.places import Place, Problems, nearest, shown
from sim.scenario.sections import defaults_of


def describe_levers(name: str | None = None) -> list[dict[str, Any]]:
    """Return every parameter of one lever, or of all; `default` is written as in a scenario file."""
    rows = []
    for lever in _chosen(name):
        defaults = defaults_of(LEVERS[lever])
        for key, declared in parameters_of(LEVERS[lever]).items():
            rows.append({
                "lever": lever,
                "key": key,
                "term": declared.term,
                "unit": declared.unit,
                "default": written(declared, defaults[key]) if key in defaults else None,
                "low": declared.low,
                "high": declared.high,
                "status": declared.status,
                "source": declared.source,
                "meaning": declared.meaning,
                "law": LEVERS[lever].law,
                "dated": declared.dated,
            })  # fmt: skip
    return rows


def levers_text(name: str | None = None) -> str:
    """Return the same for people: each key as in a file, then its range, what it means and how well it is known."""
    rows = describe_levers(name)
    blocks = []
    for lever in _chosen(name):
        about = LEVERS[lever]
        lines = [f"[levers.{lever}]  {about.term}", f"  {about.law}", ""]
        for row in rows:
            if row["lever"] == lever:
                lines += _lines_of(row)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def written(declared: Parameter, value: Any) -> Any:
    """Return a kept value as TOML would have it."""
    if isinstance(value, Dated):
        return [{"from": write_month(month), "value": written(declared, part)} for month, part in value.entries]
    if declared.kind == "money":
        return write_money(value, declared.per)
    if declared.kind == "month":
        return write_month(value) if value else ""
    return value


def _chosen(name: str | None) -> list[str]:
    if name is None:
        return list(LEVERS)
    if name not in LEVERS:
        problems = Problems()
        place = Place("command line", ("lever",))
        problems.add(place, "unknown-lever", name, "no such lever", nearest(name, LEVERS))
        problems.refuse()
    return [name]


def _lines_of(row: dict[str, Any]) -> list[str]:
    low, high = row["low"], row["high"]
    bounds = f"{low:,.12g} to {high:,.12g} {row['unit']}" if low is not None and high is not None else row["unit"]
    known = [row["status"], row["source"], "may be dated" if row["dated"] else "", row["term"]]
    facts = "; ".join(fact for fact in (bounds, *known) if fact)
    return [f"  {row['key']} = {shown(row['default'])}", f"      {row['meaning']}", f"      {facts}"]
