"""One month of the labour market: openings are posted, people apply, firms interview and offer, people accept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.choices import effort_of, least_pay, may_search
from sim.codes import Activity, Trade
from sim.declare import Int64, Real
from sim.kernels.board import Board, Openings, list_openings, make_board, power_of_two
from sim.kernels.hiring import accept, group_by_opening, invite, offer, try_out
from sim.kernels.jobs import choose_by_chance
from sim.kernels.search import Applications, Habits, Seekers, count_applications, send_applications
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import Behaviour

JOBS_PER_PLACE = 16  # a cell's board has a place for every 16 jobs or so: an opening finds room, a look finds it soon


@dataclass(frozen=True)
class Place:
    """The towns and trades of a world, and the usual size of each cell's notice board."""

    towns: tuple[str, ...]
    trades: int
    ordinary: Int64  # (towns x trades,)

    @classmethod
    def survey(cls, towns: tuple[str, ...], trades: int, employers: Employers) -> Place:
        """Size the boards by the jobs of each town and trade at the start."""
        jobs = np.zeros((len(towns), trades))
        general = employers.general_share.astype(np.float64)
        np.add.at(jobs, (employers.town, employers.trade), employers.staff * (1.0 - general))
        np.add.at(jobs[:, Trade.GENERAL], employers.town, employers.staff * general)
        sizes = [power_of_two(int(cell) // JOBS_PER_PLACE) for cell in jobs.ravel()]
        return cls(towns, trades, np.array(sizes, np.int64))


@dataclass(frozen=True)
class Matches:
    """What the month's market did."""

    person: Int64  # (hires,) rows of workers, ascending
    employer: Int64  # (hires,) who hired them
    pay: Int64  # (hires,) fen/month
    seekers: Int64  # (seekers,) rows of workers who could search this month
    applied_to: Int64  # (applications,) rows of employers
    applied_by: Int64  # (applications,) rows of workers
    interviewed_by: Int64  # (interviews,) rows of employers
    interviewed: Int64  # (interviews,) rows of workers
    offered_by: Int64  # (offers,) rows of employers
    offered: Int64  # (offers,) rows of workers
    listed_by: Int64  # (listed openings,) rows of employers
    opening: Int64  # (hires,) names of the openings that were filled


def run_market(workers: Workers, employers: Employers, place: Place, world: Behaviour, luck: Luck) -> Matches:
    """Let people search and firms choose; nothing is changed yet."""
    openings, board = _post(employers, place, world, luck)
    seekers, least = _gather(workers, world, luck)
    sent = _apply(seekers, openings, board, place, world, luck)
    person = seekers.person[sent.seeker]
    employer = openings.employer[sent.opening].astype(np.int64)
    pay = pay_at(workers, employers, person, employer, world)
    first, order = group_by_opening(sent.opening, openings.name.size)
    invited = invite(first, order, person, openings.name, world.interviews, luck.key(Purpose.INTERVIEW))
    chance = suitability(workers, employers, openings, sent, person, world)
    suits = try_out(chance, person, sent.opening, openings.name, invited, luck.key(Purpose.SUITABILITY))
    value = workers.output[person].astype(np.float64) * employers.output_per_head[employer] - pay
    chosen = offer(first, order, suits, value, person, openings.name, luck.key(Purpose.RANKING))
    taken = accept(chosen, sent.seeker, person, pay, least, openings.name, luck.key(Purpose.OFFER_CHOICE))
    hired = np.flatnonzero(taken >= 0)
    job = chosen[taken[hired]]
    offers = chosen[chosen >= 0]
    return Matches(
        seekers.person[hired], employer[job], pay[job], seekers.person, employer, person,
        employer[invited], person[invited], employer[offers], person[offers],
        openings.employer[openings.listed].astype(np.int64), openings.name[taken[hired]],
    )  # fmt: skip


def _post(employers: Employers, place: Place, world: Behaviour, luck: Luck) -> tuple[Openings, Board]:
    """Write down every opening and pin it to the board of its town and trade."""
    size = int(employers.openings.sum())
    openings = Openings(
        np.empty(size, np.int32), np.empty(size, np.int64), np.empty(size, np.int32),
        np.empty(size, np.bool_), np.empty(size, np.bool_),
    )  # fmt: skip
    what_it_asks = Luck(luck.seed).key(Purpose.OPENING_TRADE)  # the same in every month
    listing = (luck.key(Purpose.LISTING), world.listed_openings)
    list_openings(
        employers.openings,
        employers.name,
        (employers.town, employers.trade),
        employers.general_share,
        place.trades,
        what_it_asks,
        listing,
        openings,
    )
    return openings, make_board(openings, place.ordinary, luck.key(Purpose.BOARD_PLACE))


def _gather(workers: Workers, world: Behaviour, luck: Luck) -> tuple[Seekers, Int64]:
    """Return who searches and how, and the least pay that each asks for (seekers,)."""
    jobless = may_search(workers, luck.month)
    settled = (workers.activity == Activity.EMPLOYED) & (workers.spell_start < luck.month)
    looking = np.zeros(workers.size, np.bool_)
    looking[choose_by_chance(settled, world.search_on_the_job, luck.key(Purpose.SEARCH_ON_THE_JOB))] = True
    who = np.flatnonzero(jobless | looking)
    in_work = looking[who]
    effort = np.where(in_work, workers.attitude[who], effort_of(workers, who, world))
    sends = count_applications(effort, world.applications, luck.draws(Purpose.EFFORT, who))
    public = np.where(workers.registered[who], world.public_channel, 0.0)
    enough = np.where(
        in_work,
        workers.wage[who] * (1.0 + world.moving_premium),
        least_pay(workers, who, world),
    )
    seekers = Seekers(who, workers.town[who], workers.trade[who], workers.employer[who], sends, public)
    return seekers, np.maximum(to_fen(enough), in_work * (workers.wage[who] + 1))


def _apply(
    seekers: Seekers, openings: Openings, board: Board, place: Place, world: Behaviour, luck: Luck
) -> Applications:
    """Everybody sends their applications."""
    most = int(seekers.applications.sum())
    room = Applications(np.empty(most, np.int32), np.empty(most, np.int32))
    habits = Habits(len(place.towns), place.trades, world.outside_town, world.outside_trade)
    keys = luck.key(Purpose.CHANNEL), luck.key(Purpose.LOOK)
    sent = send_applications(seekers, openings, board, habits, *keys, room)
    return Applications(room.seeker[:sent], room.opening[:sent])


def pay_at(workers: Workers, employers: Employers, who: Int64, employer: Int64, world: Behaviour) -> Int64:
    """Return what each employer would pay each person, in fen a month: the offer times the person's own worth."""
    pay = to_fen(employers.wage_offer[employer] * workers.personal_pay[who].astype(np.float64))
    return np.maximum(pay, world.minimum_wage)


def suitability(
    workers: Workers,
    employers: Employers,
    openings: Openings,
    sent: Applications,
    person: Int64,
    world: Behaviour,
) -> Real:
    """Return the chance that each applicant suits: full with the skill asked for, in proportion below it."""
    employer = openings.employer[sent.opening]
    in_trade = workers.trade[person] == employers.trade[employer]
    skill = workers.skill[person].astype(np.float64) * np.where(in_trade, 1.0, world.untrained_skill)
    enough = np.minimum(skill / np.maximum(employers.required_skill[employer].astype(np.float64), 1e-9), 1.0)
    return world.suitability * np.where(openings.general[sent.opening], 1.0, enough)
