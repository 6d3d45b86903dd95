"""State enterprises part with a unit instead of laying people off, where that suits both them and their people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from sim.agents.markets import Markets
from sim.benefits import Desk
from sim.births import names_of_founders, open_in
from sim.claims import OUTSIDE, Claim
from sim.codes import Condition, JobForm, Ownership, Sector
from sim.declare import Int64
from sim.kernels.jobs import choose_layoffs, crowd_of
from sim.luck import Purpose
from sim.money import to_fen
from sim.policies.policy import Lever, Separation
from sim.reform import settle_with
from sim.world import Behaviour

ANCILLARY = (Sector.CONSTRUCTION_TRANSPORT, Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES)
CONTRACT = 36  # months for which those who change over sign
NOBODY = np.zeros(0, np.int64)


class Parting(NamedTuple):
    """A unit that could be spun off: its parent, its people, what it would be and what it would mean."""

    parent: Int64  # (units,) rows of employers
    who: Int64  # rows of workers, in the order of their lots
    pay: Int64  # (people,) what each would be paid
    market: Int64  # (units,) where it would sell
    size: Int64  # (units,) people
    assets: Int64  # (units,) book value of what it would take along


def spin_off(
    desk: Desk, levers: Sequence[Lever], markets: Markets, settle: Callable[[Iterable[Claim]], None]
) -> tuple[Int64, Int64, Int64]:
    """Spin units off; return the new employers, who changed over, and from whom."""
    view = desk.look()
    terms = next((said for lever in levers if (said := lever.separation(desk.now(lever, view)))), None)
    parting = _could_part(desk, markets) if terms else None
    if terms is None or parting is None:
        return NOBODY, NOBODY, NOBODY
    part = _suits_both(desk, levers, markets, parting, terms)
    going = np.isin(desk.workers.employer[parting.who], parting.parent[part])
    parting = parting._replace(
        parent=parting.parent[part], market=parting.market[part], size=parting.size[part], assets=parting.assets[part],
        who=parting.who[going], pay=parting.pay[going],
    )  # fmt: skip
    return _part(desk, markets, parting, settle)


def _could_part(desk: Desk, markets: Markets) -> Parting | None:
    """Name the units that could take the people of waves that are due, and the market that pays best in their town."""
    workers, e, luck, world = desk.workers, desk.employers, desk.luck, desk.world
    due = np.flatnonzero((e.wave > 0) & (e.wave_begins <= luck.month) & (e.condition != Condition.BANKRUPT))
    surplus = np.zeros(e.size, np.int32)
    surplus[due] = np.minimum(e.wave[due], np.maximum(e.staff[due] - e.needs()[due], 0))
    surplus[surplus < world.spin_least] = 0
    parent = np.flatnonzero(surplus)
    if not (parent.size and world.spin_custom):
        return None
    crowd = crowd_of(workers.employer, e.owner, surplus)
    crowd = crowd[np.argsort(luck.draws(Purpose.LAYOFF, crowd), kind="stable")]
    who = crowd[choose_layoffs(crowd, workers.employer, surplus)]
    choices = np.stack([markets.of(np.full(parent.size, s, np.int8), e.town[parent]) for s in ANCILLARY])
    best = choices[np.argmax(markets.margin[choices], axis=0), np.arange(parent.size)]
    unit = np.searchsorted(parent, workers.employer[who])
    usual = to_fen(markets.pay[best][unit] * workers.personal_pay[who].astype(np.float64))
    pay = np.maximum(np.minimum(usual, workers.wage[who]), world.minimum_wage)
    size = surplus[parent].astype(np.int64)
    return Parting(parent, who, pay, best, size, e.assets[parent] * size // e.staff[parent])


def _suits_both(desk: Desk, levers: Sequence[Lever], markets: Markets, parting: Parting, terms: Separation) -> Int64:
    """Return which units are spun off: it costs the parent less than severance, and pays its people as much.

    People count severance only as far as the parent has the money; profit counts after tax.
    """
    e, world = desk.employers, desk.world
    unit = np.searchsorted(parting.parent, desk.workers.employer[parting.who])
    _, owed, _ = settle_with(desk, levers, parting.who)
    severance, pay = np.zeros(parting.parent.size, np.int64), np.zeros(parting.parent.size, np.int64)
    np.add.at(severance, unit, owed)
    np.add.at(pay, unit, parting.pay)
    brings = to_fen(parting.assets * world.recovery)
    per_head = markets.output[parting.market]
    sales = world.spin_custom * parting.size * per_head * (1.0 - world.rent)
    profit = sales - pay
    exempt = min(terms.exempt, world.spin_horizon)
    months = exempt + (world.spin_horizon - exempt) * (1.0 - terms.feared_tax)
    promised = np.minimum(severance, e.cash[parting.parent])
    worth = brings + profit * months
    return np.flatnonzero((profit > 0.0) & (brings <= severance) & (worth >= promised))


def _part(
    desk: Desk, markets: Markets, parting: Parting, settle: Callable[[Iterable[Claim]], None]
) -> tuple[Int64, Int64, Int64]:
    """Open the units, and let their people change over."""
    workers, e, luck, world = desk.workers, desk.employers, desk.luck, desk.world
    if not parting.parent.size:
        return NOBODY, NOBODY, NOBODY
    left = workers.employer[parting.who].astype(np.int64)
    unit = np.searchsorted(parting.parent, left)
    _, first = np.unique(unit, return_index=True)
    custom = (world.spin_custom * parting.size).astype(np.float64)
    rows = open_in(
        e, markets, parting.market, names_of_founders(luck.month, parting.who[first]), custom, world, luck,
        town=e.town[parting.parent], ownership=Ownership.LABOUR_SERVICE, staff=parting.size, wanted=parting.size,
        insures=e.insures[parting.parent], spun_off=luck.month,
    )  # fmt: skip
    e.hand_over(parting.parent, parting.assets)
    e.carry_out(left)
    e.let_go(left)
    order = np.argsort(parting.who, kind="stable")
    who, pay, employer = parting.who[order], parting.pay[order], rows[unit[order]]
    workers.take_job(who, employer, pay, luck.month)
    form = np.full(who.size, int(JobForm.CONTRACT), np.int8)
    workers.sign(who, form, np.full(who.size, luck.month + CONTRACT))
    settle(_assets_put_to_use(rows, parting.assets, world))
    return rows, who, left[order]


def _assets_put_to_use(rows: Int64, assets: Int64, world: Behaviour) -> Iterable[Claim]:
    fen = to_fen(assets * world.recovery)
    yield Claim.make("economy", "assets of spun-off units", OUTSIDE, "employers", fen, payee_rows=rows)
