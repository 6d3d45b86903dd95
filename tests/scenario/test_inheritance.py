"""`builds_on`: files laid over each other, and whose levers hold before `policy_start`."""

import pytest

from sim.declare import Dated
from sim.months import read_month
from sim.scenario import read_plan
from sim.world import CountyWorld
from tests.scenario.reading import BASE, LIMIT, the_problem


def lever(plan, name, levers="levers"):
    return next(lever for lever in getattr(plan, levers) if lever.name == name)


def test_keys_are_merged_one_by_one(write):
    base, mine = read_plan("no_new_policy"), read_plan(write(BASE + "[levers.dibao]\nline = '150 元/人月'\n"))
    assert lever(mine, "dibao").line == 15_000
    assert lever(mine, "dibao").budget == lever(base, "dibao").budget
    assert mine.world == base.world
    assert [lever.name for lever in mine.levers] == [lever.name for lever in base.levers]


def test_three_files_and_paths_beside_the_file(write):
    write(BASE + "[world]\nspending = 0.5\nquit = 0.001\n", "deep/first.toml")
    write("builds_on = 'first.toml'\n[world]\nquit = 0.002\n", "deep/second.toml")
    plan = read_plan(write("builds_on = 'deep/second.toml'\ntitle = 'mine'\n[horizon]\nmonths = 5\n"))
    assert (plan.world.spending, plan.world.quit, plan.horizon.months) == (0.5, 0.002, 5)
    assert (plan.name, plan.title) == ("mine", "mine")


def test_the_title_is_not_inherited(write):
    assert read_plan(write(BASE)).title == ""


def test_a_dated_list_replaces_the_whole_list(write):
    old = "[{from = '2002-01', value = '100 元/人月'}, {from = '2004-01', value = '120 元/人月'}]"
    new = "[{from = '2003-01', value = '110 元/人月'}]"
    write(BASE + f"[levers.dibao]\nline = {old}\n", "base.toml")
    plan = read_plan(write(f"builds_on = 'base.toml'\n[levers.dibao]\nline = {new}\n"))
    assert lever(plan, "dibao").line == Dated(((read_month("2003-01"), 11_000),))
    plan = read_plan(write("builds_on = 'base.toml'\n[levers.dibao]\nline = '1 元/人月'\n"))
    assert lever(plan, "dibao").line == 100


def test_a_table_of_shares_replaces_the_whole_table(write):
    plan = read_plan(write(BASE + "[world]\ntown_shares = {east = '50%', west = 0.5}\n"))
    assert plan.world.town_shares == (("east", 5_000), ("west", 5_000))


def test_an_inherited_lever_may_be_switched_off(write):
    plan = read_plan(write(BASE + "[levers.dibao]\non = false\n"))
    assert not lever(plan, "dibao").on
    assert "dibao" not in [lever.name for lever in plan.levers_at(plan.horizon.start)]


def test_a_missing_base_has_its_nearest_names(write):
    problem = the_problem(write("builds_on = 'no_new_polcy'\n"))
    assert (problem.code, problem.line, problem.key) == ("unknown-scenario", 1, "builds_on")
    assert problem.fix == "did you mean no_new_policy?"


def test_a_base_beside_the_file_is_hinted_at(write):
    write(BASE, "other.toml")
    assert '"other.toml"' in the_problem(write("builds_on = 'other'\n")).fix


@pytest.mark.parametrize(
    ("value", "code"), [("3", "wrong-type"), ("''", "name"), ("'a b'", "name"), ("'none.toml'", "unknown-scenario")]
)
def test_what_builds_on_may_say(write, value, code):
    assert the_problem(write(f"builds_on = {value}\n")).code == code


def test_circles_are_refused(write):
    write("builds_on = 'mine.toml'\n", "other.toml")
    problem = the_problem(write("builds_on = 'other.toml'\n"))
    assert problem.code == "circle"
    assert "mine -> other -> mine" in problem.expected
    assert the_problem(write("builds_on = './mine.toml'\n")).code == "circle"


def test_a_base_that_is_not_toml_is_named_by_its_own_file(write):
    write("builds_on = no\n", "base.toml")
    problem = the_problem(write("builds_on = 'base.toml'\n"))
    assert (problem.code, problem.file) == ("syntax", "base.toml")


