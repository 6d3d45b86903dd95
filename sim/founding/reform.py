"""Founding what state enterprises carry: surplus staff, debts, retirees, standstill, and members of their centres."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Condition, Origin, Ownership, Sector
from sim.declare import Int64, Real
from sim.exact import lognormal
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import CountyWorld


def burden_state_enterprises(employers: Employers, world: CountyWorld, luck: Luck) -> None:
    """Let state and collective enterprises have more staff than orders; the least productive stand still.

    Offices, schools and hospitals (the public sector) are not enterprises.
    """
    if not world.layoff_pace:
        return
    state = np.flatnonzero((employers.ownership <= Ownership.COLLECTIVE) & (employers.sector != Sector.PUBLIC))
    employers.soft_budget[state] = True
    luck_in_sales = luck.draws(Purpose.PRODUCTIVITY, state)
    ratio = lognormal(luck_in_sales, world.state_output_per_pay, world.state_output_spread)
    employers.output_per_head[state] = to_fen(employers.wage_offer[state] * ratio)
    surplus = np.minimum(2 * world.state_surplus * luck.draws(Purpose.SURPLUS, state), 0.95)
    employers.custom[state] = employers.staff[state] * (1.0 - surplus)
    yearly_sales = 12 * employers.custom[state] * employers.output_per_head[state]
    employers.assets[state] = to_fen(world.assets_per_sales * yearly_sales)
    employers.debt[state] = to_fen(world.debt_ratio * employers.assets[state])
    employers.retirees[state] = np.floor(world.retirees_per_worker * employers.staff[state] + 0.5)
    worst = state[np.argsort(ratio * (1.0 - surplus), kind="stable")]
    stopped = int(world.stopped_share * state.size + 0.5)
    slow = stopped + int(world.half_stopped_share * state.size + 0.5)
    employers.condition[worst[stopped:slow]] = Condition.HALF_STOPPED
    employers.condition[worst[:stopped]] = Condition.STOPPED
    employers.custom[worst[:stopped]] = 0.0
    employers.orders[state] = employers.custom[state]
    employers.cash[worst[:slow]] = 0  # they have lived from hand to mouth


def enter_centres(
    workers: Workers, employers: Employers, jobless: Int64, world: CountyWorld, luck: Luck, start: int
) -> None:
    """Put some of those whom state enterprises laid off within the last three years into an enterprise's centre.

    The clock began when the work ended, so clocks are spread as spells are.
    """
    running = np.flatnonzero(employers.soft_budget & (employers.ownership == Ownership.STATE))
    if not running.size:
        return
    had = start - 1 - workers.spell_start[jobless]
    may = jobless[(workers.origin[jobless] == Origin.SOE) & (had < world.centre_stay)]
    lots = np.argsort(luck.draws(Purpose.CENTRE, may), kind="stable")
    members = np.sort(may[lots[: int(world.jobless_in_centre * jobless.size + 0.5)]])
    seats = np.cumsum(_laid_off_a_year(employers, running, world))
    place = luck.draws(Purpose.CENTRE, members, 1) * seats[-1]
    workers.centre[members] = running[np.searchsorted(seats, place, side="right")]
    workers.centre_months_left[members] = world.centre_stay - (start - 1 - workers.spell_start[members])


def _laid_off_a_year(employers: Employers, rows: Int64, world: CountyWorld) -> Real:
    """Return what each enterprise lays off at its pace, by its size: that is where members of centres come from."""
    busy = employers.custom[rows] * employers.output_per_head[rows]
    losing = busy < employers.staff[rows] * employers.wage_offer[rows]
    return employers.staff[rows].astype(np.float64) * np.where(losing, world.layoff_pace_losing, world.layoff_pace)
