"""Shares of a package: games with a known answer, and sums that are exact whatever the values."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comparison.attribution import levers_between, orders, shares, subsets_of, with_levers
from sim.scenario import read_plan

GLOVES = ("left", "right_1", "right_2")


def worth(levers, value):
    return {subset: (value(subset),) for subset in subsets_of(orders(levers, 0))}


def parts(values, some):
    return {share.lever: share.parts[0] for share in shares(values, some)}


def test_the_glove_game():
    """A pair is worth 1; the scarce left glove has two thirds of it (Shapley 1953's standard example)."""
    pair = worth(GLOVES, lambda s: float("left" in s and len(s) > 1))
    third = Fraction(1, 6)
    assert parts(pair, orders(GLOVES, 0)) == {"left": Fraction(2, 3), "right_1": third, "right_2": third}


def test_levers_that_do_not_meet_keep_what_they_do_alone():
    alone = {"a": 3.0, "b": -1.5, "c": 0.25}
    values = worth(tuple(alone), lambda s: sum(alone[name] for name in s))
    assert parts(values, orders(tuple(alone), 0)) == {name: Fraction(value) for name, value in alone.items()}


def test_stacked_the_first_of_two_that_do_the_same_has_it_all():
    either = worth(("a", "b"), lambda s: float(bool(s)))
    assert parts(either, [("a", "b")]) == {"a": 1, "b": 0}
    assert parts(either, [("b", "a")]) == {"a": 0, "b": 1}
    assert parts(either, orders(("a", "b"), 0)) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


@given(st.integers(2, 4), st.data())
def test_parts_add_up_to_the_whole_exactly(n, data):
    levers = tuple("abcd"[:n])
    number = st.floats(-1e9, 1e9, allow_nan=False)
    values = {subset: (data.draw(number), data.draw(number)) for subset in subsets_of(orders(levers, 0))}
    for some in (orders(levers, 0), [levers]):
        found = shares(values, some)
        for seed in range(2):
            whole = Fraction(values[frozenset(levers)][seed]) - Fraction(values[frozenset()][seed])
            assert sum(share.parts[seed] for share in found) == whole


def test_many_levers_are_sampled_with_an_error_that_covers_the_truth():
    """Seven levers; the worth of a set is the square of its size, so that each has the same share, 7."""
    levers = tuple("abcdefg")
    some = orders(levers, 40)
    assert len(some) == 40
    values = {subset: (float(len(subset) ** 2),) for subset in subsets_of(some)}
    found = shares(values, some)
    assert sum(share.parts[0] for share in found) == 49
    # An order and its reverse give place i and 8 - i: the two additions always make 14.
    assert all(share.parts[0] == 7 and share.error == pytest.approx(0) for share in found)


def test_errors_shrink_with_the_number_of_orders():
    levers = tuple("abcdefg")

    def value(subset):
        return float(len(subset) ** 3 + 5 * ("a" in subset and "b" in subset))

    errors = []
    for most in (20, 320):
        some = orders(levers, most)
        found = {share.lever: share for share in shares({s: (value(s),) for s in subsets_of(some)}, some)}
        errors.append(found["c"].error)
        assert abs(found["a"].parts[0] - found["c"].parts[0] - Fraction(5, 2)) < 4 * math.hypot(*errors[-1:] * 2) + 1
    assert errors[1] < errors[0] / 2


def test_all_orders_are_taken_of_few_levers():
    assert set(orders("abc", 1)) == set(itertools.permutations("abc"))
    assert len(subsets_of(orders("abc", 1))) == 8


def test_plans_differ_in_the_chosen_levers_alone():
    base = read_plan("no_new_policy")
    package = read_plan("no_new_policy", ['levers.dibao.line="200 元/人月"', 'levers.shop_taxes.fees="10 元/月"'])
    assert levers_between(base, package) == ["shop_taxes", "dibao"]
    assert with_levers(base, package, frozenset()).levers == base.levers
    assert with_levers(base, package, frozenset(["shop_taxes", "dibao"])).levers == package.levers
    one = with_levers(base, package, frozenset(["dibao"]))
    assert levers_between(base, one) == ["dibao"]
