"""Where the model is found: by name, so that a spawned process loads it only when it needs it.

Loading the model means loading mesa and numba, which takes seconds; `reemploy --help` must not.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Model:
    """The names, `module:object`, of what a run needs from the model."""

    live: str = "sim.county:live"
    plan: str = "sim.plan:Plan"
    dictionary: str = "sim.dictionary:dictionary"
    source_hash: str = "sim.sources:source_hash"
    self_test: str = "sim.runs.selftest:self_test"

    def load(self, part: str) -> Any:
        """Import and return one of the parts, by the name of its field."""
        module, _, name = getattr(self, part).partition(":")
        return getattr(import_module(module), name)
