"""Luck: known answers, names and not order, and draws that look like draws."""

import ast
import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import luck
from sim.luck import Luck, Purpose

UNLIKELY = 1e-3
MANY = 200_000
SEEDS = st.integers(0, 2**63 - 1)


# --- known answers -----------------------------------------------------------------------------------------------


def splitmix64(state):
    """Steele, Lea and Flood (2014), in whole numbers: the next output and the next state."""
    state = (state + 0x9E3779B97F4A7C15) % 2**64
    z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
    return z ^ (z >> 31), state


def finalised(z):
    """What splitmix64 makes of a state: its output for the state before."""
    return splitmix64((z - 0x9E3779B97F4A7C15) % 2**64)[0]


def known_bits(seed, purpose, month, who, k):
    """The contract of `sim.luck`, version 1, in whole numbers."""
    key = finalised(splitmix64(seed)[0] ^ ((purpose * 0xA0761D6478BD642F + month) % 2**64))
    name = (who * 0x9E3779B97F4A7C15 + k * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) % 2**64
    return finalised(finalised(name) ^ key)


def test_the_finaliser_is_splitmix64s():
    """The outputs for seed 1234567 that are published with the algorithm's reference code."""
    published = (
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
    )  # fmt: skip
    state = 1234567
    for expected in published:
        output, state = splitmix64(state)
        assert output == expected
        assert int(luck.mix(np.uint64(state))) == expected


# (seed, purpose, month, who, k), computed once with `known_bits`: other implementations may check themselves.
KNOWN = {
    (0, 1, 0, 0, 0): 0x4898AC53A54B1276,
    (2003, 28, 24036, 17, 0): 0x7D063DFD0137C63E,
    (2**63 - 1, 40, 36, 2**40, 2**46): 0xE356906D1D907D33,
}


def test_known_answers():
    for (seed, purpose, month, who, k), bits in KNOWN.items():
        assert known_bits(seed, purpose, month, who, k) == bits
        assert Luck(seed, month).draws(Purpose(purpose), np.array([who]), k) == [(bits >> 11) / 2**53]


@given(seed=SEEDS, purpose=st.sampled_from(list(Purpose)), month=st.integers(0, 10**5), who=st.integers(0, 2**41),
       k=st.integers(0, 2**46))  # fmt: skip
def test_draws_are_what_the_contract_says(seed, purpose, month, who, k):
    bits = known_bits(seed, int(purpose), month, who, k)
    (drawn,) = Luck(seed, month).draws(purpose, np.array([who]), k)
    assert drawn == (bits >> 11) / 2**53
    key = Luck(seed, month).key(purpose)
    assert int(luck.draw_bits(key, np.int64(who), np.uint64(k))) == bits


