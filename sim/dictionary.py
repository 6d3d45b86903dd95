"""The dictionary beside every run: name, unit, definition and source of every metric, column, parameter and lever."""

from __future__ import annotations

from typing import Any

from sim.agents.employers import Employers
from sim.agents.providers import Courses, Providers
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.declare import columns_of, parameters_of
from sim.outcomes import COUNTY_METRICS, EMPLOYER_METRICS, METRICS
from sim.plan import Plan
from sim.policies import Benefit, Lever

TABLES = (Workers, Employers, Providers, Courses, Standing)
PERSON_DIMENSIONS = ("all", "sex", "age_band", "is_4050", "schooling", "origin", "town", "spell")
EMPLOYER_DIMENSIONS = ("sector", "ownership", "town_ownership", "area")


def dictionary(plan: Plan) -> dict[str, Any]:
    """Return what a reader of a run folder needs to know, without the model at hand."""
    return {
        "metrics": [
            {
                "name": metric.name, "unit": metric.unit, "kind": metric.kind, "definition": metric.definition,
                "term": metric.term, "groupings": list(_groupings(metric.name)),
            }
            for metric in METRICS
        ],
        "columns": {table.__name__.lower(): _columns(table) for table in TABLES},
        "world": _parameters(type(plan.world)),
        "levers": [_lever(lever) for lever in plan.levers],
    }  # fmt: skip


def _groupings(metric: str) -> tuple[str, ...]:
    if metric in COUNTY_METRICS:
        return ("all",)
    if metric in EMPLOYER_METRICS:
        return ("all", "town", *EMPLOYER_DIMENSIONS)
    return (*PERSON_DIMENSIONS, *EMPLOYER_DIMENSIONS)


def _columns(table: type) -> list[dict[str, Any]]:
    return [
        {"name": name, "dtype": str(dtype), "unit": declared.unit, "definition": declared.meaning,
         "codes": [code.name.lower() for code in declared.codes] if declared.codes else []}
        for name, (dtype, declared) in columns_of(table).items()
    ]  # fmt: skip


def _parameters(owner: type) -> list[dict[str, Any]]:
    return [
        {"name": name, "unit": p.unit, "definition": p.meaning, "term": p.term, "low": p.low, "high": p.high,
         "source": p.source, "status": p.status, "dated": p.dated}
        for name, p in parameters_of(owner).items()
    ]  # fmt: skip


def _lever(lever: Lever) -> dict[str, Any]:
    kind = type(lever)
    return {
        "name": kind.name, "term": kind.term, "law": kind.law, "about": (kind.__doc__ or "").strip(),
        "reaches": "persons, in five steps" if issubclass(kind, Benefit) else "all whom the rule covers",
        "parameters": _parameters(kind),
    }  # fmt: skip
