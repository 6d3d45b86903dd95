"""`--set PATH=VALUE` and `--months`."""

import pytest

from sim.declare import Dated
from sim.months import read_month
from sim.scenario import read_plan
from sim.scenario.library import PACKAGE_SCENARIOS
from tests.scenario.reading import LIMIT, problems_of, the_problem


def test_world_and_horizon_take_any_declared_key():
    sets = ["world.workers=5000", "world.quit = 1%", "horizon.start=2004-01", "world.state_pay=700 元/月"]
    plan = read_plan("no_new_policy", sets)
    assert plan.workers == 5000
    assert plan.world.quit == 0.01
    assert plan.world.state_pay == 70_000
    assert (plan.horizon.start, plan.horizon.policy_start) == (read_month("2004-01"),) * 2


def test_a_value_is_toml_else_text():
    sets = [
        'levers.dibao.line=[{from="2003-01", value="125 元/人月"}, {from="2004-01", value="0.013万元/人月"}]',
        "levers.unemployment_insurance.benefit=200元/人月",
        "levers.social_contributions.on=false",
        'horizon.start="2003-01"',
        "world.town_shares={a = 1}",
        "levers.dibao.begins=",
    ]
    plan = read_plan("no_new_policy", sets)
    said = {lever.name: lever for lever in plan.levers}
    contributions, insurance, dibao = (
        said[name] for name in ("social_contributions", "unemployment_insurance", "dibao")
    )
    assert insurance.benefit == 20_000
    assert not contributions.on
    assert dibao.line == Dated(((read_month("2003-01"), 12_500), (read_month("2004-01"), 13_000)))
    assert plan.world.town_shares == (("a", 10_000),)


def test_labels_of_a_table_are_set_one_by_one_and_summed_at_the_end():
    plan = read_plan("no_new_policy", ["world.town_shares.chengguan=0.40", "world.town_shares.chengjiao=20%"])
    assert dict(plan.world.town_shares) | {"chengguan": 4_000, "chengjiao": 2_000} == dict(plan.world.town_shares)
    problem = the_problem("no_new_policy", "world.town_shares.chengguan=0.40")
    assert (problem.code, problem.file, problem.key) == ("shares-sum", "--set", "world.town_shares")
    assert the_problem("no_new_policy", "world.jobless_origin.colective=0").code == "unknown-label"


def test_labels_of_a_table_that_the_file_leaves_at_its_default(write):
    sets = ["world.type_effort.soe=0.26", "world.type_shares.soe=0.5", "world.type_shares.rural=0.5"]
    plan = read_plan(write(LIMIT), sets)
    assert plan.world.type_effort == (("soe", 0.26),)
    assert dict(plan.world.type_shares) == {"soe": 5_000, "collective": 0, "private": 0, "entrant": 0, "rural": 5_000}


def test_the_county_may_be_set(write, monkeypatch, tmp_path):
    facts = (PACKAGE_SCENARIOS / "counties/henan_2002.toml").read_text(encoding="utf-8")
    write(facts.replace("value = 48000", "value = 4800"), "scenarios/counties/small.toml")
    monkeypatch.chdir(tmp_path)
    assert read_plan("no_new_policy", ["world.county=small"]).workers == 4800
    problem = the_problem("no_new_policy", "world.county=smal")
    assert (problem.code, problem.file, problem.fix) == ("unknown-county", "--set", "did you mean small?")


@pytest.mark.parametrize(
    ("said", "code", "key", "fragment"),
    [
        ("world.workers", "set-form", "", "PATH=VALUE, as in world.workers=5000"),
        ("", "set-form", "", "PATH=VALUE"),
        ("=3", "set-form", "", "PATH=VALUE"),
        ("world..x=3", "set-form", "", "PATH=VALUE"),
        ("world=3", "set-path", "world", "world.KEY"),
        ("title=x", "set-path", "title", "world.KEY"),
        ("wrld.workers=3", "set-path", "wrld.workers", "did you mean world?"),
        ("levers.dibao=3", "set-path", "levers.dibao", "levers.NAME.KEY"),
        ("world.town_shares.a.b=3", "set-path", "world.town_shares.a.b", "world.KEY"),
        ("world.workers.x=3", "set-path", "world.workers.x", "one value, not a table"),
        ("world.wrkers=3", "unknown-key", "world.wrkers", "did you mean workers?"),
        ("world.months=3", "unknown-key", "world.months", "belongs in [horizon]"),
        ("levers.dibao.lin=3", "unknown-key", "levers.dibao.lin", "did you mean line?"),
        ("levers.dibaoo.line=3", "unknown-lever", "levers.dibaoo.line", "did you mean dibao?"),
        ("world.workers=nan", "not-finite", "world.workers", "finite"),
        ("world.workers=3.5", "wrong-type", "world.workers", "a whole number"),
        ("world.workers=five", "wrong-type", "world.workers", "a whole number"),
        ("world.workers=5000\nevil=1", "control-character", "world.workers", "U+000A"),
        ("world.spending=5", "share-or-percent", "world.spending", '"5%"'),
        ("levers.dibao.line=125", "unit-missing", "levers.dibao.line", "元 or 万元?"),
        ("horizon.start=2003-13", "not-a-month", "horizon.start", "month 13"),
        ("horizon.start=2003-01-01", "wrong-type", "horizon.start", "a month as text"),
        ("world.savings=" + "[" * 5000, "too-deep", "world.savings", "at most 20"),
        ("world.\x1b[31m=1", "unknown-key", 'world."\\x1b[31m"', "no such key"),
    ],
)
def test_each_mistake_is_named(said, code, key, fragment):
    problem = the_problem("no_new_policy", said)
    assert (problem.code, problem.file, problem.line, problem.key) == (code, "--set", None, key)
    assert fragment in str(problem)


def test_a_lever_must_be_one_of_the_scenario(write):
    problem = the_problem(write(LIMIT + "[levers.unemployment_insurance]\n"), "levers.dibao.line=1 元/人月")
    assert problem.code == "set-lever"
    assert "it sets unemployment_insurance" in problem.expected
    assert "it sets no lever" in the_problem(write(LIMIT), "levers.dibao.on=true").expected


def test_setting_a_key_twice_is_refused():
    problem = the_problem("no_new_policy", "world.workers=500", "world.workers=500")
    assert problem.code == "duplicate-key"
    assert "duplicate-key" in [problem.code for problem in problems_of("no_new_policy", "horizon.months=3", months=4)]


def test_months_is_a_shorter_way_to_say_it():
    assert read_plan("no_new_policy", months=5).plain() == read_plan("no_new_policy", ["horizon.months=5"]).plain()
    problem = the_problem("no_new_policy", months=0)
    assert (problem.code, problem.file, problem.key) == ("out-of-range", "--months", "horizon.months")
    assert the_problem("no_new_policy", months=10_000).code == "out-of-range"


def test_all_mistakes_are_listed_before_anything_is_run():
    found = problems_of("no_new_policy", "x", "world.wrkers=1", "world.spending=5", months=0)
    assert [problem.code for problem in found] == ["set-form", "unknown-key", "share-or-percent", "out-of-range"]


def test_settings_do_not_change_the_levers_of_the_base(write):
    mine = write('builds_on = "no_new_policy"\n[horizon]\nburn_in = 1\n')
    plan = read_plan(mine, ["levers.dibao.line=200 元/人月"])
    assert [lever.line for lever in plan.levers if lever.name == "dibao"] == [20_000]
    assert plan.levers_before == read_plan("no_new_policy").levers
