"""What reports need from a run folder; `sim.runs.folder.RunFolder` is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class Run(Protocol):
    """A run on disk whose files are checked when they are read."""

    @property
    def path(self) -> Path:
        """Return the folder."""

    @property
    def manifest(self) -> dict[str, Any]:
        """Return its manifest."""

    def query(self, sql: str) -> dict[str, Any]:
        """Return the columns that an SQL query over its tables yields."""


def monthly(run: Run, metrics: tuple[str, ...]) -> dict[str, Any]:
    """Return the values, months x seeds, of metrics of the whole county; what the run lacks is left out."""
    found = run.query(
        f"""
        SELECT metric, value FROM outcomes WHERE "by" = 'all' AND metric IN {metrics}
        ORDER BY metric, month, seed
        """
    )
    seeds = len(run.manifest["seeds"])
    present = [metric for metric in metrics if (found["metric"] == metric).any()]
    return {metric: found["value"][found["metric"] == metric].reshape(-1, seeds) for metric in present}
