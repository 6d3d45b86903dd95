"""The limit files themselves: each says what to read and what is exact, and the commands in its head are sound."""

from __future__ import annotations

import shlex
from itertools import pairwise

import pytest

from sim.plan import Plan
from sim.scenario import read_plan
from sim.world import LimitWorld
from tests.closed_forms.living import LIMITS

FILES = sorted(LIMITS.glob("*.toml"))
PARTS = ("Read:", "Exact:", "Here:", "Holds:", "Try:")


def head(file):
    """Return the comment that a file begins with, as one text."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.removeprefix("#") for line in lines[: lines.index("")])


def commands(file):
    """Yield the arguments of every command in the head of a file, comments behind it left out."""
    for line in head(file).splitlines():
        if "reemploy run" in line:
            yield shlex.split(line[line.index("reemploy run") :].split("   ")[0])[2:]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_head_says_what_is_exact(file):
    assert [part for part in PARTS if part not in head(file)] == []
    assert list(commands(file))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_commands_of_the_head_are_sound(file):
    plan = read_plan(file)
    assert isinstance(plan.world, LimitWorld)
    for scenario, *options in commands(file):
        assert (LIMITS.parents[1] / scenario).samefile(file)
        sets = [value for option, value in pairwise(options) if option == "--set"]
        changed = read_plan(file, sets)
        assert isinstance(changed, Plan)
        assert (changed.plain() != plan.plain()) == bool(sets)
