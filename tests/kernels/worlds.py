"""Small worlds for the kernels: random or made to measure, with the dtypes of the tables, and one month of market."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from sim.kernels import board as boards
from sim.kernels import hiring, search
from sim.luck import Luck, Purpose, limit

NO_RELIEF = np.zeros(0, np.int64), np.zeros(0, np.int32)


@dataclass(frozen=True)
class World:
    """Employers (`firm_name` is the identity), seekers (`person` is the identity) and the habits of both."""

    towns: int
    trades: int
    openings: np.ndarray  # (employers,)
    firm_name: np.ndarray
    firm_town: np.ndarray
    firm_trade: np.ndarray
    general_share: np.ndarray
    firm_pay: np.ndarray
    firm_worth: np.ndarray
    person: np.ndarray  # (seekers,)
    town: np.ndarray
    trade: np.ndarray
    employer: np.ndarray
    applications: np.ndarray
    public: np.ndarray
    least: np.ndarray
    chance: np.ndarray
    output: np.ndarray
    ordinary: np.ndarray  # (views, towns, trades)
    outside_town: float = 0.3
    outside_trade: float = 0.3
    listed_share: float = 0.5
    interviews: int = 3
    seed: int = 1

    def permuted(self, order):
        """The same seekers in other rows."""
        names = ("person", "town", "trade", "employer", "applications", "public", "least", "chance", "output")
        return replace(self, **{name: getattr(self, name)[order] for name in names})

    def only(self, seekers):
        return self.permuted(np.flatnonzero(seekers))

    def with_openings(self, employer, more):
        openings = self.openings.copy()
        openings[employer] += more
        return replace(self, openings=openings)


def make_world(seed, firms, seekers, towns=2, trades=3, most_openings=3, most_applications=4, size=16, **rest):
    """A random world; `size` are the ordinary places of a cell. Few different values, so that ties abound."""
    rng = np.random.default_rng(seed)
    return World(
        towns,
        trades,
        openings=rng.integers(0, most_openings + 1, firms).astype(np.int32),
        firm_name=5 * np.arange(firms, dtype=np.int64) + 3,
        firm_town=rng.integers(0, towns, firms).astype(np.int8),
        firm_trade=rng.integers(0, trades, firms).astype(np.int8),
        general_share=rng.choice([0.0, 0.3, 1.0], firms).astype(np.float32),
        firm_pay=rng.choice([40_000, 50_000, 60_000], firms).astype(np.int64),
        firm_worth=rng.choice([60_000, 80_000], firms).astype(np.int64),
        person=np.sort(rng.choice(10 * seekers + 10, seekers, replace=False)).astype(np.int64),
        town=rng.integers(0, towns, seekers).astype(np.int8),
        trade=rng.integers(0, trades, seekers).astype(np.int8),
        employer=rng.integers(-1, max(firms, 1), seekers).astype(np.int32),
        applications=rng.integers(0, most_applications + 1, seekers).astype(np.int32),
        public=rng.choice([0.0, 0.5, 1.0], seekers),
        least=rng.choice([0, 45_000, 55_000], seekers).astype(np.int64),
        chance=rng.choice([0.0, 0.5, 1.0], seekers).astype(np.float32),
        output=rng.choice([0.0, 1.0, 2.0], seekers).astype(np.float32),
        ordinary=np.full((boards.VIEWS, towns, trades), size, np.int64),
        seed=seed,
        **rest,
    )


def worlds(**fixed):
    """Hypothesis makes worlds of any small shape, empty ones among them."""
    shape = {
        "seed": st.integers(0, 2**32),
        "firms": st.integers(1, 8),
        "seekers": st.integers(0, 12),
        "towns": st.integers(1, 3),
        "trades": st.integers(1, 3),
        "most_openings": st.integers(0, 3),
        "most_applications": st.integers(0, 6),
        "size": st.sampled_from([2, 4, 16]),
        "outside_town": st.sampled_from([0.0, 0.4, 1.0]),
        "outside_trade": st.sampled_from([0.0, 0.4, 1.0]),
        "listed_share": st.sampled_from([0.0, 0.5, 1.0]),
        "interviews": st.integers(1, 7),
    }
    return st.builds(make_world, **(shape | fixed))


@dataclass(frozen=True)
class Month:
    """What happened: rows as the kernels know them, and the same by identity (person, opening name)."""

    openings: boards.Openings
    board: boards.Board
    seekers: search.Seekers
    sent: search.Applications
    person: np.ndarray  # (applications,)
    pay: np.ndarray
    value: np.ndarray
    chance: np.ndarray
    guests: hiring.Guests
    suits: hiring.Guests
    chosen: np.ndarray  # (openings,) rows of seekers
    taken: np.ndarray  # (seekers,) rows of openings

    def rows_of(self, some):
        """The applications of some pairs of seeker and opening."""
        pair = self.sent.opening * np.int64(self.seekers.person.size + 1) + self.sent.seeker
        wanted = some.opening * np.int64(self.seekers.person.size + 1) + some.seeker
        order = np.argsort(pair, kind="stable")
        return order[np.searchsorted(pair[order], wanted)]

    def among(self, some):
        """Some pairs of seeker and opening, as a mask over applications."""
        return np.isin(np.arange(self.person.size), self.rows_of(some))

    @property
    def invited(self):
        """Who was invited, as a mask over applications."""
        return self.among(self.guests)

    @property
    def suitable(self):
        """Who was invited and suits, as a mask over applications."""
        return self.among(self.suits)

    @property
    def offered(self):
        """The application that each opening makes its offer to, or -1."""
        some = np.flatnonzero(self.chosen >= 0)
        offered = np.full(self.chosen.size, -1)
        offered[some] = self.rows_of(hiring.Guests(self.chosen[some], some))
        return offered

    def pairs(self, which=None):
        """Pairs (person, opening name) of the applications, of all or of some."""
        names = self.openings.name[self.sent.opening]
        rows = range(names.size) if which is None else np.flatnonzero(which)
        return {(int(self.person[a]), int(names[a])) for a in rows}

    @property
    def matches(self):
        """Pairs (person, opening name) of those who take up work."""
        hired = np.flatnonzero(self.taken >= 0)
        return {(int(self.seekers.person[s]), int(self.openings.name[self.taken[s]])) for s in hired}


def keys(world, month=5):
    luck = Luck(world.seed, month)
    return lambda purpose: luck.key(purpose)


def shown(world):
    return 1.0, world.listed_share, 0.0, 0.0, 0.0


def post(world):
    """Write down the world's openings."""
    key, size = keys(world), int(world.openings.sum())
    openings = boards.Openings(
        np.empty(size, np.int32), np.empty(size, np.int64), *(np.empty(size, np.int8) for _ in range(4))
    )
    listing = (key(Purpose.LISTING), shown(world))
    boards.list_openings(
        world.openings, world.firm_name, (world.firm_town, world.firm_trade), world.general_share,
        Luck(world.seed).key(Purpose.OPENING_TRADE), listing, openings,
    )  # fmt: skip
    return openings


