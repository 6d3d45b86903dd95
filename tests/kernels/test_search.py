"""What must hold of the notice board and of the applications, whatever the world."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy import stats

from sim.kernels import board, search
from sim.luck import Luck, Purpose

from .worlds import make_world, play, worlds

DRAWS = 20_000 if config.DISABLE_JIT else 200_000
UNLIKELY = 1e-3


def even(counts):
    """The probability of counts as uneven as these when all are equally likely."""
    return stats.chisquare(counts).pvalue


# --- always ----------------------------------------------------------------------------------------------------


@given(world=worlds())
def test_every_opening_hangs_once_in_its_own_cell(world):
    month = play(world)
    pinned = month.board
    assert sorted(v for v in pinned.places if v >= 0) == list(range(month.openings.name.size))
    for cell in range(world.ordinary.size):
        places = pinned.places[pinned.first[cell] : pinned.first[cell + 1]]
        assert {month.openings.cell[v] for v in places if v >= 0} <= {cell}
        assert places.size >= max(world.ordinary[cell], 2 * (places >= 0).sum())
        assert places.size & (places.size - 1) == 0


@given(world=worlds())
def test_openings_ask_and_stand_where_their_employer_does(world):
    openings = play(world).openings
    town, asks_for = np.divmod(openings.cell, world.trades)
    assert (town == world.firm_town[openings.employer]).all()
    assert (asks_for == np.where(openings.general, 0, world.firm_trade[openings.employer])).all()
    assert np.bincount(openings.employer, minlength=world.openings.size).tolist() == world.openings.tolist()
    assert (np.diff(openings.name) > 0).all()
    assert openings.general[world.general_share[openings.employer] == 1].all()
    assert not openings.general[world.general_share[openings.employer] == 0].any()


@given(world=worlds())
def test_applications_are_few_and_go_where_they_may(world):
    month = play(world)
    sent, openings = month.sent, month.openings
    assert (np.diff(sent.seeker) >= 0).all()
    assert (np.bincount(sent.seeker, minlength=world.person.size) <= world.applications).all()
    assert len(month.pairs()) == sent.seeker.size  # nobody applies twice to one opening
    assert (openings.employer[sent.opening] != world.employer[sent.seeker]).all()
    if world.listed_share == 0:
        assert (world.public[sent.seeker] < 1).all()
    assert openings.listed[sent.opening][world.public[sent.seeker] == 1].all()
    town, trade = np.divmod(openings.cell[sent.opening], world.trades)
    if world.outside_town == 0:
        assert (town == world.town[sent.seeker]).all()
    if world.outside_trade == 0:
        assert (trade == world.trade[sent.seeker]).all()


@given(world=worlds(towns=st.just(1), trades=st.just(1)))
def test_who_can_reach_an_opening_applies(world):
    """With one cell, nobody's applications come to nothing while something visible and new to them is left."""
    month = play(world)
    for i, limit in enumerate(world.applications):
        sees = month.openings.listed if world.public[i] == 1 else np.ones(month.openings.name.size, np.bool_)
        own = month.openings.employer == world.employer[i]
        sent = np.count_nonzero(month.sent.seeker == i)
        assert sent <= np.count_nonzero(sees & ~own)
        if not own.any() and world.public[i] in (0, 1):
            assert sent == min(limit, np.count_nonzero(sees))


def test_own_employer_is_passed_over_and_costs_the_application():
    world = make_world(1, firms=1, seekers=50, towns=1, trades=1, most_openings=3, most_applications=5)
    world.openings[:], world.employer[:] = 3, 0
    assert play(world).sent.seeker.size == 0


@pytest.mark.parametrize("listed_share", [0.0, 1.0])
def test_the_public_channel_shows_only_what_is_listed(listed_share):
    world = make_world(2, firms=30, seekers=200, listed_share=listed_share)
    world.public[:] = 1.0
    assert (play(world).sent.seeker.size > 0) == (listed_share == 1)


# --- in the long run -------------------------------------------------------------------------------------------


def hung(places, listed=None):
    """Openings pinned by hand: `places` holds a row of openings or -1 for each place of the only cell."""
    count = int(max(places)) + 1
    openings = board.Openings(
        np.arange(count, dtype=np.int32), np.arange(count, dtype=np.int64) << 20, np.zeros(count, np.int32),
        np.ones(count, np.bool_), np.ones(count, np.bool_) if listed is None else np.array(listed),
    )  # fmt: skip
    first = np.array([0, len(places)], np.int64)
    return openings, board.Board(
        first, np.array(places, np.int32), np.array([count]), np.array([openings.listed.sum()])
    )  # fmt: skip


