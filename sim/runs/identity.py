"""Names that are made of content: the id of a run, and of one seed of it.

Hashed are the resolved scenario, the seeds, whether persons are written, the sources of the model and the
format of the results. Never labels, paths, machines, numbers of processes or times.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sim.runs.contract import FORMAT

LENGTH = 16  # hexadecimal digits


def canonical(value: Any) -> bytes:
    """Return JSON that is equal exactly when the content is: sorted keys, no spaces, finite numbers."""
    text = json.dumps(value, sort_keys=True, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def run_id(
    scenario: Mapping[str, Any], seeds: Sequence[int], persons: bool, sources: str, version: int = FORMAT
) -> str:
    """Return the id of a run: a resolved scenario with a set of seeds."""
    return _name({"scenario": scenario, "seeds": sorted(seeds)}, persons, sources, version)


def unit_id(scenario: Mapping[str, Any], seed: int, persons: bool, sources: str) -> str:
    """Return the id of one finished seed, which any run with this seed may use."""
    return _name({"scenario": scenario, "seed": seed}, persons, sources, FORMAT)


def _name(what: dict[str, Any], persons: bool, sources: str, version: int) -> str:
    payload = what | {"persons": persons, "sources": sources, "format": version}
    return hashlib.sha256(canonical(payload)).hexdigest()[:LENGTH]
