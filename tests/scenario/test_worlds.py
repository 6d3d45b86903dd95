"""The two kinds of world: a county with its facts, and a limit."""

import pytest

from sim.codes import Origin
from sim.scenario import provenance, read_plan
from sim.scenario.county import facts_declared
from sim.scenario.library import PACKAGE_SCENARIOS
from sim.world import CountyWorld, LimitWorld
from tests.scenario.reading import LIMIT, problems_of, the_problem

HENAN = (PACKAGE_SCENARIOS / "counties/henan_2002.toml").read_text(encoding="utf-8")
FACT = next(line for line in HENAN.split("\n") if line.startswith("jobless ="))
LINE = HENAN.split("\n").index(FACT) + 1


def test_a_limit_world_takes_its_defaults_from_its_class(write):
    world = read_plan(write(LIMIT)).world
    shares = tuple((label, 10_000 * (label == "soe")) for label in Origin.labels())  # those not said are zero
    assert world == LimitWorld(seekers=1000, vacancies=500, type_shares=shares)


def test_a_limit_world_has_keys_of_its_own(write):
    problem = the_problem(write(LIMIT.replace("vacancies", "jobless")))
    assert (problem.code, problem.line, problem.key) == ("unknown-key", 5, "world.jobless")
    assert 'of kind "limit"' in problem.expected


def test_a_limit_world_may_be_built_upon(write):
    write(LIMIT, "base.toml")
    plan = read_plan(write("builds_on = 'base.toml'\n[world]\neffort = [{from = '2003-01', value = 0.2}]\n"))
    assert plan.world.seekers == 1000
    assert plan.world.at(plan.horizon.start).effort == 0.2


@pytest.mark.parametrize(
    ("said", "code", "key"),
    [
        ("employed = 1001", "impossible", "world.employed"),
        ("seekers = 0", "out-of-range", "world.seekers"),
        ("trades = 9", "out-of-range", "world.trades"),
        ("pay = 500", "unit-missing", "world.pay"),
        ("minimum_wage = '501 元/月'", "below-minimum-wage", "world.pay"),
        ("type_effort = {soe = -1}", "out-of-range", "world.type_effort.soe"),
        ("effort = [{from = '2003-02', value = 1}]", "dated-too-late", "world.effort"),
        ("vacancy_rule = 'fix'", "unknown-choice", "world.vacancy_rule"),
    ],
)
def test_impossible_limits(write, said, code, key):
    problem = the_problem(
        write(LIMIT.replace("seekers = 1000", said if "seekers" in said else f"seekers = 1000\n{said}"))
    )
    assert (problem.code, problem.key) == (code, key)


def test_the_county_has_every_fact_with_its_provenance():
    facts = provenance("henan_2002")
    assert list(facts) == list(facts_declared())
    for name, fact in facts.items():
        declared = facts_declared()[name]
        assert fact["unit"] == declared.unit
        assert fact["meaning"] == declared.meaning
        assert fact["status"] in ("found", "derived", "recalled", "assumed")
        assert fact["source"]
        assert fact["range"] or declared.kind in ("shares", "factors", "choice", "flag", "month")


def test_the_county_is_the_one_of_the_programme():
    """Within what the programme of 2002 and the calibration targets T2, T5 and T6 say of it."""
    world = read_plan("no_new_policy").world
    assert isinstance(world, CountyWorld)
    assert world.workers == world.urban_labour_force + world.rural_in_town
    assert world.state_staff + world.collective_staff == 16_000
    assert 0.08 <= world.jobless / world.urban_labour_force <= 0.12
    assert world.jobless_registered <= 0.35
    ages, schooling, spells = (
        dict(shares) for shares in (world.jobless_sex_age, world.jobless_schooling, world.jobless_spell)
    )
    assert 2_000 <= ages["men_50_plus"] + ages["women_40_49"] + ages["women_50_plus"] <= 2_600
    assert 6_500 <= schooling["primary"] + schooling["junior"] <= 7_500
    assert 8_000 <= spells["from_12_to_24_months"] + spells["over_24_months"] <= 9_000
    hands = world.workers - world.jobless - 16_000 - world.private_staff - world.getihu
    assert 1.0 < hands / world.getihu < 2.0


