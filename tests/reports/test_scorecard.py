"""The target scorecard, against a county small enough to count by hand."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from sim.reports.scorecard import marks, scorecard

MONTHS = [f"2003-{month:02}" for month in range(1, 13)] + ["2004-01", "2004-02"]
SEEDS = (0, 1)


class Tables:
    """A run whose tables are these frames."""

    def __init__(self, **frames):
        self.frames, self.manifest = frames, {"seeds": list(SEEDS)}

    def query(self, sql):
        with duckdb.connect() as connection:
            for name, frame in self.frames.items():
                connection.register(name, frame)
            return {name: np.asarray(column) for name, column in connection.sql(sql).fetchnumpy().items()}


def county():
    """Fourteen months: 100 people, one registered a seed and month more; six hired a month, one more in work."""
    rows = []
    for seed in SEEDS:
        for at, month in enumerate(MONTHS):
            for by, group, part in (("all", "all", 1.0), ("is_4050", "yes", 0.5)):
                said = {
                    "labour_force": 100, "registered": 4 + seed, "survey_unemployed": 12, "employed": 80 + at,
                    "reemployed": 6, "started_business": 2, "register_exits_to_work": 3,
                }  # fmt: skip
                rows += [(seed, month, by, group, name, value * part) for name, value in said.items()]
    outcomes = pd.DataFrame(rows, columns=["seed", "month", "by", "group", "metric", "value"])
    steps = [(s, m, lever, "person", 40, 20, 10, paid) for s in SEEDS for m in MONTHS
             for lever, paid in (("dibao", 5), ("placement", 7))]  # fmt: skip
    names = ["seed", "month", "lever", "unit", "eligible", "applied", "approved", "paid"]
    books = [(s, m, account, 3_000_000, 1_000_000) for s in SEEDS for m in MONTHS
             for account in ("dibao_line", "pension_pool")]  # fmt: skip
    return Tables(
        outcomes=outcomes,
        programmes=pd.DataFrame(steps, columns=names),
        balances=pd.DataFrame(books, columns=["seed", "month", "account", "inflow", "outflow"]),
    )


def test_every_line_of_the_card_by_hand():
    card = {mark.english: (list(mark.reported), list(mark.truly)) for mark in marks(county())}
    assert card == {
        "unemployment rate": ([0.04, 0.05], [0.12, 0.12]),
        "new jobs": ([96, 96], [12, 12]),  # 12 x (6 + 2) events, twelve more in work
        "policies delivered": ([0.5, 0.5], [0.15, 0.15]),  # 20 / 40 and (5 + 7) / 80
        "services": ([84, 84], [36, 36]),  # 12 x 7 and 12 x 3
        "money, 10,000 yuan": ([36.0, 36.0], [12.0, 12.0]),  # the pool is no line of the budget
        "4050 in work": ([48, 48], [6, 6]),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_card_is_a_small_table(lang):
    from rich.console import Console

    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(scorecard(county(), lang))
    lines = console.export_text().splitlines()
    console.file.close()
    assert len(lines) == 8
    assert "4.5%" in lines[2]
    assert lines[2].split()[-2:] == ["4.5%", "12.0%"]


def test_a_run_that_holds_too_little_has_no_card():
    tables = county()
    tables.frames["outcomes"] = tables.frames["outcomes"].query("metric == 'employed'")
    assert scorecard(tables) is None
