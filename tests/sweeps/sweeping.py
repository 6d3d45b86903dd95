"""A sweep over the fake model, for tests and the processes that they start: `python -m tests.sweeps.sweeping DIR`."""

import sys
from pathlib import Path
from unittest import mock

from sim.scenario.places import Place
from sim.sweeps import results
from sim.sweeps.design import Design
from sim.sweeps.sweep import sweep
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

SEEDS = (0, 1, 2)


def read_fake(scenario, sets, months=None):
    """A point says how many workers there are, and what seed 1 meets there."""
    said = dict(one.split("=", 1) for one in sets)
    trouble = {1: said["trouble"].strip('"')} if "trouble" in said else {}
    marks = said.get("marks", "").strip('"')
    return FakePlan(
        name=scenario, workers=int(said["workers"]), horizon=FakeHorizon(months=4), trouble=trouble, marks=marks
    )


def design(*points):
    return Design("how many?", SEEDS, None, (), tuple((("scenario", "fake"), *point) for point in points), Place("x"))


def live(asked, out, workers):
    with mock.patch("sim.sweeps.sweep.read_plan", read_fake):
        runs = sweep(asked, out=out, workers=workers, model=MODEL)
    return runs, results.write(asked, runs, out, print)


SIX = design(*((("workers", 1000 + at),) for at in range(6)))

if __name__ == "__main__":
    live(SIX, Path(sys.argv[1]), 2)
