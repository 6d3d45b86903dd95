"""The benchmarks of the whole county read the page of the month, and judge by their bars."""

import ast
import inspect

import pytest

import sim.month
from benchmarks import phases, scale
from benchmarks.phases import Phases
from benchmarks.scale import FULL, SMALL, Cost, Size


def test_every_call_of_the_month_stands_in_one_of_its_eight_paragraphs() -> None:
    found = phases.paragraphs()
    assert [title[0] for title in found] == [*"012345678"]
    page = ast.parse(inspect.getsource(sim.month.live_one_month))
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(page)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert called == {name for names in found.values() for name in names}


def test_a_profile_names_what_the_month_does() -> None:
    found = phases.profile(workers=300, months=2)
    for name in ("run_market", "open_diary", "learn_and_register", "pay_levers", "close_month > take"):
        assert found.by_function[name] > 0, name
    assert sum(found.by_function.values()) < found.whole * 1.05  # each nanosecond once


def test_what_a_function_calls_belongs_to_it() -> None:
    spent = {"run_market": 2.0, "run_market > invite": 3.0, "close_month": 1.0, "close_month > take > tally": 4.0}
    text = phases.report({100: Phases(spent, whole=12.0)})
    figures = {line[:52].strip(): line.split()[-1] for line in text.splitlines()}
    assert figures["run_market"] == "5.00"
    assert figures["close_month > take"] == "4.00"
    assert figures["8 the month is written down"] == "5.0"
    assert figures["whole step"] == "12.0"


def costs(per_month: float, whole: float, gib: float) -> list[Cost]:
    """Costs of the three sizes: the last is `per_month` times as dear as the one before."""
    return [
        Cost(10_000, 0.1, (120.0,), 0.0, scale.GIB), Cost(100_000, 0.4, (90.0, 100.0, 110.0), whole, scale.GIB),
        Cost(1_000_000, 4.0, (100.0 * per_month,), 0.0, int(gib * scale.GIB)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("per_month", "whole", "gib", "words"),
    [
        (2.0, 1.0, 4.0, ("2.00 times (within the bar 2)", "1.00 s (within the bar 1)", "within the bar 4 of 4 GiB")),
        (2.1, 0.3, 1.0, ("2.10 times (misses the bar 2)", "0.30 s (goal 0.3 reached)")),
        (1.0, 1.1, 4.1, ("1.10 s (misses the bar 1)", "misses the bar 4 of 4 GiB")),
    ],
)
def test_bars(per_month: float, whole: float, gib: float, words: tuple[str, ...]) -> None:
    text = scale.report(FULL, costs(per_month, whole, gib))
    for said in words:
        assert said in text


def test_one_size_is_measured_in_a_process_of_its_own() -> None:
    (cost,) = scale.run((Size(300, months=1, rounds=2, whole_months=2),))
    assert len(cost.months) == 2
    assert min(*cost.months, cost.whole, cost.founding) > 0
    assert cost.peak > 50_000_000
    assert "a small mode has no bar" in scale.report(SMALL[1:], [cost])
