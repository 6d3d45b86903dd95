"""A scenario as a function: the table says what the run's tables say."""

import pytest

import sim
from sim.evaluation import table
from sim.runs.run import run
from tests.runs.fake import MODEL, FakeHorizon, FakePlan


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return run(
        FakePlan(horizon=FakeHorizon(months=3)), (0, 4), out=tmp_path_factory.mktemp("x"), workers=1, model=MODEL
    )


def test_a_row_a_seed_with_stocks_sums_and_yuan(folder):
    found, outcomes = table(folder), folder.read("outcomes")
    assert list(found.index) == [0, 4]
    last = outcomes[(outcomes["metric"] == "unemployed") & (outcomes["month"] == "2003-03")].set_index("seed")["value"]
    assert found["unemployed"].tolist() == last.loc[[0, 4]].tolist()
    hires = outcomes[outcomes["metric"] == "hires"].groupby("seed")["value"].sum()
    assert found["hires, all months"].tolist() == pytest.approx(hires.loc[[0, 4]].tolist())
    ledger = folder.read("ledger")
    paid = ledger[ledger["payee"] == "workers"].groupby("seed")["fen"].sum() / 100
    assert found["all gross, yuan"].tolist() == pytest.approx(paid.loc[[0, 4]].tolist())


def test_it_is_what_the_package_offers():
    assert sim.evaluate.__module__ == "sim.evaluation"
