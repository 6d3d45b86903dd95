"""Money: text to fen and back, one rounding, and splits that lose nothing."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.money import LARGEST_FEN, NotMoney, read_money, split_exactly, to_fen, write_money

UNITS = {"分": 1, "元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
FEN = st.integers(-LARGEST_FEN, LARGEST_FEN)


def as_text(fen, unit):
    """Decimal text of an amount, exactly: digits with the point put where the unit wants it."""
    places = len(str(UNITS[unit])) - 1
    digits = str(abs(fen)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if fen < 0 else ''}{whole}{'.' + rest if rest else ''}{unit}"


# --- reading and writing -----------------------------------------------------------------------------------------


@given(fen=FEN, per=st.sampled_from(["", "月", "人月", "年"]))
@example(-5, "")
@example(LARGEST_FEN, "年")
def test_what_is_written_reads_back(fen, per):
    assert read_money(write_money(fen, per), per) == fen


@given(fen=FEN, unit=st.sampled_from(list(UNITS)), zeros=st.integers(0, 40), space=st.sampled_from(["", " "]))
def test_every_unit_is_exact(fen, unit, zeros, space):
    text = as_text(fen, unit)
    number = text.removesuffix(unit)
    number += "0" * zeros if "." in number else ""
    assert read_money(f" {number}{space}{unit} ") == fen


@pytest.mark.parametrize(
    ("text", "per", "fen"),
    [
        ("2万元", "", 2_000_000),
        ("180 元/人月", "人月", 18_000),
        ("0.5亿元/年", "年", 5_000_000_000),
        ("-0.01 元", "", -1),
        ("100 万元", "", 100_000_000),
        ("7分", "", 7),
    ],
)
def test_examples(text, per, fen):
    assert read_money(text, per) == fen


@pytest.mark.parametrize(
    "text",
    [
        "", "3500", "元", "1e3元", "1,000元", "1_000元", "+5元", "１２元", "0x10元", ".5元", "5.元", "1/3万元", "nan元",
        "五元", "5 yuan", "5元元", "5 元 5", "5元/", "--5元", "inf 元", "5\u00a0元", "5元/人月/年",
    ],
)  # fmt: skip
def test_what_is_not_an_amount_is_refused(text):
    with pytest.raises(NotMoney):
        read_money(text)


@given(fen=st.integers(-(10**6), 10**6), unit=st.sampled_from(list(UNITS)), tail=st.integers(0, 60))
@example(100, "元", 40)
@example(LARGEST_FEN // 100 * 100, "元", 30)
def test_a_part_of_a_fen_is_refused_however_small(fen, unit, tail):
    """Refused, never rounded: also where decimal arithmetic of 28 digits would not see the last one."""
    number = as_text(fen, unit).removesuffix(unit)
    with pytest.raises(NotMoney):
        read_money(f"{number}{'' if '.' in number else '.'}{'0' * tail}1{unit}")


@pytest.mark.parametrize("text", ["1000001亿元", "1" + "0" * 400 + "元", "-" + "9" * 5000 + "分"])
def test_what_no_budget_could_hold_is_refused(text):
    with pytest.raises(NotMoney):
        read_money(text)


@pytest.mark.parametrize(("text", "per"), [("180元", "人月"), ("180元/月", "人月"), ("180元/人月", "")])
def test_another_unit_than_the_declared_one_is_refused_and_named(text, per):
    with pytest.raises(NotMoney, match="元"):
        read_money(text, per)


# --- rounding ----------------------------------------------------------------------------------------------------


@given(amounts=st.lists(st.integers(-(2**53), 2**53).map(lambda n: n / 1024), max_size=20))
@example([0.5, 1.5, 2.5, -0.5, -1.5])
def test_rounding_is_half_up(amounts):
    """Against exact fractions, for amounts up to 2**43 fen (88 billion yuan) in steps of a 1024th."""
    expected = [(2 * Fraction(amount) + 1) // 2 for amount in amounts]
    assert to_fen(np.array(amounts, np.float64)).tolist() == expected


@given(fen=st.integers(-(2**52), 2**52))
def test_whole_fen_stay_what_they_are(fen):
    """Up to 45 trillion yuan."""
    assert to_fen(np.array([float(fen)])).tolist() == [fen]


# --- splitting ---------------------------------------------------------------------------------------------------


def largest_remainder(total, weights):
    """Hamilton's rule in fractions: the whole parts, then one each to the largest remainders, of equals the first."""
    exact = [Fraction(total) * weight / sum(weights) for weight in weights]
    parts = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(weights)), key=lambda row: (parts[row] - exact[row], row))
    for row in order[: total - sum(parts)]:
        parts[row] += 1
    return parts


WEIGHTS = st.lists(st.integers(0, 2**62), min_size=1, max_size=12).filter(any)


@given(total=st.integers(0, 2**62), weights=WEIGHTS)
def test_splits_lose_nothing_and_follow_the_largest_remainder(total, weights):
    parts = split_exactly(total, np.array(weights, np.int64))
    assert parts.dtype == np.int64
    assert sum(parts.tolist()) == total
    assert parts.tolist() == largest_remainder(total, weights)
    for part, weight in zip(parts.tolist(), weights, strict=True):
        assert abs(part - Fraction(total) * weight / sum(weights)) < 1
        assert weight or not part


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [0, 1, 0, 2, 0, 0, 4], [0, 14, 0, 29, 0, 0, 57]),  # 14.29, 28.57, 57.14
        (1, [1] * 10, [1] + [0] * 9),
        (0, [3, 1], [0, 0]),
        (10**18, [10**18, 10**18, 1], [5 * 10**17, 5 * 10**17, 0]),
    ],
)
def test_splits_by_hand(total, weights, parts):
    assert split_exactly(total, np.array(weights, np.int64)).tolist() == parts


@given(total=st.integers(0, 10**12), weights=WEIGHTS, order=st.randoms(use_true_random=False))
def test_permuted_weights_give_permuted_parts_but_for_equal_remainders(total, weights, order):
    rows = list(range(len(weights)))
    order.shuffle(rows)
    straight = split_exactly(total, np.array(weights, np.int64))
    shuffled = split_exactly(total, np.array(weights, np.int64)[rows])
    remainders = [total * weight % sum(weights) for weight in weights]
    if len(set(remainders)) == len(remainders):
        assert shuffled.tolist() == straight[rows].tolist()
    assert sorted(shuffled.tolist()) == sorted(straight.tolist()) or len(set(remainders)) < len(remainders)


@pytest.mark.parametrize("weights", [[0, 0], [1, -1, 3], [-1]])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        split_exactly(10, np.array(weights, np.int64))
