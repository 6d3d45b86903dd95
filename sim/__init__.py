"""reemploy: an agent-based simulation of county reemployment policy.

import sim
plan = sim.read_plan("no_new_policy", ["world.workers=5000"])
county = sim.County(plan, rng=7)
county.run_model()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.sources import prepare_numba_cache

if TYPE_CHECKING:
    from sim.county import County
    from sim.evaluation import evaluate
    from sim.runs.run import run
    from sim.scenario import read_plan

__version__ = "0.1.0"
__all__ = ["County", "evaluate", "read_plan", "run"]

prepare_numba_cache()

_HOMES = {
    "County": "sim.county",
    "evaluate": "sim.evaluation",
    "read_plan": "sim.scenario",
    "run": "sim.runs.run",
}


def __getattr__(name: str) -> Any:
    """Load the heavy parts only when somebody asks for them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
