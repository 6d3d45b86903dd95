"""What the tests of this folder say again and again."""

from pathlib import Path

import pytest

from sim.errors import InvalidInput, Problem
from sim.scenario import read_plan

BASE = 'builds_on = "no_new_policy"\n'
LIMIT = """
[world]
kind = "limit"
seekers = 1000
vacancies = 500
[horizon]
start = "2003-01"
months = 1
"""


def problems_of(scenario: str | Path, *sets: str, months: int | None = None) -> tuple[Problem, ...]:
    """Return what a scenario is refused for."""
    with pytest.raises(InvalidInput) as refused:
        read_plan(scenario, sets, months=months)
    for problem in refused.value.problems:
        assert str(problem).isprintable()
        assert not Path(problem.file).is_absolute()
        assert all(isinstance(part, str | int | None) for part in problem.plain().values())
    return refused.value.problems


def the_problem(scenario: str | Path, *sets: str, months: int | None = None) -> Problem:
    """Return the only thing that a scenario is refused for."""
    found = problems_of(scenario, *sets, months=months)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]
