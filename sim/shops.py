"""People open shops: what one would bring by their own belief, against what they have or expect without it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.agents.employers import Employers
from sim.agents.markets import Markets
from sim.agents.workers import Workers
from sim.births import Settle, names_of_founders, open_in
from sim.claims import OUTSIDE, Claim
from sim.codes import MAIN_TRADE, Activity, Ownership, Sector, Trade, is_one_of
from sim.declare import Int8, Int64, Real
from sim.exact import lognormal
from sim.founding.dealing import by_label
from sim.kernels.jobs import choose_by_chance
from sim.livelihoods import worth_here
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import Behaviour

OPEN_TO_ALL = (Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES)
OWN_SECTOR = np.array(
    [max((s for s, trade in MAIN_TRADE.items() if trade == t and s != Sector.PUBLIC), default=-1) for t in Trade],
    np.int8,
)  # the sector in which a trade is at home; -1: none
WEIGHERS = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.EMPLOYED)


class Help(NamedTuple):
    """What the programme does for those who open a shop."""

    relief: Real  # (markets,) fen/month that holders of the certificate count on
    borrowers: Int64  # rows of workers who were lent the capital this month


class Started(NamedTuple):
    """Who opened a shop, its row, and the employees among them with the employers that they left."""

    who: Int64
    shop: Int64
    quitters: Int64
    left: Int64


def open_shops(
    workers: Workers, employers: Employers, markets: Markets, help_: Help, world: Behaviour, luck: Luck, settle: Settle
) -> Started:
    """Some people weigh opening a shop in town; who expects to gain and can raise the capital does.

    Whoever lacks capital alone remembers what it was; who borrowed it opens the shop that it was lent for.
    """
    who = _weighing(workers, world, luck)
    who = np.setdiff1d(who[workers.spell_start[who] < luck.month], help_.borrowers)
    market = markets.of(_sectors(workers, markets, who, world, luck), workers.town[who])
    capital = _capital(markets, market, who, world, luck)
    funds = workers.cash[who] + to_fen(world.family_help * workers.family_income[who])
    hoped = help_.relief[market] * (workers.certified[who] > 0)
    promises = expected_income(markets, market, who, world, luck) + hoped - capital / world.shop_horizon
    gain = promises - what_else(workers, who, world) * (1.0 + world.shop_premium)
    opens, lacks = (gain > 0.0) & (funds >= capital), (gain > 0.0) & (funds < capital)
    workers.dream(who[lacks], market[lacks], capital[lacks], (capital - funds)[lacks], to_fen(gain[lacks]), luck.month)
    by_loan = help_.borrowers
    who, order = np.unique(np.concatenate([who[opens], by_loan]), return_index=True)
    market = np.concatenate([market[opens], workers.idea_market[by_loan]])[order]
    capital = np.concatenate([capital[opens], workers.idea_capital[by_loan]])[order]
    employed = workers.employer[who] >= 0
    left = workers.employer[who[employed]].astype(np.int64)
    name = names_of_founders(luck.month, who)
    custom = lognormal(luck.draws(Purpose.SHOP_CUSTOM, who), world.shop_custom, world.shop_custom_spread)
    shop = open_in(
        employers, markets, market, name, custom, world, luck, town=workers.town[who], ownership=Ownership.GETIHU,
        owner=who, staff=1, wanted=1,
    )  # fmt: skip
    employers.let_go(left)
    _pay_in(workers, employers, who, shop, capital, world, settle)
    workers.open_shop(who, shop, luck.month)
    workers.drop_idea(who)
    return Started(who, shop, who[employed], left)


def _weighing(workers: Workers, world: Behaviour, luck: Luck) -> Int64:
    """Return who thinks about a shop this month."""
    if not world.shop_ideas:
        return np.zeros(0, np.int64)
    return choose_by_chance(workers.activity, is_one_of(*WEIGHERS), world.shop_ideas, luck.key(Purpose.SHOP_IDEA))


def _sectors(workers: Workers, markets: Markets, who: Int64, world: Behaviour, luck: Luck) -> Int8:
    """Return the sector that each thinks of (who,): the own trade's, or one by the number of shops seen in town."""
    seen = np.stack([markets.shops[markets.of(np.full(who.size, s, np.int8), workers.town[who])] for s in OPEN_TO_ALL])
    border = np.cumsum(seen + 1, axis=0)
    lot = np.floor(luck.draws(Purpose.SHOP_SECTOR, who) * border[-1]).astype(np.int64)
    common = np.array(OPEN_TO_ALL, np.int8)[(lot >= border[:-1]).sum(axis=0)]
    own = OWN_SECTOR[workers.trade[who]]
    sticks = (own >= 0) & (luck.draws(Purpose.SHOP_SECTOR, who, 1) < world.shop_own_trade)
    return np.where(sticks, own, common)


def _capital(markets: Markets, market: Int64, who: Int64, world: Behaviour, luck: Luck) -> Int64:
    """Return the start-up capital that each would need, in fen (who,); the same whenever they think of it again."""
    always = Luck(luck.seed)
    middle = world.shop_capital * by_label(world.shop_capital_by_sector, Sector)[markets.sector[market]]
    return to_fen(middle * lognormal(always.draws(Purpose.SHOP_CAPITAL, who), 1.0, world.shop_capital_spread))


def expected_income(markets: Markets, market: Int64, who: Int64, world: Behaviour, luck: Luck) -> Real:
    """Return what each believes to earn with a shop: what owners there earn, times a belief in oneself (who,)."""
    belief = lognormal(Luck(luck.seed).draws(Purpose.SHOP_BELIEF, who), 1.0, world.shop_belief_spread)
    return markets.owner_income[market] * belief


def what_else(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return what each has without a shop (who,): the present wage, else what search, odd jobs and support promise."""
    return np.where(workers.wage[who] > 0, workers.wage[who], worth_here(workers, who, world))


def _pay_in(
    workers: Workers, employers: Employers, who: Int64, shop: Int64, capital: Int64, world: Behaviour, settle: Settle
) -> None:
    """Relatives lend what the purse lacks; fittings and fees are paid, the rest is the shop's cash."""
    if not capital.any():
        return
    given = np.maximum(capital - workers.cash[who], 0)
    if world.relatives_repaid:
        employers.owe_relatives(shop, given)
    sunk = to_fen(capital * world.shop_sunk)
    settle([
        Claim.to_workers("economy", "relatives' help for a shop", OUTSIDE, who, given),
        Claim.from_workers("economy", "fittings and fees of a shop", OUTSIDE, who, sunk),
        Claim.make("economy", "start-up capital", "workers", "employers", capital - sunk, payer_rows=who,
                   payee_rows=shop, about=who),
    ])  # fmt: skip