@pytest.fixture
def county(write, monkeypatch, tmp_path):
    """Return what a county file is refused for, whose fact `jobless` says something else."""
    monkeypatch.chdir(tmp_path)

    def refusal(fact, old=FACT):
        assert old in HENAN
        write(HENAN.replace(old, fact), "scenarios/counties/mine.toml")
        return the_problem("no_new_policy", "world.county=mine")

    return refusal


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "fragment"),
    [
        ("jobless =", "joblss =", "unknown-key", "facts.joblss", "did you mean jobless?"),
        ("value = 5000", "value = 2999", "outside-range", "facts.jobless.range", "2999, must lie between"),
        ("value = 5000", "value = '5000'", "wrong-type", "facts.jobless.value", "a whole number"),
        ("value = 5000, ", "", "missing-key", "facts.jobless", "`value` is missing"),
        ("range = [3000, 9000], ", "", "missing-key", "facts.jobless", "`range` is missing"),
        ('status = "assumed", ', "", "missing-key", "facts.jobless", "`status` is missing"),
        ('unit = "persons", ', "", "missing-key", "facts.jobless", "`unit` is missing"),
        (', source = "section 10, UN07, T5"', "", "missing-key", "facts.jobless", "`source` is missing"),
        ('"section 10, UN07, T5"', '""', "missing-key", "facts.jobless.source", "where the value comes from"),
        ('"persons"', '"people"', "wrong-unit", "facts.jobless.unit", 'the unit is "persons"'),
        ('"assumed"', '"guessed"', "unknown-choice", "facts.jobless.status", "found, derived, recalled, assumed"),
        ("[3000, 9000]", "[3000]", "wrong-type", "facts.jobless.range", "the lowest and the highest"),
        ("[3000, 9000]", "3000", "wrong-type", "facts.jobless.range", "the lowest and the highest"),
        ("[3000, 9000]", "[9000, 3000]", "outside-range", "facts.jobless.range", "must lie between"),
        ("[3000, 9000]", "[3000, 'x']", "wrong-type", "facts.jobless.range[1]", "a whole number"),
        ("range", "rnge", "unknown-key", "facts.jobless.rnge", "did you mean range?"),
        (FACT, "jobless = 5000", "wrong-type", "facts.jobless", "value, unit, range, status and source"),
    ],
)
def test_each_mistake_in_a_fact_is_named(write, monkeypatch, tmp_path, old, new, code, key, fragment):
    monkeypatch.chdir(tmp_path)
    write(HENAN.replace(FACT, FACT.replace(old, new, 1)), "scenarios/counties/mine.toml")
    found = [problem for problem in problems_of("no_new_policy", "world.county=mine") if problem.code == code]
    assert [(problem.file, problem.line, problem.key) for problem in found] == [
        ("scenarios/counties/mine.toml", LINE, key)
    ]
    assert fragment in str(found[0])


def test_a_fact_that_is_missing_is_named_with_its_form(county):
    problem = county("")
    assert (problem.code, problem.key) == ("missing-fact", "facts.jobless")
    assert 'write jobless = {value = ..., unit = "persons"' in problem.fix


def test_a_range_of_money_is_money(county):
    assert county('range = ["200 元/月", 280]', 'range = ["200 元/月", "280 元/月"]').code == "unit-missing"


def test_a_dated_fact_lies_within_its_range_at_every_date(county):
    dated = '[{from = "2002-01", value = "240 元/月"}, {from = "2005-10", value = "320 元/月"}]'
    assert county(f"minimum_wage = {{value = {dated}", 'minimum_wage = {value = "240 元/月"').code == "outside-range"


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("facts = 3", "wrong-type"), ("[facts", "syntax"), ("x = 1", "unknown-key")]
)
def test_a_file_that_is_no_county(write, monkeypatch, tmp_path, text, code):
    monkeypatch.chdir(tmp_path)
    write(text, "scenarios/counties/mine.toml")
    assert code in [problem.code for problem in problems_of("no_new_policy", "world.county=mine")]


def test_an_unknown_county_has_its_nearest_name():
    from sim.errors import InvalidInput

    with pytest.raises(InvalidInput, match="did you mean henan_2002"):
        provenance("henan_2003")
