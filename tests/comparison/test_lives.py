"""Units read from the person tables are the heads that outcomes count; gross to net ends at their difference."""

import numpy as np
import pytest

from sim.comparison.compare import compare
from sim.comparison.leaks import differing_levers
from sim.comparison.lives import persons_in, units
from sim.months import read_month
from sim.runs.run import run
from sim.scenario import read_plan

SEEDS, MONTHS = (0, 1), 8
SMALL = ("world.workers=300", f"horizon.months={MONTHS}")


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    place = tmp_path_factory.mktemp("runs")
    sets = (SMALL, (*SMALL, 'levers.dibao.line="400 元/人月"'))
    plans = [read_plan("no_new_policy", some) for some in sets]
    return place, [run(plan, SEEDS, out=place, persons=True, workers=1) for plan in plans]


def test_units_are_the_heads_that_outcomes_count(twins):
    folder = twins[1][0]
    counted = folder.query(
        "SELECT seed, value FROM outcomes WHERE \"by\" = 'all' AND metric = 'employed' ORDER BY seed, month"
    )
    for seed in SEEDS:
        at = units(folder, seed, read_month("2003-01"), MONTHS, persons_in(folder, seed))
        np.testing.assert_array_equal((at != 0).sum(axis=0), counted["value"][counted["seed"] == seed])


def test_the_net_is_what_the_outcomes_differ_by(twins):
    place, runs = twins
    assert differing_levers(*runs) == ["dibao"]
    found = compare(runs, out=place)
    last = found.query(
        "SELECT mean FROM comparison WHERE \"by\" = 'all' AND metric = 'employed' ORDER BY month DESC LIMIT 1"
    )["mean"][0]
    rows = found.query(f"SELECT * FROM gross_to_net WHERE measure = 'jobs' AND horizon = {MONTHS}")
    assert rows["net"][0] == pytest.approx(last)
    assert rows["gross"][0] > 0  # or dibao named nobody, and this tests little
    split = rows["net"][0] + rows["deadweight"][0] + rows["substitution"][0] + rows["displacement"][0]
    assert rows["gross"][0] == pytest.approx(split)


def test_without_persons_there_is_no_split(twins):
    place, _ = twins
    plans = [read_plan("no_new_policy", (*SMALL, f'levers.dibao.line="{line} 元/人月"')) for line in (125, 300)]
    bare = [run(plan, (0,), out=place, workers=1) for plan in plans]
    assert "gross_to_net" not in compare(bare, out=place).manifest["digests"]
