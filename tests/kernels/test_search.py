"""What must hold of the notice board and of the applications, whatever the world."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy import stats

from sim.kernels import board, search
from sim.luck import Luck, Purpose

from .worlds import empty_applications, make_world, number, play, seekers_of, worlds

DRAWS = 20_000 if config.DISABLE_JIT else 200_000
UNLIKELY = 1e-3


def even(counts):
    """The probability of counts as uneven as these when all are equally likely."""
    return stats.chisquare(counts).pvalue


# --- always ----------------------------------------------------------------------------------------------------


@given(world=worlds())
def test_every_opening_hangs_once_in_every_view_that_shows_it(world):
    month = play(world)
    pinned, openings = month.board, month.openings
    first, size, posted = (
        column.reshape(board.VIEWS, world.towns + 1, world.trades + 1)
        for column in (pinned.first, pinned.size, pinned.posted)
    )

    def hanging(view, town, trade):
        places = pinned.places[first[view, town, trade] :][: size[view, town, trade]]
        return sorted(places[places >= 0].tolist())

    for view in range(board.VIEWS):
        shown = openings.seen >> view & 1 == 1
        for town in range(world.towns + 1):
            for trade in range(world.trades + 1):
                here = shown & ((town == world.towns) | (openings.town == town))
                here &= (trade == world.trades) | (openings.trade == trade)
                assert hanging(view, town, trade) == np.flatnonzero(here).tolist()
                assert posted[view, town, trade] == here.sum()
                assert size[view, town, trade] >= 8 / 7 * here.sum()
                assert view in (board.ADVERTISED, board.LISTED) or not here.any()


@given(world=worlds())
def test_openings_ask_and_stand_where_their_employer_does(world):
    openings = play(world).openings
    assert (openings.town == world.firm_town[openings.employer]).all()
    assert (openings.trade == np.where(openings.general, 0, world.firm_trade[openings.employer])).all()
    assert np.bincount(openings.employer, minlength=world.openings.size).tolist() == world.openings.tolist()
    assert (np.diff(openings.name) > 0).all()
    assert (openings.seen & 1 == 1).all()
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
    assert (openings.seen[sent.opening][world.public[sent.seeker] == 1] == 3).all()
    town, trade = openings.town[sent.opening], openings.trade[sent.opening]
    if world.outside_town == 0:
        assert (town == world.town[sent.seeker]).all()
    if world.outside_trade == 0:
        assert (trade == world.trade[sent.seeker]).all()


@given(world=worlds(towns=st.just(1), trades=st.just(1)))
def test_who_can_reach_an_opening_applies(world):
    """With one cell, nobody's applications come to nothing while something visible and new to them is left."""
    month = play(world)
    for i, limit in enumerate(world.applications):
        sees = month.openings.seen == 3 if world.public[i] == 1 else month.openings.seen > 0
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


def hung(*places):
    """Openings pinned by hand: `places` of each board of a row of towns hold a row of openings or -1."""
    count, towns = max(max(board) for board in places) + 1, len(places)
    town = np.zeros(count, np.int8)
    for t, openings in enumerate(places):
        town[[v for v in openings if v >= 0]] = t
    codes = town, np.zeros(count, np.int8), np.ones(count, np.int8), np.full(count, 3, np.int8)
    openings = board.Openings(np.arange(count, dtype=np.int32), np.arange(count, dtype=np.int64) << 20, *codes)
    runs = board.lay_out(np.array([[[len(there)] for there in places]] * board.VIEWS))
    posted = np.zeros(runs.size.size, np.int64)
    board.count_openings(openings, (board.VIEWS, towns, 1), posted)
    everywhere = np.tile(np.concatenate(places), 2 * board.VIEWS).astype(np.int32)
    return openings, board.Board(everywhere, runs.first.ravel(), runs.size.ravel(), posted)


