"""Every item of the programme of 2002 is on the map once, and every place that the map names is there."""

import re

import pytest

from tests.test_docs import generator

programme = generator().programme
TITLES, ITEMS = programme.programme()
LAST = {
    "A": 14, "B": 39, "C": 46, "D": 53, "E": 64, "F1": 69, "F2": 77, "F3": 83, "F4": 88, "F5": 93, "F6": 102, "F7": 107,
    "F8": 117, "F9": 120, "F10": 125, "G": 135, "H": 155, "I": 162, "J": 182, "K": 197, "L": 226, "M": 233, "N": 248,
}  # fmt: skip
NEVER_LEFT_OUT = re.compile(r"[DEG]|F\d+")  # five pillars, six areas, ten policies, target groups


def test_all_items_are_there_once_in_their_sections():
    assert [item.id for item in ITEMS] == [f"S{number:03}" for number in range(1, 249)]
    assert {section: int(item.id[1:]) for item in ITEMS for section in [item.section]} == LAST
    assert list(TITLES) == list(LAST)
    assert all(item.english and re.search(r"[\u4e00-\u9fff]", item.chinese) for item in ITEMS)


@pytest.mark.parametrize("section", TITLES)
def test_every_place_exists(section):
    named = {(item.id, place) for item in ITEMS if item.section == section for place in item.lives}
    assert [(name, place) for name, place in sorted(named) if not programme.exists(place)] == []


def test_an_item_lives_somewhere_or_says_in_a_sentence_why_not():
    for item in ITEMS:
        assert bool(item.lives) != bool(item.left_out), item.id
        assert len(item.lives) == len(set(item.lives)), item.id
        assert not item.left_out or len(item.left_out.split()) > 5, item.id


def test_at_least_230_live_and_none_of_the_pillars_areas_policies_and_groups_is_left_out():
    assert sum(bool(item.lives) for item in ITEMS) >= 230
    assert [item.id for item in ITEMS if NEVER_LEFT_OUT.fullmatch(item.section) and not item.lives] == []


def test_a_place_that_is_not_there_would_be_seen():
    assert programme.exists("lever:dibao")
    wrong = (
        "lever:dibo",
        "parameter:levers.dibao.lime",
        "metric:",
        "group:is_4050/maybe",
        "module:sim/nothing.py",
        "x:y",
    )
    assert not any(programme.exists(place) for place in wrong)
