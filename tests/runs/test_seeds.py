import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InvalidInput, Refused
from sim.runs.seeds import LARGEST, read_seeds, write_seeds


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("0:8", tuple(range(8))),
        ("0:4,9", (0, 1, 2, 3, 9)),
        ("9,0:4", (0, 1, 2, 3, 9)),
        ("17", (17,)),
        (" 1 , 3 ", (1, 3)),
        (str(LARGEST), (LARGEST,)),
        (f"{LARGEST}:{LARGEST + 1}", (LARGEST,)),
    ],
)
def test_seeds_are_read(text, seeds):
    assert read_seeds(text) == seeds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "seeds-syntax"),
        ("0:8,", "seeds-syntax"),
        ("-1", "seeds-syntax"),
        ("-3:2", "seeds-syntax"),
        ("1.5", "seeds-syntax"),
        ("1e3", "seeds-syntax"),
        ("0:8:2", "seeds-syntax"),
        ("１２", "seeds-syntax"),
        ("1_000", "seeds-syntax"),
        ("3:3", "seeds-empty"),
        ("8:0", "seeds-empty"),
        ("5,5", "seeds-duplicate"),
        ("0:8,7", "seeds-duplicate"),
        (f"{LARGEST + 1}", "seeds-range"),
        (f"0:{2**80}", "seeds-range"),
    ],
)
def test_what_is_not_a_set_of_seeds_is_refused(text, code):
    with pytest.raises(InvalidInput) as caught:
        read_seeds(text)
    assert code in {problem.code for problem in caught.value.problems}


def test_all_problems_are_listed():
    with pytest.raises(InvalidInput) as caught:
        read_seeds("x,3:1,5,5")
    assert [problem.code for problem in caught.value.problems] == ["seeds-syntax", "seeds-empty", "seeds-duplicate"]


def test_too_many_seeds_are_refused_without_being_made():
    with pytest.raises(Refused, match="4,611,686,018,427,387,904 seeds"):
        read_seeds(f"0:{2**62}")


@given(st.sets(st.integers(0, 300), min_size=1))
def test_written_seeds_are_read_again(seeds):
    ascending = tuple(sorted(seeds))
    assert read_seeds(write_seeds(ascending)) == ascending


@given(st.text(alphabet="0123456789:,- x.", max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        seeds = read_seeds(text)
    except (InvalidInput, Refused):
        return
    assert seeds == tuple(sorted(set(seeds)))
    assert all(0 <= seed <= LARGEST for seed in seeds)
