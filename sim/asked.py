"""What a user asked for on the command line, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.runs.folder import RunFolder
    from sim.runs.run import Progress


def read_scenario(scenario: str, sets: Sequence[str], months: int | None) -> Plan:
    """Return the plan of a scenario with what was set on the command line."""
    from sim.scenario import read_plan

    return read_plan(scenario, sets, months=months)


def stored_run(name: str) -> RunFolder | None:
    """Return the run in a folder, or None when the name is that of a scenario."""
    from sim.runs.folder import open_run

    return open_run(Path(name)) if Path(name).is_dir() else None


def announce(plan: Plan, progress: Progress, *, name: bool = True) -> None:
    """Pass on what the reader of the scenario noted, and which of several scenarios comes now."""
    for note in (*plan.notes, *([f"{plan.name}:"] if name else [])):
        progress.note(note)


def check_workers(workers: int | None) -> None:
    """Refuse a number of processes that is none."""
    if workers is not None and workers < 1:
        raise InvalidInput([Problem("workers", "command line", None, "--workers", str(workers), "1 or more")])


def one_life(person: int | None, firm: int | None, seeds: str) -> int:
    """Return the seed; InvalidInput unless one person or one firm and one seed are named."""
    from sim.runs.seeds import read_seeds

    said = [(name, row) for name, row in (("--person", person), ("--firm", firm)) if row is not None]
    wanted, problems = read_seeds(seeds), []
    if len(said) != 1:
        got = " and ".join(name for name, _ in said) or "neither"
        problems.append(Problem("life", "command line", None, "life", got, "one of --person ID and --firm ID"))
    problems += [
        Problem("life", "command line", None, name, str(row), "a row of the table: 0 or more")
        for name, row in said
        if row < 0
    ]
    if len(wanted) != 1:
        problems.append(Problem("seeds", "command line", None, "--seeds", seeds, "one seed", "write --seeds 0"))
    if problems:
        raise InvalidInput(problems)
    return wanted[0]