def test_a_scenario_is_looked_up_in_the_tree_that_it_stands_in(write, monkeypatch, tmp_path):
    write(LIMIT, "scenarios/simple.toml")
    mine = write("builds_on = 'simple'\n", "scenarios/deep/mine.toml")
    assert read_plan(mine).world.seekers == 1000
    monkeypatch.chdir(tmp_path)
    assert read_plan("simple").workers == 1000
    assert read_plan("deep/mine").workers == 1000
    assert isinstance(read_plan("no_new_policy").world, CountyWorld)


# --- before policy_start -----------------------------------------------------------------------------------

LINE = "[levers.dibao]\nline = '{} 元/人月'\n"


OLD = lever(read_plan("no_new_policy"), "dibao").at(read_month("2003-01")).line // 100


def lines_of_dibao(plan, *months):
    found = []
    for month in months:
        levers = {lever.name: lever for lever in plan.levers_at(read_month(month))}
        found.append(levers["dibao"].line // 100 if "dibao" in levers else None)
    return found


def test_before_policy_start_the_levers_are_those_of_the_base(write):
    plan = read_plan(write(BASE + LINE.format(150) + "[horizon]\npolicy_start = '2004-01'\n"))
    assert lines_of_dibao(plan, "2003-01", "2003-12", "2004-01") == [OLD, OLD, 150]


def test_policy_start_may_lie_beyond_the_horizon(write):
    plan = read_plan(write(BASE + LINE.format(150) + "[horizon]\npolicy_start = '2033-01'\n"))
    assert plan.levers_before == read_plan("no_new_policy").levers


def test_the_burn_in_has_the_levers_of_the_base(write):
    plan = read_plan(write(BASE + LINE.format(150) + "[horizon]\nburn_in = 12\n"))
    assert lines_of_dibao(plan, "2002-01", "2002-12", "2003-01") == [OLD, OLD, 150]
    alone = read_plan("no_new_policy", ["horizon.burn_in=12"])
    assert alone.levers_before == alone.levers


def test_without_a_base_there_are_no_levers_before_a_late_policy_start():
    plan = read_plan("no_new_policy", ["horizon.policy_start=2004-01"])
    assert plan.levers_before == ()
    assert lines_of_dibao(plan, "2003-12", "2004-01") == [None, OLD]


def test_a_copy_of_its_base_is_its_base_at_every_month(write):
    """Also when the base itself starts its policy late."""
    late = BASE + LINE.format(150) + "[horizon]\npolicy_start = '2004-01'\n"
    base = read_plan(write(late, "base.toml"))
    copy = read_plan(write("builds_on = 'base.toml'\n"))
    months = range(base.horizon.start, base.horizon.start + base.horizon.months)
    assert [copy.levers_at(month) for month in months] == [base.levers_at(month) for month in months]
    with_more = write("builds_on = 'base.toml'\n" + LINE.format(200) + "[horizon]\npolicy_start = '2003-07'\n")
    assert lines_of_dibao(read_plan(with_more), "2003-06", "2003-07", "2004-01") == [OLD, 200, 200]


def test_three_sets_of_levers_are_refused(write):
    write(BASE + LINE.format(150) + "[horizon]\npolicy_start = '2004-01'\n", "base.toml")
    problem = the_problem(write("builds_on = 'base.toml'\n[horizon]\npolicy_start = '2005-01'\n"))
    assert (problem.code, problem.line) == ("three-regimes", 3)
    assert "2004-01" in problem.expected


def test_a_dated_value_of_the_base_must_cover_the_time_before(write):
    dated = "[levers.dibao]\nline = [{from = '2003-01', value = '130 元/人月'}]\n"
    write("horizon = {start = '2003-01', months = 9}\nworld.county = 'henan_2002'\n" + dated, "base.toml")
    mine = "builds_on = 'base.toml'\n" + LINE.format(150)
    assert read_plan(write(mine))
    problem = the_problem(write(mine + "[horizon]\nburn_in = 12\n"))
    assert (problem.code, problem.file, problem.line) == ("dated-too-late", "base.toml", 4)
