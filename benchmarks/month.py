"""The month of `sim/month.py` and the market of `sim/market.py` once more, with a stopwatch between the lines.

Nothing is changed: `tests/benchmarks` holds that a county that lives these months equals one that steps.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim import market
from sim.benefits import learn_and_register, pay_levers
from sim.county import County
from sim.economy import incomes, outlays
from sim.firms import change_orders, end_jobs, lay_off, plan_staff, post_openings, quit_jobs
from sim.kernels.hiring import accept, group_by_opening, invite, offer, try_out
from sim.lives import retire, stop_looking, welcome
from sim.luck import Purpose
from sim.market import Matches, run_market
from sim.policies import Benefit

Lap = Callable[[str], None]


def no_lap(name: str) -> None:
    """Measure nothing."""


def core_month(county: County) -> None:
    """Live what the plain Mesa model also lives: jobs end, openings, registration, the market, jobs begin."""
    workers, employers, month = county.workers, county.employers, county.month
    luck, world = county.luck(), county.world_now()
    plan_staff(employers, world)
    lay_off(workers, employers, luck, state=True)
    lay_off(workers, employers, luck, state=False)
    end_jobs(workers, employers, world, luck)
    quit_jobs(workers, employers, world, luck)
    post_openings(workers, employers, world, month)
    learn_and_register(county.desk(luck, world), [])
    matches = run_market(workers, employers, county.place, world, luck)
    employers.note_market(matches.employer, matches.applied_to)
    workers.take_job(matches.person, matches.employer, matches.pay, month)
    stop_looking(workers, world, luck)
    employers.call_the_roll(workers)
    county.month += 1


def whole_month(county: County, lap: Lap = no_lap) -> None:
    """Live one month as `County.step` does."""
    workers, employers, month = county.workers, county.employers, county.month
    luck, world, levers = county.luck(), county.world_now(), county.levers_now()
    diary = county.open_diary()
    lap("opening the diary")
    change_orders(employers, world, luck)
    diary.arrived = welcome(workers, month).size
    diary.note("retired", *retire(workers, employers, world, month))
    lap("arrivals, retirement")
    plan_staff(employers, world)
    diary.note("laid_off", *lay_off(workers, employers, luck, state=True))
    diary.note("laid_off", *lay_off(workers, employers, luck, state=False))
    lap("staff wanted, layoffs")
    diary.note("ended", *end_jobs(workers, employers, world, luck))
    diary.note("quit", *quit_jobs(workers, employers, world, luck))
    lap("separations")
    post_openings(workers, employers, world, month)
    lap("openings and offers")
    desk = county.desk(luck, world)
    learn_and_register(desk, [lever for lever in levers if isinstance(lever, Benefit)])
    lap("registration")
    matches = timed_market(county, lap)
    diary.match(matches, workers)
    employers.note_market(matches.employer, matches.applied_to)
    workers.take_job(matches.person, matches.employer, matches.pay, month)
    lap("jobs begin")
    diary.gave_up = stop_looking(workers, world, luck).size
    lap("giving up")
    employers.call_the_roll(workers)
    lap("roll call")
    county.settle(incomes(workers, employers))
    pay_levers(desk, levers, county.ledger, diary)
    county.settle(outlays(workers, employers, world))
    lap("money")
    county.close_month(diary)
    lap("invariants, outcomes, books")
    county.month += 1
    county.datacollector.collect(county)
    county.running = county.month <= county.last_month
    lap("data collector")


def timed_market(county: County, lap: Lap) -> Matches:
    """Run the labour market of a month."""
    workers, employers, place = county.workers, county.employers, county.place
    luck, world = county.luck(), county.world
    openings, board = market._post(employers, place, world, luck)
    lap("market: board")
    seekers, least = market._gather(workers, world, luck)
    lap("market: who seeks")
    sent = market._apply(seekers, openings, board, place, world, luck)
    lap("market: applications")
    person = seekers.person[sent.seeker]
    employer = openings.employer[sent.opening].astype(np.int64)
    pay = market.pay_at(workers, employers, person, employer, world)
    lap("market: pay")
    first, order = group_by_opening(sent.opening, openings.name.size)
    invited = invite(first, order, person, openings.name, world.interviews, luck.key(Purpose.INTERVIEW))
    lap("market: interviews")
    chance = market.suitability(workers, employers, openings, sent, person, world)
    suits = try_out(chance, person, sent.opening, openings.name, invited, luck.key(Purpose.SUITABILITY))
    lap("market: suitability")
    value = workers.output[person] * employers.output_per_head[employer].astype(np.float64) - pay
    chosen = offer(first, order, suits, value, person, openings.name, luck.key(Purpose.RANKING))
    lap("market: offers")
    taken = accept(chosen, sent.seeker, person, pay, least, openings.name, luck.key(Purpose.OFFER_CHOICE))
    lap("market: acceptances")
    hired = np.flatnonzero(taken >= 0)
    job = chosen[taken[hired]]
    offers = chosen[chosen >= 0]
    matches = Matches(
        seekers.person[hired], employer[job], pay[job], seekers.person, employer, person,
        employer[invited], person[invited], employer[offers], person[offers],
        openings.employer[openings.listed].astype(np.int64),
    )  # fmt: skip
    lap("market: writing down")
    return matches
