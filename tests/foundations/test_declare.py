"""Declarations: columns of tables, parameters, dated values, vocabularies."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import codes
from sim.agents.employers import Employers
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.codes import Code, Sex
from sim.declare import (
    NOBODY,
    Dated,
    Flag,
    Int8,
    Int32,
    Int64,
    Parameter,
    Real,
    Real32,
    column,
    columns_of,
    parameter,
    parameters_of,
)
from sim.money import NotMoney
from sim.months import read_month

TABLES = (Workers, Employers, Standing)
VOCABULARIES = [
    found for found in vars(codes).values() if isinstance(found, type) and issubclass(found, Code) and found is not Code
]


# --- columns -----------------------------------------------------------------------------------------------------


class Things:
    sex: Int8 = column("code", "its sex", codes=Sex)
    wage: Int64 = column("fen/month", "its wage")
    size: Real = column("metres", "its size", 1.5)


class OddThings(Things):
    keeper: Int32 = column("row of workers", "who keeps it", NOBODY)
    broken: Flag = column("yes/no", "whether it is broken")
    weight: Real32 = column("kg", "its weight")
    plain: int = 3


def test_the_annotation_is_the_dtype_and_the_order_is_kept():
    found = columns_of(OddThings)
    assert {name: dtype for name, (dtype, _) in found.items()} == {
        "sex": np.int8, "wage": np.int64, "size": np.float64, "keeper": np.int32, "broken": np.bool_,
        "weight": np.float32,
    }  # fmt: skip
    assert list(found) == ["sex", "wage", "size", "keeper", "broken", "weight"]
    assert found["size"][1].start == 1.5
    assert found["sex"][1].codes is Sex
    assert (found["wage"][1].unit, found["wage"][1].meaning) == ("fen/month", "its wage")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_unit_and_meaning_and_holds_its_codes(table):
    for name, (dtype, declared) in columns_of(table).items():
        assert declared.unit, name
        assert declared.meaning, name
        assert np.full(1, declared.start, dtype)[0] == declared.start, name
        if declared.codes is not None:
            assert max(declared.codes) <= np.iinfo(dtype).max, name
            assert declared.unit == "code", name
        if declared.unit.startswith("fen"):
            assert dtype == np.int64, name
        if declared.unit == "yes/no":
            assert dtype == np.bool_, name
        if declared.unit.startswith("row of"):
            assert declared.start == NOBODY, name


# --- codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_codes_count_from_zero_and_have_a_term_each(vocabulary):
    assert [member.value for member in vocabulary] == list(range(len(vocabulary)))
    assert len({member.term for member in vocabulary}) == len(vocabulary)
    assert vocabulary.labels() == tuple(member.name.lower() for member in vocabulary)
    assert all(vocabulary(member.value) is member for member in vocabulary)


def test_sex_and_age_together_are_the_two_apart():
    """`SexAge` is sex x age band, in the order that founding and the count of groups rely on."""
    for both in codes.SexAge:
        sex, band = divmod(both.value, len(codes.AgeBand))
        assert both.label == ("men", "women")[sex] + codes.AgeBand(band).label.removeprefix("age")


def test_every_sector_has_its_trade():
    assert set(codes.MAIN_TRADE) == set(codes.Sector)
    assert codes.Trade.GENERAL not in codes.MAIN_TRADE.values()


# --- parameters --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rule:
    amount: int = parameter("180 元/人月", unit="元/人月", meaning="paid", low=0, dated=True)
    rate: float = parameter(1, unit="share", meaning="rate", source="X1", status="found")
    begins: int = parameter("2003-01", unit="month", meaning="first month")
    ends: int = parameter("", unit="month", meaning="last month")
    kind: str = parameter("a", unit="", meaning="which", choices=("a", "b"))
    on: bool = parameter(True, unit="on/off", meaning="whether")
    people: int = parameter(3, unit="persons", meaning="how many")
    stepped: int = parameter({"2003-01": "1 元", "2004-06": "1.5 元"}, unit="元", meaning="dated", dated=True)
    must: int = parameter(unit="persons", meaning="has no default")
    private: int = 5


def test_defaults_are_kept_as_numbers():
    rule = Rule(must=1)
    assert (rule.amount, rule.begins, rule.kind, rule.on, rule.people) == (18_000, 24_036, "a", True, 3)
    assert isinstance(rule.rate, float)
    assert rule.stepped == Dated(((24_036, 100), (24_053, 150)))
    with pytest.raises(TypeError, match="must"):
        Rule()


def test_parameters_are_listed_in_order_with_what_was_declared():
    found = parameters_of(Rule)
    assert list(found) == [field.name for field in dataclasses.fields(Rule) if field.name != "private"]
    assert (found["amount"].low, found["amount"].dated, found["rate"].source) == (0, True, "X1")


@pytest.mark.parametrize(
    ("unit", "choices", "kind", "per"),
    [
        ("元/人月", (), "money", "人月"), ("元", (), "money", ""), ("share", (), "real", ""),
        ("number", (), "real", ""), ("month", (), "month", ""), ("months", (), "whole", ""),
        ("persons", (), "whole", ""), ("on/off", (), "flag", ""), ("", ("a",), "choice", ""),
        ("shares", (), "shares", ""), ("factors", (), "factors", ""),
    ],
)  # fmt: skip
def test_the_unit_decides_how_a_value_is_kept(unit, choices, kind, per):
    declared = Parameter(unit, "anything", choices=choices)
    assert declared.kind == kind
    if kind == "money":
        assert declared.per == per


def test_a_default_in_another_unit_is_refused_when_it_is_declared():
    with pytest.raises(NotMoney):
        parameter("180 元/月", unit="元/人月", meaning="paid")
    with pytest.raises(ValueError, match="month"):
        parameter("2003", unit="month", meaning="first month")


# --- dated values ------------------------------------------------------------------------------------------------


@given(
    entries=st.dictionaries(st.integers(20_000, 20_100), st.integers(), min_size=1),
    month=st.integers(19_990, 20_110),
)
def test_the_value_in_force_is_the_latest_that_has_begun(entries, month):
    dated = Dated(tuple(sorted(entries.items())))
    begun = [begins for begins in entries if begins <= month]
    if begun:
        assert dated.at(month) == entries[max(begun)]
    else:
        with pytest.raises(LookupError, match="no value is in force"):
            dated.at(month)


def test_a_dated_value_changes_in_its_month_and_not_before():
    dated = Rule(must=1).stepped
    assert [dated.at(read_month(when)) for when in ("2003-01", "2004-05", "2004-06", "2020-01")] == [100, 100, 150, 150]
    with pytest.raises(LookupError, match="2002-12"):
        dated.at(read_month("2002-12"))
