"""Other people's luck is left alone: by the order of rows, by one more worker, firm or opening."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import config

from sim.kernels import board, hiring, jobs
from sim.luck import Luck, Purpose

from .worlds import NO_RELIEF, World, everybody_applies_to, make_world, play, seekers_of, worlds

PEOPLE, SEEDS = (800, (0,)) if config.DISABLE_JIT else (4_000, (0, 1, 2))

# --- the order of rows -------------------------------------------------------------------------------------------


@given(world=worlds(), lots=st.integers(0, 2**32))
def test_the_order_of_seekers_decides_nothing(world, lots):
    order = np.random.default_rng(lots).permutation(world.person.size)
    as_they_are, shuffled = play(world), play(world.permuted(order))
    assert shuffled.pairs() == as_they_are.pairs()
    assert shuffled.pairs(shuffled.invited) == as_they_are.pairs(as_they_are.invited)
    assert shuffled.matches == as_they_are.matches


def names_on_the_board(month):
    return [int(month.openings.name[v]) if v >= 0 else None for v in month.board.places]


@given(world=worlds(size=st.sampled_from([2, 16])), lots=st.integers(0, 2**32))
def test_the_order_of_openings_decides_nothing(world, lots):
    """Nearly full boards, too, where openings get into each other's way."""
    order = np.random.default_rng(lots).permutation(int(world.openings.sum()))
    as_they_are, shuffled = play(world), play(world, order)
    assert names_on_the_board(shuffled) == names_on_the_board(as_they_are)
    assert shuffled.pairs() == as_they_are.pairs()
    assert shuffled.pairs(shuffled.suitable) == as_they_are.pairs(as_they_are.suitable)
    assert shuffled.matches == as_they_are.matches


@given(world=worlds(), lots=st.integers(0, 2**32))
def test_the_order_of_applications_decides_nothing(world, lots):
    """Everybody applies everywhere, and everything ties; the pile of each opening is shuffled."""
    people, openings = world.person.size, int(world.openings.sum())
    world.output[:], world.firm_pay[:], world.firm_worth[:], world.least[:] = 1.0, 500, 800, 0
    sent = everybody_applies_to(openings, people)
    order = np.random.default_rng(lots).permutation(sent.seeker.size)
    shuffled = type(sent)(*(column[order] for column in sent))
    assert play(world, sent=shuffled).matches == play(world, sent=sent).matches


# --- one more --------------------------------------------------------------------------------------------------


def with_newcomer(world, person, row):
    """The world with one more seeker, in a row of the table of seekers."""
    columns = {
        name: np.insert(getattr(world, name), row, value)
        for name, value in {
            "person": person, "town": 0, "trade": 0, "employer": -1, "applications": 4, "public": 0.5, "least": 0,
            "chance": 1.0, "output": 2.0,
        }.items()
    }  # fmt: skip
    return World(**{**vars(world), **columns})


@given(world=worlds(), row=st.integers(0, 12))
def test_one_more_worker_changes_nobodys_applications(world, row):
    person = 10**6
    before, after = play(world), play(with_newcomer(world, person, min(row, world.person.size)))
    others = {pair for pair in after.pairs() if pair[0] != person}
    assert others == before.pairs()
    # Nor anybody's chances but where the newcomer applies: there they may lose an interview to them, not win one.
    wanted = {name for who, name in after.pairs() if who == person}
    invited = {pair for pair in after.pairs(after.invited) if pair[0] != person}
    assert {pair for pair in invited if pair[1] not in wanted} == {
        pair for pair in before.pairs(before.invited) if pair[1] not in wanted
    }
    assert invited <= before.pairs(before.invited)
    suits = {pair for pair in after.pairs(after.suitable) if pair[0] != person}
    assert suits == before.pairs(before.suitable) & invited


@given(world=worlds())
def test_one_more_firm_that_offers_nothing_changes_nothing(world):
    grown = {
        name: np.append(getattr(world, name), getattr(world, name)[:1])
        for name in ("openings", "firm_name", "firm_town", "firm_trade", "general_share", "firm_pay", "firm_worth")
    }
    grown["openings"][-1] = 0
    before, after = play(world), play(World(**{**vars(world), **grown}))
    assert after.pairs() == before.pairs()
    assert after.matches == before.matches


def of_the_untouched(before, after, name):
    """Applications, before and after, of all who do not find the new opening."""
    touched = {who for who, opening in after.pairs() if opening == name}
    return [{pair for pair in month.pairs() if pair[0] not in touched} for month in (before, after)]