def test_the_list_of_purposes_rises_without_doubles():
    tree = ast.parse(inspect.getsource(Purpose))
    said = [node.value.value for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    assert len(said) == len(set(said)) == len(Purpose)  # an IntEnum would take a double for an alias
    assert sorted(said) == said  # each part of the model appends to a range of its own
    assert said[:40] == list(range(1, 41))


def test_numbers_of_purposes_are_never_changed():
    """A sample from the beginning: a new purpose goes to the end of the list."""
    assert [Purpose.AGE, Purpose.EMPLOYER_SIZE, Purpose.LAYOFF, Purpose.LOOK, Purpose.CHANNEL] == [1, 14, 22, 28, 40]
    assert luck.CONTRACT == 1


# --- names, not order --------------------------------------------------------------------------------------------


def test_the_key_is_seed_purpose_and_month_and_nothing_else():
    assert list(inspect.signature(Luck).parameters) == ["seed", "month"]
    assert list(inspect.signature(Luck.key).parameters) == ["self", "purpose"]
    assert list(inspect.signature(luck.make_key).parameters) == ["seed", "purpose", "month"]


@pytest.mark.parametrize("seed", [-1, 2**63, 2**80])
def test_a_seed_beyond_63_bits_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        Luck(seed)


@given(seed=SEEDS, who=st.lists(st.integers(0, 10**6), max_size=20), lots=st.integers(0, 99))
def test_draws_depend_on_who_and_not_on_the_row_or_on_draws_before(seed, who, lots):
    people = np.array(who, np.int64)
    order = np.random.default_rng(lots).permutation(people.size)
    drawn = Luck(seed, 3).draws(Purpose.QUIT, people)
    Luck(seed, 3).draws(Purpose.LAYOFF, people)
    assert Luck(seed, 3).draws(Purpose.QUIT, people[order]).tolist() == drawn[order].tolist()
    assert all(0 <= number < 1 for number in drawn)


def test_all_keys_differ():
    keys = {
        int(Luck(seed, month).key(purpose))
        for seed in (*range(20), 2**62, 2**63 - 1)
        for month in (0, *range(24036, 24100))
        for purpose in Purpose
    }
    assert len(keys) == 22 * 65 * len(Purpose)


# --- draws look like draws -----------------------------------------------------------------------------------------


def drawn_by(key):
    """Many draws that differ in one part of their name only."""
    who = np.arange(MANY)
    if key == "who":
        return Luck(1, 5).draws(Purpose.LOOK, who)
    if key == "openings":  # names of openings: employer << 20 | slot
        return Luck(1, 5).draws(Purpose.LISTING, (who // 4 << 20) + who % 4)
    if key == "k":
        return np.concatenate([Luck(1, 5).draws(Purpose.LOOK, np.array([7]), int(k)) for k in range(MANY // 10)])
    if key == "month":
        return np.concatenate([Luck(1, m).draws(Purpose.LOOK, np.arange(MANY // 2_000)) for m in range(2_000)])
    if key == "purpose":
        return np.concatenate([Luck(1, 5).draws(purpose, np.arange(MANY // 40)) for purpose in Purpose])
    return np.concatenate([Luck(seed, 5).draws(Purpose.LOOK, np.arange(MANY // 2_000)) for seed in range(2_000)])


WAYS = ("who", "openings", "k", "month", "purpose", "seed")


@pytest.mark.parametrize("way", WAYS)
def test_draws_are_uniform(way):
    drawn = drawn_by(way)
    assert stats.chisquare(np.bincount((drawn * 256).astype(int), minlength=256)).pvalue > UNLIKELY
    low = (drawn * 2**53).astype(np.int64) % 256  # the lowest bits too
    assert stats.chisquare(np.bincount(low, minlength=256)).pvalue > UNLIKELY
    assert stats.kstest(drawn, "uniform").pvalue > UNLIKELY


@pytest.mark.parametrize("way", WAYS)
def test_neighbouring_draws_are_independent(way):
    drawn = drawn_by(way)
    pairs = (drawn[:-1] * 16).astype(int) * 16 + (drawn[1:] * 16).astype(int)
    assert stats.chisquare(np.bincount(pairs, minlength=256)).pvalue > UNLIKELY
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / np.sqrt(drawn.size)


@pytest.mark.parametrize(
    "other",
    [
        (Luck(2, 5), Purpose.LOOK, 0),
        (Luck(1, 6), Purpose.LOOK, 0),
        (Luck(1, 5), Purpose.BOARD_PLACE, 0),
        (Luck(1, 5), Purpose.LOOK, 1),
        (Luck(1, 5), Purpose.LOOK, 1 << 40),
    ],
    ids=["seed", "month", "purpose", "k", "application"],
)
def test_a_persons_draws_are_independent_of_each_other(other):
    who = np.arange(MANY)
    mine, (there, purpose, k) = Luck(1, 5).draws(Purpose.LOOK, who), other
    theirs = there.draws(purpose, who, k)
    pairs = (mine * 16).astype(int) * 16 + (theirs * 16).astype(int)
    assert stats.chisquare(np.bincount(pairs, minlength=256)).pvalue > UNLIKELY
    assert abs(np.corrcoef(mine, theirs)[0, 1]) < 4 / np.sqrt(MANY)


def test_each_bit_of_the_output_turns_with_each_bit_of_the_name():
    """Avalanche: one bit of who or of k turns every output bit half of the time."""
    key, people = Luck(1, 1).key(Purpose.LOOK), np.arange(400) * 977
    for part in ("who", "k"):
        for bit in (0, 1, 7, 19, 33):
            turned = np.zeros(64)
            for who in people:
                w, k = int(who), 3
                changed = (w ^ (1 << bit), k) if part == "who" else (w, k ^ (1 << bit))
                difference = int(luck.draw_bits(key, np.int64(w), np.uint64(k))) ^ int(
                    luck.draw_bits(key, np.int64(changed[0]), np.uint64(changed[1]))
                )
                turned += [difference >> b & 1 for b in range(64)]
            assert np.abs(turned / people.size - 0.5).max() < 5 * 0.5 / np.sqrt(people.size)
