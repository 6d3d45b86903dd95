"""What ships: every scenario loads, the schema is fresh, every code is documented, levers describe themselves."""

import ast
import dataclasses
import json
import re
from pathlib import Path

import pytest

import sim.scenario
from sim.declare import parameters_of
from sim.errors import InvalidInput
from sim.plan import WORLDS
from sim.policies import LEVERS
from sim.scenario import describe_levers, json_schema, levers_text, read_plan
from sim.scenario.library import PACKAGE_SCENARIOS
from sim.scenario.places import Place, Problems
from sim.scenario.schema import FILE, schema_text
from sim.scenario.sections import HorizonKeys, defaults_of
from sim.scenario.values import read_value

SCENARIOS = sorted(file for file in PACKAGE_SCENARIOS.rglob("*.toml") if file.parent.name != "counties")


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE_SCENARIOS).with_suffix("").as_posix()


@pytest.mark.parametrize("file", SCENARIOS, ids=name_of)
def test_every_scenario_loads_by_path_and_by_name(file):
    assert read_plan(file).plain() == read_plan(name_of(file)).plain()


def test_scenarios_name_the_schema_for_editors():
    first = {file: file.read_text(encoding="utf-8").partition("\n")[0] for file in SCENARIOS}
    named = {file: line.removeprefix("#:schema ") for file, line in first.items() if line.startswith("#:schema ")}
    assert PACKAGE_SCENARIOS / "no_new_policy.toml" in named
    for file, schema in named.items():
        assert (file.parent / schema).resolve() == PACKAGE_SCENARIOS / FILE


@pytest.mark.parametrize("file", SCENARIOS, ids=name_of)
def test_every_scenario_is_valid_by_the_schema(file):
    import tomllib

    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(json_schema()).validate(tomllib.loads(file.read_text(encoding="utf-8")))


def test_the_schema_says_no_to_what_the_reader_refuses():
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema())
    jsonschema.Draft202012Validator.check_schema(json_schema())
    dated = [{"from": "2003-01", "value": "1 元/人月"}]
    assert validator.is_valid({"levers": {"dibao": {"line": dated, "begins": "", "central_share": "60%"}}})
    for wrong in (
        {"titel": "x"}, {"levers": {"dibaoo": {}}}, {"levers": {"dibao": {"lin": 3}}}, {"world": {"workers": 3.5}},
        {"world": {"workers": 5000, "seekers": 3}}, {"levers": {"dibao": {"line": 125}}},
        {"levers": {"dibao": {"line": "125 元"}}}, {"levers": {"dibao": {"line": []}}},
        {"world": {"spending": 5}}, {"horizon": {"start": "2003-13"}}, {"horizon": {"months": 0}},
        {"world": {"jobless_origin": {"colective": 1}}}, {"world": {"vacancy_rule": "x"}},
        {"levers": {"dibao": {"on": "yes"}}}, {"world": {"kind": "x"}},
    ):  # fmt: skip
        assert not validator.is_valid(wrong), wrong


def test_the_published_schema_is_fresh():
    published = (PACKAGE_SCENARIOS / FILE).read_text(encoding="utf-8")
    assert published == schema_text(), "run: python -m sim.scenario"
    assert json.loads(published) == json_schema()


def codes_in(file):
    """Find the codes that a source file gives to problems."""
    position = {"Wrong": 0, "Unreadable": 0, "Problem": 0, "add": 1, "_refuse": 2}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            given += node.args[position[name] : position[name] + 1] if name in position else []
            yield from (code.value for code in given if isinstance(code, ast.Constant))


def test_every_code_is_documented_and_every_documented_code_exists():
    messages = (PACKAGE_SCENARIOS.parent / "docs/messages.md").read_text(encoding="utf-8")
    own, _, _ = messages.partition("## Other arguments of commands")
    documented = re.findall(r"^\| `([a-z0-9-]+)` \|", own, re.MULTILINE)
    used = {code for file in Path(sim.scenario.__file__).parent.glob("*.py") for code in codes_in(file)}
    assert used == set(documented)
    assert len(documented) == len(set(documented))


# --- declarations and files agree ---------------------------------------------------------------------------

OWNERS = [*WORLDS.values(), *LEVERS.values(), HorizonKeys]
KINDS = {"int": {"money", "whole", "month"}, "float": {"real"}, "bool": {"flag"}, "str": {"choice"},
         "Shares": {"shares"}, "Factors": {"factors"}}  # fmt: skip


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_a_parameter_is_kept_as_it_is_annotated(owner):
    declared = parameters_of(owner)
    for field in dataclasses.fields(owner):
        assert declared[field.name].kind in KINDS[str(field.type)], field.name


@pytest.mark.parametrize("row", describe_levers(), ids=lambda row: f"{row['lever']}.{row['key']}")
def test_a_default_is_described_as_a_file_may_write_it(row):
    problems = Problems()
    owner = LEVERS[row["lever"]]
    default = defaults_of(owner)[row["key"]]
    assert read_value(parameters_of(owner)[row["key"]], row["default"], Place("test"), problems, default) == default
    assert not problems.found


@pytest.fixture(scope="module")
def every_lever(tmp_path_factory):
    """A scenario that sets every lever there is."""
    file = tmp_path_factory.mktemp("scenarios") / "every_lever.toml"
    tables = "".join(f"[levers.{name}]\n" for name in LEVERS)
    file.write_text(f'title = "Every lever"\nbuilds_on = "no_new_policy"\n{tables}', encoding="utf-8")
    return file


@pytest.mark.parametrize("row", describe_levers(), ids=lambda row: f"{row['lever']}.{row['key']}")
def test_the_legal_edges_of_every_lever_are_accepted(row, every_lever):
    unit = f" 元{row['unit'].removeprefix('元')}" if row["unit"].startswith("元") else ""
    for edge in (row["low"], row["high"]):
        if edge is not None:
            said = f'"{edge:.0f}{unit}"' if unit else edge
            sets = [f"levers.{row['lever']}.{row['key']}={said}"]
            if row["key"] == "central_share":
                sets.append("levers.dibao.provincial_share=0")
            if row["key"] == "provincial_share":
                sets.append("levers.dibao.central_share=0")
            assert read_plan(every_lever, sets)


def test_every_parameter_of_a_lever_is_described():
    assert {(row["lever"], row["key"]) for row in describe_levers()} == {
        (name, key) for name, lever in LEVERS.items() for key in parameters_of(lever)
    }
    line = next(row for row in describe_levers("dibao") if row["key"] == "line")
    assert line["default"].endswith(" 元/人月")
    assert (line["low"], line["high"], line["dated"], line["term"]) == (0, 2000, True, "低保标准")
    assert "Order 271" in line["law"]


def test_the_text_of_a_lever():
    text = levers_text("unemployment_insurance")
    assert text.startswith("[levers.unemployment_insurance]  失业保险\n")
    assert re.search(r'^  benefit = "[0-9]+ 元/人月"$', text, re.MULTILINE)
    assert "0 to 2,000 元/人月; assumed; SS09, SS11; may be dated; 失业保险金" in text
    assert all(f"[levers.{name}]" in levers_text() for name in LEVERS)


def test_an_unknown_lever_has_its_nearest_name():
    with pytest.raises(InvalidInput, match="did you mean dibao"):
        levers_text("dibaoo")
