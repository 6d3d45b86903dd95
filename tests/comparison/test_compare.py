"""Twins: nothing differs from itself, every figure follows from the tables, and what cannot be paired is refused."""

import dataclasses

import numpy as np
import pytest

from sim.comparison.compare import compare
from sim.comparison.pairs import BILL
from sim.errors import InvalidInput
from sim.reports import comparison_summary
from sim.runs import parquet
from sim.runs.run import run
from sim.runs.sealed import check_folder
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

PLAN = FakePlan(name="base", horizon=FakeHorizon(months=3))
OTHER = FakePlan(name="<b>other</b>", workers=1200, horizon=FakeHorizon(months=3))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def twins(place):
    return [run(plan, (0, 1, 5), out=place, workers=1, model=MODEL) for plan in (PLAN, OTHER)]


@pytest.fixture(scope="module")
def found(twins, place):
    return compare(twins, out=place)


def test_nothing_differs_from_itself(twins, place):
    same = compare([twins[0], twins[0]], out=place).query("SELECT * FROM comparison")
    assert len(same["mean"]) > 0
    for name in ("mean", "sd", "low", "high"):
        assert not np.ma.filled(same[name], 1.0).any()


def test_the_other_way_round_all_changes_sign(twins, found, place):
    order = 'ORDER BY month, "by", "group", metric'
    there = found.query(f"SELECT * FROM comparison {order}")
    back = compare(twins[::-1], out=place).query(f"SELECT * FROM comparison {order}")
    np.testing.assert_array_equal(there["mean"], -back["mean"])
    np.testing.assert_array_equal(np.ma.filled(there["low"], 0), -np.ma.filled(back["high"], 0))


def test_every_row_can_be_worked_out_from_the_runs(twins, found):
    base, other = (one.read("outcomes").set_index(["seed", "month", "by", "group", "metric"])["value"] for one in twins)
    difference = (other - base).groupby(level=["month", "by", "group", "metric"])
    rows = found.query('SELECT * FROM comparison ORDER BY month, "by", "group", metric')
    assert len(rows["mean"]) == difference.ngroups
    np.testing.assert_allclose(rows["mean"], difference.mean().to_numpy(), rtol=1e-12)
    np.testing.assert_allclose(np.ma.filled(rows["sd"], 0), difference.std().to_numpy(), rtol=1e-9, atol=1e-9)
    assert set(rows["n"]) == {3}


def test_the_bill_is_the_ledger(twins, found):
    rows = found.query("SELECT lever, side, sum(mean) AS fen FROM bill GROUP BY ALL")
    told = {
        key: fen for *key_, fen in zip(rows["lever"], rows["side"], rows["fen"], strict=True) for key in [tuple(key_)]
    }
    paid = [one.read("ledger").query("fund == 'dibao_line' and payee == 'workers'")["fen"].sum() / 3 for one in twins]
    assert told["dibao", "paid"] == pytest.approx(paid[1] - paid[0])


def test_cash_between_public_hands_is_nobodys_cost():
    """The county fills a line (7), the line pays a worker (5), a firm pays the county (3) and is let off 2."""
    with parquet.connect() as database:
        database.execute("CREATE TEMP TABLE balances (account TEXT, level TEXT)")
        database.execute(
            "INSERT INTO balances VALUES ('treasury', 'county'), ('line', 'county'), ('workers', 'household')"
        )
        database.execute(
            "CREATE TEMP TABLE ledger (seed INT, month TEXT, programme TEXT, level TEXT, kind TEXT, payer TEXT, "
            "payee TEXT, fen INT)"
        )
        database.execute(
            """INSERT INTO ledger VALUES
            (0, '2003-01', 'aid', 'county', 'cash', 'treasury', 'line', 7),
            (0, '2003-01', 'aid', 'county', 'cash', 'line', 'workers', 5),
            (0, '2003-01', 'tax', 'enterprise', 'cash', 'employers', 'treasury', 3),
            (0, '2003-01', 'tax', 'county', 'tax_forgone', 'treasury', 'employers', 2)"""
        )
        rows = database.execute(BILL).fetchall()
    told = sorted((lever, account, kind, side, fen) for _, _, lever, _, account, kind, side, fen in rows)
    assert told == [
        ("aid", "line", "cash", "paid", 5),
        ("tax", "treasury", "cash", "received", 3),
        ("tax", "treasury", "tax_forgone", "paid", 2),
    ]


def test_the_folder_is_whole_and_written_once(twins, found, place):
    check_folder(found.path, "manifest.json")
    again = compare(twins, out=place)
    assert again.reused
    assert again.path == found.path
    assert {"chart.png", "report.html", "comparison.csv"} <= {path.name for path in found.path.iterdir()}


def test_the_page_fetches_nothing_and_runs_nothing(found):
    page = (found.path / "report.html").read_text(encoding="utf-8")
    assert "<b>other" not in page
    assert "&lt;b&gt;other" in page
    for word in ("http:", "https:", "<script", 'src="/'):
        assert word not in page


def test_the_screen_shows_people_money_and_what_is_not_known(found):
    sections = comparison_summary.sections(found, OTHER.name, "en")
    assert {"people", "flows", "months", "money", "price"} <= set(sections)
    told = {row[0].strip(): row for row in sections["people"]}
    assert told["employed"][2].startswith("+")
    assert comparison_summary.summaries(found, "zh")


@pytest.mark.parametrize(("change", "said"), [
    ({"seeds": [7, 8]}, "no seed in common"),
    ({"sources": "another"}, "another version of the model"),
])  # fmt: skip
def test_what_cannot_be_paired_is_refused(twins, place, change, said):
    stranger = dataclasses.replace(twins[1], manifest=twins[1].manifest | change)
    with pytest.raises(InvalidInput, match=said):
        compare([twins[0], stranger], out=place)


@pytest.mark.parametrize("share", [{"level": 1.0}, {"level": 0.0}, {"precision": 2.0}])
def test_shares_are_shares(twins, place, share):
    with pytest.raises(InvalidInput, match="share"):
        compare(twins, out=place, **share)


def test_seeds_that_only_one_has_are_left_out(twins, place):
    more = run(PLAN, (1, 5, 9), out=place, workers=1, model=MODEL)
    found = compare([more, twins[1]], out=place)
    assert found.manifest["seeds"][OTHER.name] == [1, 5]


def test_one_seed_says_that_it_says_nothing_of_luck(twins, place):
    alone = [run(plan, (3,), out=place, workers=1, model=MODEL) for plan in (PLAN, OTHER)]
    table = comparison_summary.summaries(compare(alone, out=place))[0]
    assert "how much is luck" in str(table.caption)