@given(world=worlds(size=st.just(32)))
def test_one_more_opening_of_the_last_employer_touches_only_who_finds_it(world):
    """Exactly: wherever people look, and nobody is pushed aside by the highest name of all."""
    last = world.openings.size - 1
    world.employer[world.employer == last] = -1  # they would find it and pass it over
    name = (int(world.firm_name[last]) << 20) + int(world.openings[last])
    old, new = of_the_untouched(play(world), play(world.with_openings(last, 1)), name)
    assert new == old


def county_like(seed):
    """Eight towns, eight trades, thousands of seekers, 260 openings, a quarter of looks outside the own town."""
    world = make_world(
        seed, firms=600, seekers=PEOPLE, towns=8, trades=8, most_openings=1, most_applications=3, size=32,
        outside_town=0.25, outside_trade=0.3,
    )  # fmt: skip
    world.openings[np.flatnonzero(world.openings)[260:]] = 0
    return world


def test_one_more_opening_leaves_nearly_all_other_applications_alone():
    """The bound: of the applications of those who do not find it, 0.5% change on average and never 2%.

    Who changes them had found an opening that the new one pushed aside.
    """
    shares = []
    for seed in SEEDS:
        world = county_like(seed)
        before = play(world)
        for employer in np.flatnonzero(world.openings)[[0, 100, 200]]:
            after = play(world.with_openings(employer, 1))
            old, new = of_the_untouched(before, after, (int(world.firm_name[employer]) << 20) + 1)
            assert len(old) > 0.95 * len(before.pairs())
            shares.append(len(old - new) / len(old))
    print(shares)
    assert max(shares) < 0.02
    assert np.mean(shares) < 0.005


@given(staff=st.lists(st.integers(0, 4), min_size=1, max_size=20), month=st.integers(1, 1000))
def test_one_more_colleague_keeps_the_order_of_lots(staff, month):
    """Who is let go stays, at most, by one place: the newcomer goes instead of one of them, or stays."""
    employer = np.array(staff, np.int32)
    surplus, nobody = np.full(5, 2), np.full(5, -1, np.int32)

    def let_go(employer):
        crowd = jobs.crowd_of(employer, nobody, surplus)
        crowd = crowd[np.argsort(Luck(1, month).draws(Purpose.LAYOFF, crowd), kind="stable")]
        return set(crowd[jobs.choose_layoffs(crowd, employer, surplus)].tolist())

    before, after = let_go(employer), let_go(np.append(employer, np.int32(0)))
    newcomer = employer.size
    elsewhere = {w for w in before if employer[w] != 0}
    assert {w for w in after - {newcomer} if employer[w] != 0} == elsewhere
    if np.count_nonzero(employer == 0) >= 2:
        assert after - {newcomer} <= before
        assert len(before - after) == (newcomer in after)


@given(may=st.lists(st.booleans(), max_size=20), more=st.lists(st.booleans(), max_size=5))
def test_more_people_leave_the_chance_of_others_alone(may, more):
    key = Luck(1, 2).key(Purpose.QUIT)
    does = np.array([False, True])
    before = jobs.choose_by_chance(np.array(may, np.int8), does, 0.5, key)
    after = jobs.choose_by_chance(np.array(may + more, np.int8), does, 0.5, key)
    assert after[after < len(may)].tolist() == before.tolist()


def test_an_offer_depends_on_nothing_but_who_and_where():
    """Openings and people come and go around them; these two meet the same lots."""
    key = Luck(1, 2).key(Purpose.RANKING)

    def winner(person, name):
        sent = everybody_applies_to(len(name), len(person))
        seekers = seekers_of(make_world(1, firms=1, seekers=len(person)))._replace(
            person=np.array(person, np.int64), output=np.ones(len(person), np.float32)
        )
        openings = board.Openings(
            np.zeros(len(name), np.int32), np.array(name, np.int64), *np.zeros((4, len(name)), np.int8)
        )
        firms, guests = (np.full(1, 80_000), np.full(1, 50_000)), hiring.Guests(sent.seeker, sent.opening)
        chosen, _ = hiring.offer(guests, seekers, openings, firms, NO_RELIEF, 0, key)
        return dict(zip(name, seekers.person[chosen].tolist(), strict=True))

    alone = winner([17, 23], [812 << 20])[812 << 20]
    assert winner([23, 17], [5 << 20, 812 << 20, (812 << 20) + 1])[812 << 20] == alone
