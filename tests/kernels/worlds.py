"""Small worlds for the kernels: random or made to measure, with the dtypes of the tables, and one month of market."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from sim.kernels import board as boards
from sim.kernels import hiring, search
from sim.luck import Luck, Purpose


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
    ordinary: np.ndarray  # (cells,)
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
        applications=rng.integers(0, most_applications + 1, seekers).astype(np.int64),
        public=rng.choice([0.0, 0.5, 1.0], seekers),
        least=rng.choice([0, 45_000, 55_000], seekers).astype(np.int64),
        chance=rng.choice([0.0, 0.5, 1.0], seekers),
        output=rng.choice([0.0, 1.0, 2.0], seekers),
        ordinary=np.full(towns * trades, size, np.int64),
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
        "interviews": st.integers(1, 4),
    }
    return st.builds(make_world, **(shape | fixed))


@dataclass(frozen=True)
class Month:
    """What happened: rows as the kernels know them, and the same by identity (person, opening name)."""

    openings: boards.Openings
    board: boards.Board
    seekers: search.Seekers
    sent: search.Applications
    person: np.ndarray
    pay: np.ndarray
    value: np.ndarray
    chance: np.ndarray
    invited: np.ndarray
    suits: np.ndarray
    chosen: np.ndarray
    taken: np.ndarray

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


def post(world):
    """Write down the world's openings."""
    key, size = keys(world), int(world.openings.sum())
    openings = boards.Openings(
        np.empty(size, np.int32), np.empty(size, np.int64), np.empty(size, np.int32), np.empty(size, np.bool_),
        np.empty(size, np.bool_),
    )  # fmt: skip
    listing = (key(Purpose.LISTING), world.listed_share)
    boards.list_openings(
        world.openings, world.firm_name, (world.firm_town, world.firm_trade), world.general_share, world.trades,
        Luck(world.seed).key(Purpose.OPENING_TRADE), listing, openings,
    )  # fmt: skip
    return openings


def seekers_of(world):
    return search.Seekers(
        world.person, world.town, world.trade, world.employer, world.applications, world.public.astype(np.float64)
    )


def apply(world, openings, board):
    """Let everybody apply."""
    key, most = keys(world), int(world.applications.sum())
    room = search.Applications(np.empty(most, np.int32), np.empty(most, np.int32))
    habits = search.Habits(world.towns, world.trades, world.outside_town, world.outside_trade)
    sent = search.send_applications(
        seekers_of(world), openings, board, habits, key(Purpose.CHANNEL), key(Purpose.LOOK), room
    )
    return search.Applications(room.seeker[:sent], room.opening[:sent])


def play(world, order=None, sent=None):
    """Live one month of the market, kernel after kernel, as `sim.market` does; `order` permutes the openings' rows."""
    key = keys(world)
    openings = post(world)
    if order is not None:
        openings = boards.Openings(*(column[order] for column in openings))
    board = boards.make_board(openings, world.ordinary, key(Purpose.BOARD_PLACE))
    sent = apply(world, openings, board) if sent is None else sent
    person, employer = world.person[sent.seeker], openings.employer[sent.opening]
    pay = world.firm_pay[employer]
    value = world.output[sent.seeker] * world.firm_worth[employer].astype(np.float64) - pay
    chance = world.chance[sent.seeker]
    first, rows = hiring.group_by_opening(sent.opening, openings.name.size)
    invited = hiring.invite(first, rows, person, openings.name, world.interviews, key(Purpose.INTERVIEW))
    suits = hiring.try_out(chance, person, sent.opening, openings.name, invited, key(Purpose.SUITABILITY))
    chosen = hiring.offer(first, rows, suits, value, person, openings.name, key(Purpose.RANKING))
    taken = hiring.accept(
        chosen, sent.seeker, person, pay, world.least, openings.name, key(Purpose.OFFER_CHOICE)
    )  # fmt: skip
    return Month(
        openings, board, seekers_of(world), sent, person, pay, value, chance, invited, suits, chosen, taken
    )  # fmt: skip


def everybody_applies_to(openings, people):
    """Applications of all `people` seekers to each of `openings` openings, ordered by seeker."""
    return search.Applications(
        np.repeat(np.arange(people, dtype=np.int32), openings), np.tile(np.arange(openings, dtype=np.int32), people)
    )
