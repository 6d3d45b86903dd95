"""What must hold when employers let people go, people leave, and offers move."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy import stats

from sim.kernels import jobs, standing
from sim.luck import Luck, Purpose

from .test_twins import staffs

PEOPLE = 5_000 if config.DISABLE_JIT else 100_000
UNLIKELY = 1e-3


@given(staff=staffs(), month=st.integers(1, 10**4))
def test_layoffs_are_the_surplus_and_never_the_owner(staff, month):
    employer, owner, surplus = (np.array(column, np.int32) for column in staff)
    crowd = jobs.crowd_of(employer, owner, surplus)
    crowd = crowd[np.argsort(Luck(1, month).draws(Purpose.LAYOFF, crowd), kind="stable")]
    goes = crowd[jobs.choose_layoffs(crowd, employer, surplus)]
    assert len(set(goes)) == goes.size
    for f in range(owner.size):
        hands = {w for w in range(employer.size) if employer[w] == f} - {owner[f]}
        gone = {w for w in goes if employer[w] == f}
        assert gone <= hands
        assert len(gone) == min(surplus[f], len(hands))


@given(staff=staffs())
def test_layoffs_change_nothing_that_they_were_given(staff):
    employer, owner, surplus = (np.array(column, np.int32) for column in staff)
    crowd = jobs.crowd_of(employer, owner, surplus)
    jobs.choose_layoffs(crowd, employer, surplus)
    assert (employer.tolist(), owner.tolist(), surplus.tolist()) == staff


def test_layoffs_fall_on_everybody_alike():
    """Employers of eight let three go; the lots decide who, not the row."""
    firms = PEOPLE // 8
    employer = np.repeat(np.arange(firms, dtype=np.int32), 8)
    crowd = jobs.crowd_of(employer, np.full(firms, -1, np.int32), np.full(firms, 3))
    crowd = crowd[np.argsort(Luck(1, 1).draws(Purpose.LAYOFF, crowd), kind="stable")]
    goes = crowd[jobs.choose_layoffs(crowd, employer, np.full(firms, 3))]
    counts = np.bincount(goes % 8, minlength=8)
    statistic = stats.chisquare(counts).statistic / (1 - 3 / 8) * (1 - 1 / 8)
    assert stats.chi2.sf(statistic, 7) > UNLIKELY


def test_leaving_by_chance_is_as_frequent_as_said():
    activity = (np.arange(PEOPLE) % 3).astype(np.int8)
    gone = jobs.choose_by_chance(activity, np.array([False, True, True]), 0.2, Luck(2, 4).key(Purpose.QUIT))
    assert activity[gone].all()
    assert (np.diff(gone) > 0).all()
    assert stats.binomtest(gone.size, np.count_nonzero(activity), 0.2).pvalue > UNLIKELY
    lanes = np.bincount(gone % 4, minlength=4)  # of one draw: as often the one as the other, and in any company
    assert stats.chisquare(lanes).pvalue > UNLIKELY
    together = np.bincount(np.bincount(gone // 4, minlength=PEOPLE // 4), minlength=5)
    share = stats.binom.pmf(np.arange(5), 4, 0.2 * 2 / 3)
    assert abs(together[2] - share[2] * (PEOPLE // 4)) < 5 * np.sqrt(PEOPLE)


def test_a_higher_chance_takes_more_people_and_the_same_ones():
    activity, key = np.zeros(PEOPLE, np.int8), Luck(2, 4).key(Purpose.QUIT)
    chosen = [set(jobs.choose_by_chance(activity, np.ones(1, np.bool_), chance, key)) for chance in (0.01, 0.011, 0.2)]
    assert chosen[0] < chosen[1] < chosen[2]


@given(gap=st.floats(-6, 6), staff=st.integers(0, 10**6), inertia=st.floats(0, 5))
def test_staff_moves_only_when_orders_are_far_and_then_to_them(gap, staff, inertia):
    orders = max(staff + gap, 0.0)
    (wanted,) = jobs.want_staff(np.array([orders]), np.array([staff], np.int32), (inertia, 0.0))
    if abs(orders - staff) <= inertia:
        assert wanted == staff
    else:
        assert abs(wanted - orders) <= 0.5


@given(
    offer=st.integers(0, 10**7),
    openings=st.integers(0, 5),
    filled=st.integers(0, 5),
    queue=st.integers(0, 100),
    least=st.integers(0, 10**5),
)
def test_offers_move_the_right_way(offer, openings, filled, queue, least):
    columns = [np.array([number], np.int32) for number in (openings, min(filled, openings), queue)]
    (new,) = jobs.adjust_offers(np.array([offer]), *columns, (0.02, 0.01, 8.0), least)
    assert new >= least
    if openings == 0:
        assert new == max(offer, least)
    elif queue > 8 * openings:
        assert new <= max(offer, least)
    elif filled < openings:
        assert new >= offer
    else:
        assert new == max(offer, least)


def test_steps_to_a_benefit_are_as_frequent_as_said():
    """Of the eligible, publicity reaches a share and the office carries a share of those through, apart."""
    keys = Luck(1, 1).key(Purpose.NEWS), Luck(1, 1).key(Purpose.OFFICE)
    who = np.arange(0, 2 * PEOPLE, 2)
    gain, step = np.ones(PEOPLE, np.int64), np.zeros(PEOPLE, np.int8)
    after = standing.climb_steps(step, who, gain, (0.4, 0.3), *keys, 1)
    aware, approved = (after >= standing.AWARE), after == standing.APPROVED
    assert stats.binomtest(int(aware.sum()), aware.size, 0.4).pvalue > UNLIKELY
    assert stats.binomtest(int(approved.sum()), int(aware.sum()), 0.3).pvalue > UNLIKELY
    other = standing.climb_steps(step, who, gain, (0.4, 0.3), *keys, 2) >= standing.AWARE
    assert abs(np.corrcoef(aware, other)[0, 1]) < 4 / np.sqrt(aware.size)  # another lever, another luck
