"""One value at a time: what is written is what is kept, and nothing written can break the reader."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Dated, Parameter
from sim.months import read_month, write_month
from sim.scenario.places import Place, Problems, shown
from sim.scenario.values import FIRST_MONTH, LAST_MONTH, read_value
from sim.scenario.wide import unwidened, wide_character

MONEY = Parameter("元/人月", "", low=-(10**13), high=10**13, dated=True)
SHARE = Parameter("share", "", low=-1, high=1)
MONTH = Parameter("month", "")
KINDS = [
    MONEY,
    SHARE,
    MONTH,
    Parameter("persons", "", low=0),
    Parameter("number", ""),
    Parameter("on/off", ""),
    Parameter("", "", choices=("a", "b")),
    Parameter("", "", choices=("*",)),
    Parameter("shares", "", labels=("a", "b")),
    Parameter("shares", "", labels=("*",)),
    Parameter("factors", "", labels=("a", "b"), low=0, high=1),
]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.times(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=8,
)


def read(declared: Parameter, said: object) -> object:
    problems = Problems()
    value = read_value(declared, said, Place("test"), problems)
    assert (value is None) == bool(problems.found), problems.found
    return value


def code_of(declared: Parameter, said: object) -> str:
    problems = Problems()
    assert read_value(declared, said, Place("test"), problems) is None
    return problems.found[0].code


@given(st.sampled_from(KINDS), anything)
def test_whatever_is_said_is_kept_or_refused_on_one_line(declared, said):
    problems = Problems()
    value = read_value(declared, said, Place("test", ("key",)), problems)
    assert (value is None) == bool(problems.found)
    for problem in problems.found:
        assert str(problem).isprintable()
        assert problem.expected


@given(st.integers(-(10**15), 10**15), st.sampled_from([("分", 0), ("元", 2), ("万元", 6), ("亿元", 10)]))
def test_money_is_exact_in_every_unit(fen, unit):
    name, places = unit
    amount = f"{Decimal(fen).scaleb(-places):f}"
    assert read(MONEY, f"{amount} {name}/人月") == fen
    assert read(MONEY, f"{amount}{name}/人月") == fen
    assert code_of(MONEY, f"{amount} {name}/年") == "wrong-unit"
    assert code_of(MONEY, amount) == "unit-missing"


@given(st.decimals("0.0000001", "100000", places=7), st.sampled_from(["元", "万元"]))
def test_money_is_never_rounded(amount, unit):
    fen = amount * {"元": 100, "万元": 1_000_000}[unit]
    said = f"{amount:f} {unit}/人月"
    if fen == int(fen):
        assert read(MONEY, said) == int(fen)
    else:
        assert code_of(MONEY, said) == "not-exact"


@given(st.decimals("-100", "100", places=4))
def test_percent_text_is_the_same_number_as_the_share(percent):
    share = percent.scaleb(-2)
    assert read(SHARE, f"{percent:f}%") == float(f"{share:f}")
    assert read(SHARE, float(share)) == float(share)


@given(st.integers(FIRST_MONTH, LAST_MONTH))
def test_months_go_round(month):
    assert read(MONTH, write_month(month)) == month


@given(st.text(max_size=12))
def test_text_is_a_month_only_as_it_is_written(text):
    problems = Problems()
    value = read_value(MONTH, text, Place("test"), problems)
    assert value is None or write_month(value) == text


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=2, unique=True))
def test_shares_add_up_to_one_exactly(parts):
    first = parts[0]
    shares = Parameter("shares", "", labels=("a", "b"))
    assert read(shares, {"b": first / 10_000, "a": (10_000 - first) / 10_000}) == (("a", 10_000 - first), ("b", first))
    if sum(parts) != 10_000:
        assert code_of(shares, {"a": parts[0] / 10_000, "b": parts[1] / 10_000}) == "shares-sum"


def test_shares_that_are_not_said_are_zero_and_towns_stay_in_order():
    assert read(Parameter("shares", "", labels=("a", "b")), {"b": "100%"}) == (("a", 0), ("b", 10_000))
    assert read(Parameter("shares", "", labels=("*",)), {"b": 0.9, "a": 0.1}) == (("b", 9_000), ("a", 1_000))


def test_factors_that_are_not_said_stay_unsaid():
    assert read(Parameter("factors", "", labels=("a", "b", "c")), {"c": 2, "a": 0.5}) == (("a", 0.5), ("c", 2.0))


@given(st.dictionaries(st.integers(FIRST_MONTH, LAST_MONTH), st.integers(0, 10**6), min_size=1, max_size=5))
def test_dated_values_are_sorted_by_month(entries):
    said = [{"from": write_month(month), "value": f"{yuan} 元/人月"} for month, yuan in entries.items()]
    kept = read(MONEY, said)
    assert kept == Dated(tuple((month, yuan * 100) for month, yuan in sorted(entries.items())))


@pytest.mark.parametrize(("said", "kept"), [(36, 36), (36.0, 36), (1e9, 10**9), (-0.0, 0)])
def test_a_whole_number_may_be_written_as_a_float(said, kept):
    value = read(Parameter("months", ""), said)
    assert value == kept
    assert isinstance(value, int)


def test_there_is_no_minus_zero():
    assert str(read(SHARE, -0.0)) == "0.0"
    assert str(read(SHARE, "-0%")) == "0.0"


def test_a_month_may_be_empty_only_when_its_declaration_has_none():
    assert read_value(MONTH, "", Place("test"), Problems(), 0) == 0
    assert read_value(MONTH, "", Place("test"), Problems(), read_month("2003-01")) is None


@given(st.text())
def test_what_looks_like_ascii_is_named(text):
    assert (wide_character(text) != "") == (unwidened(text) != text)
    assert wide_character(unwidened(text)) == ""


def test_full_width_forms():
    assert unwidened("１２：％　“a”３") == '12:% "a"3'
    assert wide_character("万元 180 元/人月, 城镇！") == "full-width '！' (U+FF01) at character 16"


@given(anything)
def test_anything_can_be_shown(said):
    assert shown(said).isprintable()
    assert len(shown(said)) < 500