CLUSTERED = [*range(12), *[-1] * 52]
SCATTERED = [v // 5 if v % 5 == 0 and v < 60 else -1 for v in range(61)]


def looks(openings, pinned, people, applications=1, towns=1, outside_town=0.0):
    """Let people look; return their applications as (people, applications) rows of openings."""
    alike = np.zeros(people, np.int8)
    seekers = seekers_of(make_world(1, firms=1, seekers=people))._replace(
        person=np.arange(people), town=alike, trade=alike, reach=alike, employer=np.full(people, -1, np.int32),
        applications=np.full(people, applications, np.int32), outside_trade=np.zeros(people, np.int32),
    )  # fmt: skip
    aimed = number(seekers.applications)
    nowhere = np.zeros(search.CHANNELS - 1, np.uint64)
    views, spans = np.full(2 * search.CHANNELS, board.ADVERTISED), np.tile([0, 1], search.CHANNELS)
    habits = search.Habits.make(towns, 1, outside_town, nowhere, views, spans)
    search.aim(seekers, habits, Luck(11, 3).key(Purpose.LOOK), aimed)
    search.look(pinned, aimed)
    search.look_on(pinned, aimed)
    room = empty_applications(people * applications)
    assert search.send_applications(seekers, openings, aimed, room) == people * applications
    return room.opening.reshape(people, applications)


@pytest.mark.parametrize("places", [CLUSTERED, SCATTERED], ids=["clustered", "scattered"])
def test_every_opening_is_found_equally_often(places):
    found = looks(*hung(places), people=DRAWS // 2, applications=2)
    assert even(np.bincount(found[:, 0], minlength=12)) > UNLIKELY
    assert even(np.bincount(found[:, 1], minlength=12)) > UNLIKELY
    pairs = np.bincount(found[:, 0] * 12 + found[:, 1], minlength=144).reshape(12, 12)
    assert not pairs.diagonal().any()
    assert even(pairs[~np.eye(12, dtype=bool)]) > UNLIKELY  # the second is any of the others


def test_whoever_looks_in_all_towns_finds_every_opening_equally_often():
    """Boards of different sizes and loads: a town of many openings is found in proportion to them."""
    crowded, empty = [*range(9), -1], [9, *[-1] * 20, 10, -1, 11]
    found = looks(*hung(crowded, empty), people=DRAWS // 2, applications=2, towns=2, outside_town=1.0)
    assert even(np.bincount(found[:, 0], minlength=12)) > UNLIKELY
    pairs = np.bincount(found[:, 0] * 12 + found[:, 1], minlength=144).reshape(12, 12)
    assert not pairs.diagonal().any()
    assert even(pairs[~np.eye(12, dtype=bool)]) > UNLIKELY


def test_openings_pinned_by_name_are_found_equally_often():
    """Boards that are 80% full, where names collide and openings pile up: still nobody is preferred."""
    world = make_world(7, firms=16, seekers=0, towns=1, trades=1, size=20, listed_share=1.0)
    world.openings[:] = 4
    month = play(world)
    assert (month.board.places[: month.board.size[0]] >= 0).mean() == 0.8
    found = looks(month.openings, month.board, people=DRAWS)
    assert even(np.bincount(found[:, 0], minlength=64)) > UNLIKELY


def test_whole_applications_average_to_the_wish():
    who = np.arange(DRAWS)
    sends = np.empty(DRAWS, np.int32)
    search.count_applications(np.full(DRAWS, 0.9), 3.0, who, Luck(5, 9).key(Purpose.EFFORT), sends)
    assert set(sends) == {2, 3}
    assert stats.binomtest(int((sends == 3).sum()), DRAWS, 0.7).pvalue > UNLIKELY


def test_who_has_less_hope_looks_more_outside_the_trade():
    columns = {name: np.zeros(4, np.float32) for name in search.Traits._fields} | {"chance": np.float32([3, 1.5, 0, 6])}
    told = seekers_of(make_world(1, firms=1, seekers=4))._replace(person=np.arange(4))
    for usual, shares in ((3.0, [0.3, 0.65, 1.0, 0.3]), (0.0, [0.3] * 4)):
        search.describe(search.Traits(**columns), 0.3, usual, 4, told)
        assert (told.outside_trade / 2**search.FIELD).tolist() == pytest.approx(shares, abs=1e-6)


def test_outside_looks_and_the_public_channel_are_as_frequent_as_said():
    people = DRAWS // 4
    world = make_world(
        8, firms=400, seekers=people, towns=2, trades=2, most_applications=1, listed_share=0.5, outside_town=0.25,
        outside_trade=0.4, size=512,
    )  # fmt: skip
    world.public[:] = 0.3
    world.openings[:], world.general_share[:], world.applications[:], world.employer[:] = 2, 0, 1, -1
    world.firm_town[:], world.firm_trade[:] = np.arange(400) % 2, np.arange(400) // 2 % 2
    month = play(world)
    town, trade = month.openings.town[month.sent.opening], month.openings.trade[month.sent.opening]
    listed = month.openings.seen == 3
    away = (town != world.town[month.sent.seeker]).sum()
    other = (trade != world.trade[month.sent.seeker]).sum()
    assert month.sent.seeker.size == people
    assert stats.binomtest(int(away), people, 0.25 / 2).pvalue > UNLIKELY  # half of those who look anywhere stay
    assert stats.binomtest(int(other), people, 0.4 / 2).pvalue > UNLIKELY
    seen = listed[month.sent.opening].sum()
    assert stats.binomtest(int(seen), people, 0.3 + 0.7 * listed.mean()).pvalue > UNLIKELY
