"""The rule itself: what passes at once, what is asked again, what fails."""

import numpy as np
import pytest

from tests.closed_forms import judging


def replicates(z, size=100):
    """Values whose mean lies z standard errors above zero."""
    values = np.tile([-1.0, 1.0], size // 2)
    return values + z * values.std(ddof=1) / np.sqrt(size)


@pytest.fixture(autouse=True)
def no_scores(monkeypatch):
    monkeypatch.setattr(judging, "WORST", judging.defaultdict(list))


def test_a_small_score_passes_at_once():
    asked = []
    z = judging.judge("x", lambda block: asked.append(block) or replicates(2.5), 0.0)
    assert z == pytest.approx(2.5)
    assert asked == [0]


def test_a_doubtful_score_is_judged_on_fresh_blocks_alone():
    asked = []
    z = judging.judge("x", lambda block: asked.append(block) or replicates(0.5 if block else 3.5), 0.0)
    assert asked == [0, 1, 2, 3, 4, 5]
    assert abs(z) < 2


@pytest.mark.parametrize("scores", [(4.5, 0), (-4.5, 0), (3.5, 1.5)])
def test_a_large_score_fails(scores):
    """1.5 in each of five blocks pools to 3.4."""
    with pytest.raises(AssertionError, match="limit"):
        judging.judge("x", lambda block: replicates(scores[min(block, 1)]), 0.0)


def test_a_known_spread_replaces_the_spread_of_the_replicates():
    assert judging.score(np.array([1.0, 3.0]), 0.0, spread=4.0) == pytest.approx(2 / (4 / np.sqrt(2)))


def test_equal_replicates_must_be_exact():
    assert judging.judge("x", lambda block: np.full(5, 7.0), 7.0) == 0
    with pytest.raises(AssertionError):
        judging.judge("x", lambda block: np.full(5, 7.0), 7.1)


def test_shares_have_the_spread_of_a_binomial():
    z = judging.judge_share("x", lambda block: np.array([[30.0, 50.0], [30.0, 50.0]]), 0.5)
    assert z == pytest.approx(2)
    with pytest.raises(AssertionError):
        judging.judge_share("x", lambda block: np.array([[80.0, 100.0]]), 0.5)


def test_two_sets_are_compared_by_their_means():
    judging.compare("x", lambda block: replicates(1), lambda block: replicates(-1))
    with pytest.raises(AssertionError):
        judging.compare("x", lambda block: replicates(4), lambda block: replicates(-4))


def test_the_law_of_kolmogorov():
    """His distribution at 1.3581 is .05 and at 1.6276 is .01: the values that every table prints."""
    middles = (np.arange(10_000) + 0.5) / 10_000
    for distance, p in ((1.3581, 0.05), (1.6276, 0.01)):
        moved = np.maximum(middles - distance / 100 + 0.5 / 10_000, 0)
        assert judging.kolmogorov(moved) == pytest.approx(p, rel=0.01)


def test_a_wrong_distribution_fails():
    rng = np.random.default_rng(1)
    judging.judge_distribution("x", rng.random(1000))
    with pytest.raises(AssertionError):
        judging.judge_distribution("x", rng.random(1000) ** 1.3)
