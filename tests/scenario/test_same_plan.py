"""Two files that say the same are the same plan."""

import pytest

from sim.plan import Plan
from sim.scenario import read_plan
from tests.scenario.reading import BASE, LIMIT

TEXT = """\
# What follows is written in other words below.
title = "one"

[world]
county = "henan_2002"
spending = 0.5

[levers.social_contributions]
[levers.unemployment_insurance]
benefit = "180 元/人月" # a comment
[levers.dibao]
line = [{from = "2003-01", value = "125 元/人月"}, {from = "2004-01", value = "130 元/人月"}]
budget = "240万元/年"
central_share = 0.6

[horizon]
start = "2003-01"
months = 36
burn_in = 0
"""

OTHER_WORDS = {
    "BOM": "\ufeff" + TEXT,
    "CRLF": TEXT.replace("\n", "\r\n"),
    "no last line end": TEXT.rstrip("\n"),
    "no comment": TEXT.replace("# a comment", ""),
    "another title": TEXT.replace('"one"', "'另一个'"),
    "another unit": TEXT.replace("240万元/年", "2400000 元/年").replace("180 元/人月", "18000分/人月"),
    "another spacing": TEXT.replace("240万元/年", " 0.0240 亿元/年 ").replace("180 元/人月", "180.00元/人月"),
    "percent": TEXT.replace("0.5", '"50%"').replace("0.6", '"60 %"'),
    "defaults said": TEXT.replace("burn_in = 0", 'policy_start = "2003-01"'),
    "numbers": TEXT.replace("36", "0x24").replace("0.5", "5e-1"),
    "another order": """
        horizon = {months = 36, start = "2003-01"}
        [levers]
        dibao = {central_share = "60%", line = [
          {value = "130 元/人月", from = "2004-01"},
          {value = "0.0125万元/人月", from = "2003-01"},
        ], budget = "240万元/年"}
        unemployment_insurance.benefit = "180 元/人月"
        social_contributions = {on = true, begins = ""}
        [world]
        spending = 0.50
        "county" = 'henan_2002'
        """,
}


@pytest.mark.parametrize("text", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_words_are_the_same_plan(write, text):
    assert text != TEXT
    assert read_plan(write(text)).plain() == read_plan(write(TEXT)).plain()


def test_what_builds_on_it_and_says_nothing_is_the_same_plan(write):
    write(TEXT, "base.toml")
    assert read_plan(write("builds_on = 'base.toml'")).plain() == read_plan(write(TEXT)).plain()


def test_a_byte_order_mark_is_noted(write):
    plan = read_plan(write("\ufeff" + BASE))
    assert plan.notes == ("mine.toml begins with a byte order mark (BOM); it was passed over.",)
    assert read_plan(write(BASE)).notes == ()


def test_a_plan_goes_round_its_plain_form(write):
    dated = (
        "[levers.dibao]\nline = [{from = '2003-01', value = '1 元/人月'}, {from = '2004-01', value = '2 元/人月'}]\n"
    )
    for plan in (read_plan("no_new_policy"), read_plan(write(BASE + dated)), read_plan(write(LIMIT))):
        assert Plan.from_plain(plan.plain()).plain() == plan.plain()


def test_a_value_said_is_the_same_as_its_default(write):
    said = LIMIT.replace("[horizon]", "type_shares = {soe = 1}\nsuitability = '100%'\npay = '0.05万元/月'\n[horizon]")
    assert read_plan(write(said)).plain() == read_plan(write(LIMIT)).plain()


def test_a_value_that_differs_is_another_plan(write):
    other = TEXT.replace("130 元/人月", "130.01 元/人月")
    assert read_plan(write(other)).plain() != read_plan(write(TEXT)).plain()
