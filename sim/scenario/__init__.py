"""Scenario files: read, checked and resolved into a plan; and what they may say."""

from __future__ import annotations

from sim.scenario.county import provenance
from sim.scenario.levers import describe_levers, levers_text
from sim.scenario.resolve import read_plan
from sim.scenario.schema import json_schema

__all__ = ["describe_levers", "json_schema", "levers_text", "provenance", "read_plan"]
