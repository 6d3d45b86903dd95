"""What must hold of interviews, offers and acceptances, whatever the world."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy import stats

from sim.kernels import board, hiring
from sim.luck import Luck, Purpose

from .worlds import NO_RELIEF, everybody_applies_to, make_world, play, seekers_of, worlds

TRIALS = 4_000 if config.DISABLE_JIT else 40_000
UNLIKELY = 1e-3


@given(world=worlds(), crowded=st.booleans())
def test_one_job_a_person_and_one_person_an_opening(world, crowded):
    openings = int(world.openings.sum())
    month = play(world, sent=everybody_applies_to(openings, world.person.size) if crowded else None)
    people, jobs = [person for person, _ in month.matches], [name for _, name in month.matches]
    assert len(month.matches) == np.count_nonzero(month.taken >= 0)
    assert len(set(people)) == len(people)
    assert len(set(jobs)) == len(jobs)
    assert len(month.matches) <= min(world.person.size, openings)
    assert month.matches <= month.pairs(month.suitable) <= month.pairs(month.invited) <= month.pairs()


@given(world=worlds(), crowded=st.booleans())
def test_at_most_k_are_interviewed_and_no_fewer_without_need(world, crowded):
    openings = int(world.openings.sum())
    month = play(world, sent=everybody_applies_to(openings, world.person.size) if crowded else None)
    applied = np.bincount(month.sent.opening, minlength=openings)
    invited = np.bincount(month.sent.opening[month.invited], minlength=openings)
    assert invited.tolist() == np.minimum(applied, world.interviews).tolist()


@given(world=worlds(), crowded=st.booleans())
def test_offers_go_to_the_best_who_suit_and_the_best_offer_is_taken(world, crowded):
    openings = int(world.openings.sum())
    month = play(world, sent=everybody_applies_to(openings, world.person.size) if crowded else None)
    opening, seeker = month.sent.opening, month.sent.seeker
    for v, a in enumerate(month.offered):
        suitable = np.flatnonzero((opening == v) & month.suitable)
        assert (a >= 0) == (suitable.size > 0)
        if a >= 0:
            assert a in suitable
            assert month.value[a] == month.value[suitable].max()
    offered = month.offered[month.offered >= 0]
    for s, v in enumerate(month.taken):
        enough = offered[(seeker[offered] == s) & (month.pay[offered] >= world.least[s])]
        assert (v >= 0) == (enough.size > 0)
        if v >= 0:
            assert month.offered[v] in enough
            assert month.pay[month.offered[v]] == month.pay[enough].max()
    suits = month.chance[month.invited] == 1
    assert month.suitable[month.invited][suits].all()  # whoever is sure to suit does
    assert not month.suitable[month.chance == 0].any()


@given(world=worlds(interviews=st.just(1)))
def test_when_nobody_suits_nobody_is_hired(world):
    world.chance[:] = 0.0
    assert not play(world).matches


def test_everybody_applies_to_one_opening():
    world = make_world(9, firms=1, seekers=500, towns=1, trades=1, interviews=7)
    world.openings[:], world.chance[:], world.least[:] = 1, 1.0, 0
    month = play(world, sent=everybody_applies_to(1, 500))
    assert np.count_nonzero(month.invited) == 7
    assert len(month.matches) == 1


# --- in the long run -------------------------------------------------------------------------------------------

PEOPLE, MOST = 12, 5


def everybody_everywhere(purpose):
    """Twelve people apply to each of many openings of one employer; all are alike."""
    sent = everybody_applies_to(TRIALS, PEOPLE)
    seekers = seekers_of(make_world(1, firms=1, seekers=PEOPLE))._replace(
        person=7 * np.arange(PEOPLE), skill=np.full(PEOPLE, 0.35, np.float32), output=np.ones(PEOPLE, np.float32)
    )
    openings = board.Openings(
        np.zeros(TRIALS, np.int32), np.arange(TRIALS, dtype=np.int64) << 20, *np.zeros((4, TRIALS), np.int8)
    )
    return sent, seekers, openings, Luck(3, 2).key(purpose)


def test_everybody_is_as_likely_to_be_invited():
    sent, seekers, openings, key = everybody_everywhere(Purpose.INTERVIEW)
    lots = hiring.draw_lots(sent, seekers.person, openings.name, key)
    invited, _ = hiring.invite(hiring.Piles(*hiring.group_by_opening(sent, TRIALS, lots)), MOST)
    counts = np.bincount(invited, minlength=PEOPLE)
    assert counts.sum() == TRIALS * MOST
    # Counts of a draw without replacement vary by 1 - MOST / PEOPLE of what chi-square takes them to.
    statistic = stats.chisquare(counts).statistic / (1 - MOST / PEOPLE) * (1 - 1 / PEOPLE)
    assert stats.chi2.sf(statistic, PEOPLE - 1) > 1e-3


def test_equals_are_chosen_by_lot():
    sent, seekers, openings, key = everybody_everywhere(Purpose.RANKING)
    firms = np.full(1, 80_000), np.full(1, 50_000)
    chosen, _ = hiring.offer(hiring.Guests(sent.seeker, sent.opening), seekers, openings, firms, NO_RELIEF, 0, key)
    assert stats.chisquare(np.bincount(chosen, minlength=PEOPLE)).pvalue > UNLIKELY


@pytest.mark.parametrize("relief", [5_000, 7_000])
def test_relief_for_a_holder_of_the_certificate_counts_as_output(relief):
    """The third of twelve alike holds it; the eighth brings 6,000 fen a month more."""
    sent, seekers, openings, key = everybody_everywhere(Purpose.RANKING)
    seekers.output[7] = 1.075
    certified = np.zeros(7 * PEOPLE, np.int32)
    certified[seekers.person[2]] = 24_000
    firms, worth = (np.full(1, 80_000), np.full(1, 50_000)), (np.full(1, relief), certified)
    chosen, _ = hiring.offer(hiring.Guests(sent.seeker, sent.opening), seekers, openings, firms, worth, 0, key)
    assert set(chosen.tolist()) == {2 if relief > 6_000 else 7}


def test_equal_offers_are_taken_by_lot():
    """Four openings make each seeker an offer of the same pay."""
    people, each = TRIALS, 4
    seeker = np.repeat(np.arange(people, dtype=np.int32), each)
    person, name = np.arange(people), np.arange(people * each, dtype=np.int64) << 20
    pay, least = np.full(seeker.size, 500), np.zeros(people, np.int64)
    taken = hiring.accept(seeker, pay, person, least, name, Luck(3, 2).key(Purpose.OFFER_CHOICE))
    assert stats.chisquare(np.bincount(taken - each * np.arange(people), minlength=each)).pvalue > UNLIKELY


def test_suitability_is_as_frequent_as_its_chance():
    sent, seekers, openings, key = everybody_everywhere(Purpose.SUITABILITY)
    guests = hiring.Guests(sent.seeker, sent.opening)
    suits, _ = hiring.try_out(guests, seekers, openings, np.ones(1, np.float32), (1.0, 1.0), key)
    assert stats.binomtest(int(suits.size), sent.seeker.size, 0.35).pvalue > UNLIKELY
    by_person = np.bincount(suits, minlength=PEOPLE)
    assert stats.chisquare(by_person).pvalue > UNLIKELY


def test_skill_short_of_what_is_asked_counts_in_proportion():
    """In trade: 0.4 of 0.8 is half; untrained it is half of that; a general opening asks for nothing."""
    _, seekers, many, key = everybody_everywhere(Purpose.SUITABILITY)
    seekers = seekers._replace(trade=np.full(PEOPLE, 2, np.int8), skill=np.full(PEOPLE, 0.4, np.float32))
    everybody = everybody_applies_to(TRIALS, 1)
    for trade, general, chance in ((2, 0, 0.25), (3, 0, 0.125), (0, 1, 0.5)):
        columns = {"trade": trade, "general": general}
        openings = many._replace(**{name: np.full(TRIALS, value, np.int8) for name, value in columns.items()})
        guests = hiring.Guests(everybody.seeker, everybody.opening)
        suits, _ = hiring.try_out(guests, seekers, openings, np.full(1, 0.8, np.float32), (0.5, 0.5), key)
        assert stats.binomtest(int(suits.size), TRIALS, chance).pvalue > UNLIKELY
