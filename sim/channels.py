"""Channels: how each person hears of openings, and what an agency takes for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from sim.agents.workers import Workers
from sim.claims import OUTSIDE, Claim
from sim.codes import Channel
from sim.declare import Bits, Flag, Int8, Int64
from sim.kernels.board import ADVERTISED, LISTED, NOTHING, TOLD, WITH_AGENCIES
from sim.kernels.search import FIELD, MASK, VIEW_BITS, Habits, Looks, Seekers
from sim.luck import Luck, Purpose, limits
from sim.world import Behaviour

REGISTERED, AT_DESK, RELATED, PAYING, CHEATED = 1, 2, 4, 8, 16  # bits of `Seekers.reach`
VIEW_OF = {
    Channel.SERVICE: LISTED, Channel.DESK: LISTED, Channel.NETWORK: TOLD, Channel.AGENCY: WITH_AGENCIES,
    Channel.ADVERTISEMENT: ADVERTISED,
}  # fmt: skip
EVERYWHERE, AT_HOME = (Channel.SERVICE,), (Channel.DESK, Channel.NETWORK)


def shown(world: Behaviour) -> tuple[float, ...]:
    """Return the share of openings that each view shows."""
    told = 1.0 if world.network_channel > 0 else 0.0
    with_agencies = world.agency_openings if world.agency_channel > 0 else 0.0
    return world.advertised_openings, world.listed_openings, with_agencies, told, 0.0


def habits_of(towns: int, trades: int, world: Behaviour) -> Habits:
    """Return where applications go, by the channels that somebody can use."""
    shares = world.public_channel, world.desk_channel, world.network_channel, world.agency_channel
    return _habits(towns, trades, world.outside_town, shares)


@lru_cache(maxsize=4)  # the same in every month until a share changes
def _habits(towns: int, trades: int, outside_town: float, shares: tuple[float, ...]) -> Habits:
    cheated = [NOTHING if channel is Channel.AGENCY else VIEW_OF[channel] for channel in Channel]
    views = np.array([*(VIEW_OF[channel] for channel in Channel), *cheated])
    spans = np.array([(int(channel in EVERYWHERE), int(channel not in AT_HOME)) for channel in Channel])
    return Habits.make(towns, trades, outside_town, _ways(shares), views, spans.ravel())


def _ways(shares: tuple[float, ...]) -> Bits:
    """Return the limits of the channels for every mix that a person can use; together they take all at most."""
    can = np.arange(CHEATED)[:, None] & np.array([REGISTERED, AT_DESK, RELATED, PAYING]) > 0
    together = np.minimum(np.cumsum(np.where(can, shares, 0.0), axis=1), 1.0)
    return limits(together.ravel(), VIEW_BITS)


def reach_of(workers: Workers, who: Int64, world: Behaviour, luck: Luck) -> Int8:
    """Return how each person can hear of openings this month (who,), as bits."""
    reach = workers.registered[who].view(np.int8)
    if world.desk_channel > 0 and world.desk_coverage > 0:
        reach |= AT_DESK * near_desk(who, world, luck).astype(np.int8)
    if world.network_channel > 0:
        reach |= RELATED * workers.relatives[who].astype(np.int8)
    if world.agency_channel > 0:
        paying = workers.cash[who] >= world.agency_fee
        cheated = luck.draws(Purpose.AGENCY, who) < world.illegal_agencies
        reach |= (PAYING * paying + CHEATED * cheated).astype(np.int8)
    return reach


def near_desk(who: Int64, world: Behaviour, luck: Luck) -> Flag:
    """Tell whose community has an employment desk (who,): the first to have one keep it."""
    return Luck(luck.seed).draws(Purpose.DESK, who) < world.desk_coverage


def introduce(looks: Looks, seekers: Seekers, led: Int8, towns: int, trades: int) -> None:
    """Placement staff choose where the last applications of their cases (`led` (seekers,) of them) look.

    It is among listed openings, in any town.
    """
    some = np.flatnonzero(led)
    number = led[some].astype(np.int64)
    last = np.repeat(np.cumsum(seekers.applications)[some], number)
    rows = last - 1 - (np.arange(last.size) - np.repeat(np.cumsum(number) - number, number))
    seeker = looks.seeker[rows]
    any_trade = ((looks.bits[rows] >> np.uint64(FIELD)) & MASK) < seekers.outside_trade[seeker]
    looks.channel[rows] = Channel.SERVICE
    trade = np.where(any_trade, trades, seekers.trade[seeker].astype(np.int64))
    looks.run[rows] = (LISTED * (towns + 1) + towns) * (trades + 1) + trade


def agency_fees(clients: Int64, world: Behaviour) -> Iterator[Claim]:
    """Whoever went to an agency this month pays it, whether it showed them anything or not."""
    if world.agency_fee and clients.size:
        fees = np.full(clients.size, world.agency_fee)
        yield Claim.from_workers("economy", "agency fees", OUTSIDE, clients, fees)
