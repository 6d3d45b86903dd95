"""Demand: what each market asks for, how employers share it, and what they win and lose of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.agents.employers import Employers
from sim.agents.markets import Markets
from sim.agents.workers import Workers
from sim.claims import OUTSIDE, Claim
from sim.codes import Activity, Ownership, Sector
from sim.declare import Int64
from sim.exact import exp, normal_quantile, power
from sim.founding.dealing import by_label
from sim.founding.markets import season_of, spread_over_markets
from sim.kernels.sharing import add_up_trade, share_orders, value_custom
from sim.kernels.spending import spend_share
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import Behaviour

SMALLEST_DRAW = 1.0 / 2**54


def change_demand(employers: Employers, markets: Markets, world: Behaviour, luck: Luck) -> None:
    """Custom changes, each employer by its own luck; then the month's demand is shared in proportion to it."""
    _change_custom(employers, world, luck)
    if not world.demand_shared:
        employers.take_orders(employers.custom)
        return
    growth = 1.0 + (by_label(world.sector_growth, Sector) - 1.0) / 12
    shock = by_label(world.wto_shock if luck.month == world.wto_begins else (), Sector)
    markets.change_outside((growth * shock)[markets.sector])
    demand = to_fen(markets.outside * season_of(world, luck.month)[markets.sector]) + markets.households
    custom = np.zeros(markets.size, np.int64)
    value_custom(employers.custom, employers.output_per_head, employers.market, custom)
    markets.ask(np.maximum(demand, 0), custom)
    orders = np.empty(employers.size, np.float64)
    share_orders(employers.custom, employers.market, markets.demand, custom, orders)
    employers.take_orders(orders)


def _change_custom(employers: Employers, world: Behaviour, luck: Luck) -> None:
    """X' = A X + B: A is the trend of the mean, and for whoever wins or loses an order a log-normal swing around it."""
    if not (world.order_swing or world.custom_gain or employers.order_growth.any()):
        return
    custom = employers.custom * (1.0 + employers.order_growth.astype(np.float64))
    if world.order_swing:
        told = luck.draws(Purpose.ORDERS, employers.name, 1) < world.order_news
        news = np.flatnonzero(told & employers.in_business)
        size = np.maximum(employers.custom[news], 1.0)
        spread = world.order_swing * power(size, -world.order_swing_falls)
        z = normal_quantile(np.maximum(luck.draws(Purpose.ORDERS, employers.name[news]), SMALLEST_DRAW))
        custom[news] *= exp(spread * z - 0.5 * spread * spread)
    employers.change_custom(custom + world.custom_gain * employers.in_business)


def survey_shops(employers: Employers, markets: Markets) -> None:
    """Everybody can see how many shops and firms each market has, what they pay, sell and earn."""
    private = employers.in_business & (employers.ownership > int(Ownership.COLLECTIVE))
    facts = employers.wage_offer, employers.output_per_head, employers.sales, employers.profit
    sums = np.zeros((3 + len(facts), markets.size), np.int64)
    add_up_trade(employers.market, private, private & (employers.owner >= 0), facts, sums)
    there, owners, pay, output, sales, profit, owned_profit = sums
    markets.note_trade(
        shops=there,
        pay=_mean(pay, there, markets.pay),
        output=_mean(output, there, markets.output),
        owner_income=_mean(owned_profit, owners, markets.owner_income),
        margin=np.where(sales > 0, profit / np.maximum(sales, 1), markets.margin),
    )


def _mean(total: Int64, count: Int64, last: Int64) -> Int64:
    """Return the mean where anything was counted, else the last one."""
    return np.where(count > 0, total // np.maximum(count, 1), last)


def spend(workers: Workers, markets: Markets, world: Behaviour) -> Iterator[Claim]:
    """Households spend a share of their purse; where they live, employers will feel it next month."""
    spent, by_town = np.empty(workers.size, np.int64), np.zeros(int(markets.town.max()) + 1, np.int64)
    spend_share(workers.cash, world.spending, workers.town, spent, by_town)
    yield Claim.make("economy", "spending", "workers", OUTSIDE, spent, payer_rows=workers.rows)
    expected = spread_over_markets(by_town, markets, world)
    markets.expect_households(expected - made_in_posts(workers, markets, world) if world.post_output else expected)


def made_in_posts(workers: Workers, markets: Markets, world: Behaviour) -> Int64:
    """Return what public posts make in each town that is then not bought in its community services (markets,)."""
    holders = np.flatnonzero(workers.doing(Activity.PUBLIC_POST))
    by_town = np.bincount(workers.town[holders], minlength=int(markets.town.max()) + 1)
    services = np.flatnonzero(markets.sector == Sector.COMMUNITY_SERVICES)
    made = np.zeros(markets.size, np.int64)
    sales_a_head = markets.output[services]
    made[services] = to_fen(world.post_output * by_town[markets.town[services]] * sales_a_head)
    return made
