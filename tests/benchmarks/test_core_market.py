"""The plain Mesa model lives by the same rules as the county, and timing a month does not change it."""

import dataclasses
import random

import numpy as np
import pytest

from benchmarks import core_market, equivalence
from benchmarks.equivalence import FULL, REDUCED, Gate, passed, run_gate
from benchmarks.plain_mesa import REPORTERS, Firm, PlainMesa, Worker
from benchmarks.timing import Spread, Stopwatch, ratios
from benchmarks.worlds import COUNTY_LIKE, STAFF_GAP, plan_of, scaled
from sim.county import County

ONE_MARKET = Gate(("fixed openings",), seeds=16, months=12, block=4, tolerance=0.06, errors=5.0)


def out_of_bounds(gate: Gate) -> set[str]:
    return {finding.metric for finding in run_gate(gate) if not finding.passed}


def test_both_engines_behave_alike() -> None:
    assert out_of_bounds(REDUCED) == set()


@pytest.mark.full
def test_both_engines_behave_alike_in_all_markets() -> None:
    findings = run_gate(FULL)
    assert passed(findings), equivalence.table(findings)


def test_one_interview_less_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Firm.invite

    def invite_one_less(firm: Firm, applicants: list[Worker]) -> list[Worker]:
        return honest(firm, applicants)[: firm.model.world.interviews - 1]

    monkeypatch.setattr(Firm, "invite", invite_one_less)
    assert {"interviews", "offers"} <= out_of_bounds(ONE_MARKET)


def test_an_order_bias_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_come(firm: Firm, applicants: list[Worker]) -> list[Worker]:
        return applicants[: firm.model.world.interviews]

    monkeypatch.setattr(Firm, "invite", first_come)
    assert "late_rows_unemployed" in out_of_bounds(ONE_MARKET)


def test_searching_in_the_month_of_separation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(worker: Worker) -> bool:
        return worker.employer is None or worker.random.random() < worker.model.world.search_on_the_job

    monkeypatch.setattr(Worker, "looks_for_work", at_once)
    assert "searchers" in out_of_bounds(ONE_MARKET)


def test_a_watched_month_is_the_real_month() -> None:
    plan = plan_of(scaled(COUNTY_LIKE, 1_000), 6)
    free, watched = County(plan, rng=3), County(plan, rng=3)
    watch = Stopwatch()
    with watch.watching(core_market.CORE):
        watched.run_model()
    free.run_model()
    assert free.datacollector.model_vars == watched.datacollector.model_vars


def test_the_core_alone_leads_to_the_same_lives() -> None:
    plan = plan_of(scaled(COUNTY_LIKE, 1_000), 6)
    free, core = County(plan, rng=3), County(plan, rng=3)
    free.run_model()
    core_market.core_of_county(core, 6)
    for table in ("workers", "employers"):
        for column in set(getattr(free, table).columns) - {"cash"}:
            ours, theirs = (getattr(getattr(county, table), column) for county in (free, core))
            np.testing.assert_array_equal(ours, theirs, err_msg=f"{table}.{column}")


def test_the_figures_collected_are_those_of_the_county() -> None:
    free, core = County(plan_of(STAFF_GAP, 8), rng=3), County(plan_of(STAFF_GAP, 8), rng=3)
    collector = core_market.Collector()
    core_market.core_of_county(core, 8, collector)
    expected = [dict(zip(REPORTERS, equivalence.one_month(free), strict=True)) for _ in range(8)]
    collected = collector.datacollector.model_vars
    for name in REPORTERS:
        assert [float(value) for value in collected[name]] == [month[name] for month in expected], name


def test_every_timed_function_is_called() -> None:
    county, watch = County(plan_of(STAFF_GAP, 2), rng=3), Stopwatch()
    with watch.watching(core_market.CORE):
        county.run_model()
    watched_names = {name for names in core_market.CORE.values() for name in names}
    called = {name.rpartition(" > ")[2] for name in watch.seconds}
    assert called == watched_names, "the month does not call what the benchmark times"
    assert sum(watch.seconds.values()) > 0


def test_a_stopwatch_books_own_time_and_lets_go() -> None:
    class Place:
        def outer(self) -> int:
            return self.inner() + 1

        def inner(self) -> int:
            return 1

    before, watch = Place.outer, Stopwatch()
    with watch.watching({Place: ("outer", "inner")}):
        assert Place().outer() == 2
    assert set(watch.seconds) == {"outer", "outer > inner"}
    assert Place.outer is before
    with pytest.raises(AttributeError), watch.watching({Place: ("gone",)}):
        pass


def test_plain_mesa_keeps_its_books() -> None:
    model = PlainMesa(dataclasses.replace(STAFF_GAP, seekers=300, employed=200, firms=10, jobs=260), seed=1)
    for _ in range(12):
        model.step()
        workers = list(model.agents_by_type[Worker])
        for firm in model.agents_by_type[Firm]:
            assert firm.staff == sum(worker.employer is firm for worker in workers)
            assert firm.filled <= len(firm.openings)
        assert model.hires == sum(firm.filled for firm in model.agents_by_type[Firm])


def test_ratios_are_taken_round_by_round() -> None:
    slow = [random.Random(turn).uniform(5, 9) for turn in range(3)]
    assert ratios(slow, [value / 2 for value in slow]) == Spread(2.0, 2.0, 2.0)
