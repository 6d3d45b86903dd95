"""What a reader sees: every number follows from the tables, every letter is drawn."""

import logging
import warnings

import numpy as np
import pytest

from sim.reports import chart, font, summary
from sim.reports.labels import FUNDS, METRICS
from sim.reports.run_folder import monthly
from sim.runs.run import run
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    plan = FakePlan(horizon=FakeHorizon(months=6))
    return run(plan, (0, 1, 5), out=tmp_path_factory.mktemp("runs"), workers=1, model=MODEL)


def test_the_summary_says_what_the_tables_say(folder):
    outcomes, ledger = folder.read("outcomes"), folder.read("ledger")
    rows = {row.label: row.cells() for rows in summary.sections(folder, "en").values() for row in rows}
    unemployed = outcomes[outcomes["metric"] == "unemployed"]
    first = unemployed[unemployed["month"] == "2003-01"]["value"]
    last = unemployed[unemployed["month"] == "2003-06"]["value"]
    assert rows["unemployed 失业"] == (
        "unemployed 失业", f"{first.mean():,.0f}", f"{last.mean():,.0f}", f"{last.min():,.0f}–{last.max():,.0f}", "",
    )  # fmt: skip
    hires = outcomes[outcomes["metric"] == "hires"].groupby("seed")["value"].sum()
    assert rows["hires 招用"][4] == f"{hires.mean():,.0f}"
    dibao = ledger[ledger["fund"] == "dibao_line"].groupby("seed")["fen"].sum() / 1_000_000
    assert rows["dibao line 低保专户"][4] == f"{dibao.mean():,.1f}"
    total = outcomes.groupby(["metric", "seed"])["value"].sum().unstack("seed")
    ratio = (total.loc["vacancies"] / total.loc["searchers"]).mean()
    assert rows["openings per searcher 求人倍率"][4] == f"{ratio:,.2f}"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_summary_fits_on_one_screen(folder, lang):
    from rich.console import Console

    console = Console(width=80, height=24, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(summary.summary(folder, lang))
    lines = console.export_text().splitlines()
    assert len(lines) <= 24
    assert any("失业" in line for line in lines)
    console.file.close()


def test_months_and_seeds_stand_in_rows_and_columns(folder):
    values = monthly(folder, ("unemployed", "no_such_metric", "hires"))
    assert set(values) == {"unemployed", "hires"}
    assert values["hires"].shape == (6, 3)
    outcomes = folder.read("outcomes").set_index(["metric", "month", "seed"])["value"]
    assert values["hires"][2, 1] == outcomes["hires", "2003-03", 1]


def test_a_month_in_which_a_fund_paid_nothing_counts_as_zero(folder, monkeypatch):
    paid = summary.money_by_fund(folder)
    assert {values.shape for values in paid.values()} == {(6, 3)}


def test_every_chinese_label_can_be_drawn():
    found = font.find_font()
    assert found.chinese, "zhplot is among the dependencies"
    for _, chinese in [*METRICS.values(), *FUNDS.values()]:
        assert found.drawable(chinese) == chinese
    assert found.drawable("龑−失业") == "龑−失业"
    assert found.drawable("a\N{GRINNING FACE}b") == "a?b"


def draw(folder, to, caplog):
    """Draw; a missing letter is a warning, and here an error. So is anything that matplotlib logs."""
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        chart.draw(folder, to)
    assert not caplog.records
    content = to.read_bytes()
    assert content.startswith(PNG)
    return content


def test_the_picture_is_drawn_and_the_same_each_time(folder, tmp_path, caplog):
    content = draw(folder, tmp_path / "chart.png", caplog)
    assert content == draw(folder, tmp_path / "again.png", caplog) == (folder.path / "chart.png").read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width >= 1600
    assert height >= 1000


@pytest.mark.parametrize(
    "change",
    [
        {"title": "$\\frac{1}{0}$ \N{GRINNING FACE} <b> & 县"},
        {"title": "", "name": "no_title"},
        {"title": "很长的题目" * 40},
    ],
)
def test_any_title_can_be_drawn(folder, tmp_path, caplog, change):
    draw(type(folder)(folder.path, folder.manifest | change), tmp_path / "chart.png", caplog)


def test_without_a_chinese_font_the_picture_is_english_and_says_so(folder, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(chart, "find_font", lambda: font.Font(font.LATIN, chinese=False))
    said = chart._caption(folder, chart.find_font())
    assert any("install zhplot" in line for line in said)
    assert all(line.isascii() or "·" in line for line in said)
    draw(folder, tmp_path / "chart.png", caplog)


@pytest.mark.parametrize(("months", "seeds"), [(1, (0,)), (2, (0, 1)), (480, (3,))])
def test_short_and_long_horizons_can_be_drawn(tmp_path, caplog, monkeypatch, months, seeds):
    folder = run(FakePlan(horizon=FakeHorizon(months=months)), seeds, out=tmp_path, workers=1, model=MODEL)
    draw(folder, tmp_path / "chart.png", caplog)


def test_a_run_without_money_or_people_can_be_drawn(folder, tmp_path, caplog):
    class Empty(type(folder)):
        def query(self, sql):
            found = super().query(sql)
            return found if "DISTINCT month" in sql else {name: values[:0] for name, values in found.items()}

    empty = Empty(folder.path, folder.manifest)
    draw(empty, tmp_path / "chart.png", caplog)
    assert summary.sections(empty) == {}


def test_many_funds_are_drawn_as_the_largest_and_the_rest(folder, tmp_path, caplog, monkeypatch):
    funds = {f"fund_{number}": np.full((6, 3), float(number)) for number in range(9)}
    monkeypatch.setattr(chart, "money_by_fund", lambda run: funds)
    draw(folder, tmp_path / "chart.png", caplog)


def test_reports_know_nothing_of_the_model():
    import ast
    from pathlib import Path

    for path in Path(chart.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert all(name.startswith(("sim.reports", "sim.errors")) for name in named if name.startswith("sim"))