def pin(world, openings):
    """Pin openings to the world's boards."""
    return boards.make_board(openings, boards.lay_out(world.ordinary), keys(world)(Purpose.BOARD_PLACE))


def seekers_of(world):
    _, reach = np.unique(world.public, return_inverse=True)
    outside = np.full(world.person.size, limit(world.outside_trade, search.FIELD), np.int32)
    return search.Seekers(
        world.person, world.town, world.trade, world.chance, world.employer, world.applications, outside,
        reach.astype(np.int8), world.least, world.output, np.ones(world.person.size, np.float32),
    )  # fmt: skip


def habits_of(world):
    """What is listed is heard of through the first channel, all else by advertisement; each reaches any town."""
    shares = np.unique(world.public) if world.public.size else np.zeros(1)
    ways = np.repeat(np.array([limit(share, search.VIEW_BITS) for share in shares], np.uint64), search.CHANNELS - 1)
    views = np.tile([boards.LISTED, boards.LISTED, boards.LISTED, boards.LISTED, boards.ADVERTISED], 2)
    spans = np.tile([0, 1], search.CHANNELS)
    return search.Habits.make(world.towns, world.trades, world.outside_town, ways, views, spans)


def number(sends):
    """Every application that somebody will send, not yet aimed anywhere."""
    most = int(sends.sum())
    looks = search.Looks(*(np.empty(most, dtype) for dtype in (*(np.int32,) * 4, np.uint64, np.int32)))
    search.number_applications(sends, looks)
    return looks


def apply(world, openings, board):
    """Let everybody apply."""
    seekers, looks = seekers_of(world), number(world.applications)
    search.aim(seekers, habits_of(world), keys(world)(Purpose.LOOK), looks)
    search.look(board, looks)
    search.look_on(board, looks)
    room = empty_applications(looks.seeker.size)
    sent = search.send_applications(seekers, openings, looks, room)
    return search.Applications(*(column[:sent] for column in room))


def empty_applications(most):
    return search.Applications(np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int8))


def play(world, order=None, sent=None):
    """Live one month of the market, kernel after kernel, as `sim.market` does; `order` permutes the openings' rows."""
    key = keys(world)
    openings = post(world)
    if order is not None:
        openings = boards.Openings(*(column[order] for column in openings))
    board = pin(world, openings)
    sent = apply(world, openings, board) if sent is None else sent
    person, employer, name = world.person[sent.seeker], openings.employer[sent.opening], openings.name
    pay = world.firm_pay[employer]
    value = world.output[sent.seeker] * world.firm_worth[employer].astype(np.float64) - pay
    chance = world.chance[sent.seeker]
    seekers = seekers_of(world)
    lots = hiring.draw_lots(sent, seekers.person, name, key(Purpose.INTERVIEW))
    guests = hiring.Guests(
        *hiring.invite(hiring.Piles(*hiring.group_by_opening(sent, name.size, lots)), world.interviews)
    )
    suits = hiring.Guests(*hiring.try_out(guests, seekers, *easy(world, openings), key(Purpose.SUITABILITY)))
    firms = world.firm_worth, world.firm_pay
    chosen, offered = hiring.offer(suits, seekers, openings, firms, NO_RELIEF, 0, key(Purpose.RANKING))
    accepted = hiring.accept(chosen, offered, world.person, world.least, name, key(Purpose.OFFER_CHOICE))
    taken = np.full(world.person.size, -1)
    taken[chosen[accepted]] = accepted
    assert offered[chosen >= 0].tolist() == world.firm_pay[openings.employer][chosen >= 0].tolist()
    return Month(openings, board, seekers, sent, person, pay, value, chance, guests, suits, chosen, taken)


def easy(world, openings):
    """Openings that ask for all of a skill, which every trade has: who seeks suits with a chance of their own skill."""
    asks = openings._replace(general=np.zeros_like(openings.general))
    return asks, np.ones(world.openings.size, np.float32), (1.0, 1.0)


def everybody_applies_to(openings, people):
    """Applications of all `people` seekers to each of `openings` openings, ordered by seeker."""
    seeker = np.repeat(np.arange(people, dtype=np.int32), openings)
    return search.Applications(
        seeker, np.tile(np.arange(openings, dtype=np.int32), people), np.zeros(seeker.size, np.int8)
    )
