"""Experiment files: the points that they name, and what is refused."""

from pathlib import Path

import pytest

from sim.errors import InvalidInput
from sim.sweeps.design import read_design

DESIGNS = Path(__file__).parents[2] / "experiments" / "designs"


def design(tmp_path, text):
    file = tmp_path / "experiment.toml"
    file.write_text(text, encoding="utf-8")
    return read_design(file)


def test_a_factorial_has_every_combination_and_the_last_axis_moves_fastest(tmp_path):
    found = design(tmp_path, 'scenarios = ["a", "b"]\n[axes]\n"world.x" = [1, 2]\n"world.y" = ["5 元", "6 元"]')
    assert len(found.points) == 8
    assert found.points[1] == (("scenario", "a"), ("world.x", 1), ("world.y", "6 元"))
    assert found.sets(found.points[1]) == ["world.x=1", 'world.y="6 元"']


def test_a_list_has_the_points_that_it_names(tmp_path):
    points = '[[points]]\n"world.x" = 1\n[[points]]\n"world.x" = [3, 4]'
    found = design(tmp_path, f'scenario = "a"\nkind = "list"\nset = {{"world.z" = true}}\n{points}')
    assert [found.sets(point) for point in found.points] == [
        ["world.z=true", "world.x=1"],
        ["world.z=true", "world.x=[3, 4]"],
    ]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_drawn_points_fill_every_range_evenly_and_again_the_same(tmp_path, kind):
    text = f'scenario = "a"\nkind = "{kind}"\npoints = 16\n[axes]\n"w.x" = {{low = 0.0, high = 1.0}}\n' \
           '"w.n" = {low = 1, high = 4, whole = true}\n"w.m" = {low = 10, high = 20, unit = "元"}'  # fmt: skip
    found = design(tmp_path, text)
    points = [dict(point) for point in found.points]
    strata = sorted(int(point["w.x"] * 16) for point in points)
    assert strata == list(range(16)) if kind == "latin_hypercube" else len(set(strata)) > 8
    assert sorted(point["w.n"] for point in points) == sorted([1, 2, 3, 4] * 4)
    assert all(10 <= float(point["w.m"].removesuffix(" 元")) <= 20 for point in points)
    assert found.points == design(tmp_path, text).points


@pytest.mark.parametrize(("text", "said"), [
    ('scenario = "a"\nsedes = "0:2"\n[axes]\n"w.x" = [1]', "seeds"),
    ('scenario = "a"\nkind = "factorail"\n[axes]\n"w.x" = [1]', "factorial"),
    ('scenario = "a"\nseeds = "4:2"\n[axes]\n"w.x" = [1]', "2:4"),
    ('scenario = "a"\n[axes]\n"w.x" = []', "at least one value"),
    ('scenario = "a"\n[axes]\n"w.x" = [1, 1]', "every value once"),
    ('[axes]\n"w.x" = [1]', "no_new_policy"),
    ('scenario = "a"\nkind = "sobol"\n[axes]\n"w.x" = {low = 1, high = 2}', "how many points"),
    ('scenario = "a"\nkind = "sobol"\npoints = 4\n[axes]\n"w.x" = {low = 2, high = 1}', "low below high"),
    ("", "says nothing"),
])  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, text, said):
    with pytest.raises(InvalidInput, match=said):
        design(tmp_path, text)


@pytest.mark.parametrize("file", sorted(DESIGNS.glob("*.toml")), ids=lambda file: file.stem)
def test_every_design_that_we_ship_can_be_read(file):
    found = read_design(file)
    assert found.question.endswith("?")
    assert found.points
