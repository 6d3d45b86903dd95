"""Two files that say the same are the same plan."""

import pytest

from sim.plan import Plan
from sim.scenario import read_plan
from sim.scenario.library import PACKAGE_SCENARIOS
from tests.scenario.reading import BASE, LIMIT

SHIPPED = (PACKAGE_SCENARIOS / "no_new_policy.toml").read_text(encoding="utf-8")
PLAIN = read_plan("no_new_policy").plain()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SHIPPED,
        SHIPPED.replace("\n", "\r\n"),
        SHIPPED.rstrip("\n"),
        "\n".join(line for line in SHIPPED.split("\n") if not line.startswith("#")),
        SHIPPED.replace("240万元/年", "2400000 元/年").replace("180 元/人月", "18000分/人月"),
        SHIPPED.replace("240万元/年", "0.024亿元/年").replace("180 元/人月", " 0.018 万元/人月 "),
        SHIPPED.replace("\nburn_in = 0", '\npolicy_start = "2003-01"'),
        SHIPPED.replace("months = 36\n", "months = 0x24\n"),
        SHIPPED + "\n[levers.dibao.x]".replace("[levers.dibao.x]", "# the end"),
        BASE,
        """
        horizon = {months = 36, start = "2003-01"}
        [levers]
        dibao = {budget = "240万元/年", central_share = "60%", provincial_share = 0.15, line = "125 元/人月"}
        social_contributions = {pension_employer = "20%", on = true, begins = ""}
        unemployment_insurance.benefit = "180 元/人月"
        [world]
        "county" = 'henan_2002'
        workers = 48e3
        spending = "60%"
        """,
    ],
    ids=["BOM", "CRLF", "no last line end", "no comments", "fen", "100 million", "defaults said", "hexadecimal",
         "another comment", "built on it", "another order"],
)  # fmt: skip
def test_rewriting_changes_nothing(write, text):
    assert read_plan(write(text)).plain() == PLAIN | {"levers_before": read_plan(write(text)).plain()["levers_before"]}
    assert read_plan(write(text)).plain()["levers_before"] == PLAIN["levers_before"]


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


def test_a_value_that_differs_is_another_plan():
    assert read_plan("no_new_policy", ["levers.dibao.line=125.01 元/人月"]).plain() != PLAIN