CLUSTERED = [*range(12), *[-1] * 52]
SCATTERED = [v // 5 if v % 5 == 0 and v < 60 else -1 for v in range(64)]


def looks(openings, pinned, people, applications=1, public=0.0, seed=11, month=3):
    """Let people look; return their applications as (people, applications) rows of openings."""
    luck = Luck(seed, month)
    seekers = search.Seekers(
        np.arange(people, dtype=np.int64), np.zeros(people, np.int8), np.zeros(people, np.int8),
        np.full(people, -1, np.int32), np.full(people, applications, np.int64), np.full(people, public),
    )  # fmt: skip
    room = search.Applications(*(np.empty(people * applications, np.int32) for _ in range(2)))
    sent = search.send_applications(
        seekers, openings, pinned, search.Habits(1, 1, 0.0, 0.0), luck.key(Purpose.CHANNEL), luck.key(Purpose.LOOK),
        room,
    )  # fmt: skip
    assert sent == people * applications
    return room.opening.reshape(people, applications)


@pytest.mark.parametrize("places", [CLUSTERED, SCATTERED], ids=["clustered", "scattered"])
def test_every_opening_is_found_equally_often(places):
    found = looks(*hung(places), people=DRAWS // 2, applications=2)
    assert even(np.bincount(found[:, 0], minlength=12)) > UNLIKELY
    assert even(np.bincount(found[:, 1], minlength=12)) > UNLIKELY
    pairs = np.bincount(found[:, 0] * 12 + found[:, 1], minlength=144).reshape(12, 12)
    assert not pairs.diagonal().any()
    assert even(pairs[~np.eye(12, dtype=bool)]) > UNLIKELY  # the second is any of the others


def test_every_listed_opening_is_found_equally_often():
    listed = [v % 3 == 0 for v in range(12)]
    found = looks(*hung(CLUSTERED, listed=listed), people=DRAWS // 2, public=1.0)
    counts = np.bincount(found[:, 0], minlength=12)
    assert not counts[~np.array(listed)].any()
    assert even(counts[listed]) > UNLIKELY


def test_openings_pinned_by_name_are_found_equally_often():
    """Half-full boards, where names collide and openings pile up: still nobody is preferred."""
    world = make_world(7, firms=16, seekers=0, towns=1, trades=1, size=2)
    world.openings[:] = 4
    month = play(world)
    assert (month.board.places >= 0).mean() == 0.5
    found = looks(month.openings, month.board, people=DRAWS)
    assert even(np.bincount(found[:, 0], minlength=64)) > UNLIKELY


def test_cells_are_chosen_in_proportion_to_their_openings():
    count = np.array([3, 0, 5, 1, 7, 2], np.int64)
    habits, luck = search.Habits(2, 3, 0.5, 0.5), Luck(5, 9).draws(Purpose.CHANNEL, np.arange(DRAWS))
    for any_town, any_trade, cells in ((True, True, range(6)), (False, True, (3, 4, 5)), (True, False, (2, 5))):
        chosen = [
            search.choose_cell(count, habits, np.int8(1), np.int8(2), any_town, any_trade, lot)
            for lot in luck[: DRAWS // 4]
        ]
        seen = np.bincount(chosen, minlength=6)
        expected = np.zeros(6)
        expected[list(cells)] = count[list(cells)]
        some = expected > 0
        assert not seen[~some].any()
        if some.sum() > 1:
            expected *= seen.sum() / expected.sum()
            assert stats.chisquare(seen[some], expected[some]).pvalue > UNLIKELY


def test_whole_applications_average_to_the_wish():
    luck = Luck(5, 9).draws(Purpose.EFFORT, np.arange(DRAWS))
    sends = search.count_applications(np.full(DRAWS, 0.9), 3.0, luck)
    assert set(sends) == {2, 3}
    assert stats.binomtest(int((sends == 3).sum()), DRAWS, 0.7).pvalue > UNLIKELY


def test_outside_looks_and_the_public_channel_are_as_frequent_as_said():
    people = DRAWS // 4
    world = make_world(
        8, firms=40, seekers=people, towns=2, trades=2, most_applications=1, listed_share=0.5, outside_town=0.25,
        outside_trade=0.4, size=64,
    )  # fmt: skip
    world.openings[:], world.general_share[:], world.applications[:], world.employer[:] = 2, 0, 1, -1
    world.firm_town[:], world.firm_trade[:] = np.arange(40) % 2, np.arange(40) // 2 % 2
    month = play(world)
    town, trade = np.divmod(month.openings.cell[month.sent.opening], 2)
    away = (town != world.town[month.sent.seeker]).sum()
    other = (trade != world.trade[month.sent.seeker]).sum()
    assert month.sent.seeker.size == people
    assert stats.binomtest(int(away), people, 0.25 / 2).pvalue > UNLIKELY  # half of those who look anywhere stay
    assert stats.binomtest(int(other), people, 0.4 / 2).pvalue > UNLIKELY
