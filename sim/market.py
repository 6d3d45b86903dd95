"""One month of the labour market: openings are posted, people apply, firms interview and offer, people accept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.channels import habits_of, introduce, reach_of, shown
from sim.choices import effort_of, least_pay, outside_share, who_may_search
from sim.codes import Activity, Channel, Trade
from sim.declare import NOBODY, Int8, Int64
from sim.kernels.board import (
    LISTED,
    Board,
    Openings,
    Runs,
    lay_out,
    list_openings,
    make_board,
    ordinary_sizes,
)
from sim.kernels.hiring import accept, chance_to_suit, draw_lots, group_by_opening, invite, offer, try_out
from sim.kernels.jobs import choose_by_chance
from sim.kernels.search import (
    FIELD,
    Applications,
    Looks,
    Seekers,
    aim,
    count_applications,
    look,
    look_on,
    number_applications,
    send_applications,
)
from sim.luck import Luck, Purpose, limits
from sim.money import to_fen
from sim.world import Behaviour

JOBS_PER_OPENING = 60  # boards are made for as many openings: each finds room, and a look finds one soon


@dataclass(frozen=True)
class Place:
    """The towns and trades of a world, and the usual size of each cell's notice board."""

    towns: tuple[str, ...]
    trades: int
    ordinary: Runs

    @classmethod
    def survey(cls, towns: tuple[str, ...], trades: int, employers: Employers, world: Behaviour) -> Place:
        """Size the boards by the jobs of each town and trade at the start, and by what each view shows of them."""
        jobs = np.zeros((len(towns), trades))
        general = employers.general_share.astype(np.float64)
        np.add.at(jobs, (employers.town, employers.trade), employers.staff * (1.0 - general))
        np.add.at(jobs[:, Trade.GENERAL], employers.town, employers.staff * general)
        shares = np.array(shown(world))[:, None, None]
        openings = np.ceil(shares * np.maximum(jobs, 1.0) / JOBS_PER_OPENING).astype(np.int64)
        return cls(towns, trades, lay_out(ordinary_sizes(openings)))


@dataclass(frozen=True)
class Matches:
    """What the month's market did."""

    person: Int64  # (hires,) rows of workers, ascending
    employer: Int64  # (hires,) who hired them
    pay: Int64  # (hires,) fen/month
    movers: Int64  # (moves,) rows of workers: of the hired, those who leave a job for it
    left: Int64  # (moves,) the employers whom they leave
    seekers: Int64  # (seekers,) rows of workers who could search this month
    applied_to: Int64  # (applications,) rows of employers
    applied_by: Int64  # (applications,) rows of workers
    queue: Int64  # (employers,) applications to each
    interviewed_by: Int64  # (interviews,) rows of employers
    interviewed: Int64  # (interviews,) rows of workers
    offered_by: Int64  # (offers,) rows of employers
    offered: Int64  # (offers,) rows of workers
    listed_by: Int64  # (listed openings,) rows of employers
    opening: Int64  # (hires,) names of the openings that were filled
    channel: Int64  # (applications,) codes: how each applicant had heard of the opening
    clients: Int64  # rows of workers who went to an agency


def run_market(workers: Workers, employers: Employers, place: Place, world: Behaviour, luck: Luck) -> Matches:
    """Let people search and firms choose; nothing is changed yet."""
    openings, board = _post(employers, place, world, luck)
    seekers, least = _gather(workers, world, luck)
    led = workers.introductions[seekers.person]
    sent, clients = _apply(seekers, led, openings, board, place, world, luck)
    name = openings.name
    lots = draw_lots(sent.person, sent.opening, name, luck.key(Purpose.INTERVIEW))
    first, order, lots = group_by_opening(sent.opening, name.size, lots)
    guests = invite(first, order, lots, world.interviews)
    learned = seekers.trade, workers.skill[seekers.person]
    asked = employers.trade, employers.required_skill
    chance = chance_to_suit(guests, sent, openings, learned, asked, world.suitability, world.untrained_skill)
    suitable = try_out(guests, chance, sent, name, luck.key(Purpose.SUITABILITY))
    seeker, candidate, opening, employer, _ = (column[suitable] for column in sent)
    pay = pay_at(workers, employers, candidate, employer, world)
    value = workers.output[candidate].astype(np.float64) * employers.output_per_head[employer] - pay
    if employers.relief_for_holder.any():
        value += employers.relief_for_holder[employer] * (workers.certified[candidate] > 0)
    chosen = offer(name.size, opening, value, candidate, name, luck.key(Purpose.RANKING))
    taken = accept(chosen, seeker, candidate, pay, least, name, luck.key(Purpose.OFFER_CHOICE))
    hired = np.flatnonzero(taken >= 0)
    hired = hired[np.argsort(seekers.person[hired], kind="stable")]
    job, offers = chosen[taken[hired]], chosen[chosen >= 0]
    before = seekers.employer[hired].astype(np.int64)
    moving = before >= 0
    queue = np.bincount(openings.employer, np.diff(first), employers.size).astype(np.int64)
    return Matches(
        candidate[job], employer[job], pay[job], candidate[job][moving], before[moving],
        seekers.person, sent.employer, sent.person, queue, sent.employer[guests], sent.person[guests],
        employer[offers], candidate[offers], openings.employer[openings.seen & (1 << LISTED) > 0].astype(np.int64),
        name[taken[hired]], sent.channel, clients,
    )  # fmt: skip


def _post(employers: Employers, place: Place, world: Behaviour, luck: Luck) -> tuple[Openings, Board]:
    """Write down every opening and pin it to the board of its town and trade."""
    size = int(employers.openings.sum())
    openings = Openings(
        np.empty(size, np.int32), np.empty(size, np.int64),
        *(np.empty(size, np.int8) for _ in range(4)),
    )  # fmt: skip
    what_it_asks = Luck(luck.seed).key(Purpose.OPENING_TRADE)  # the same in every month
    listing = (luck.key(Purpose.LISTING), shown(world))
    list_openings(
        employers.openings,
        employers.name,
        (employers.town, employers.trade),
        employers.general_share,
        what_it_asks,
        listing,
        openings,
    )
    return openings, make_board(openings, place.ordinary, luck.key(Purpose.BOARD_PLACE))


def _gather(workers: Workers, world: Behaviour, luck: Luck) -> tuple[Seekers, Int64]:
    """Return who searches and how, and the least pay that each asks for (seekers,)."""
    jobless = who_may_search(workers, luck.month)
    looking = _looks_on_the_job(workers, world, luck)
    who = np.concatenate([jobless, looking])
    effort = np.concatenate([effort_of(workers, jobless, world), workers.attitude[looking].astype(np.float64)])
    sends = count_applications(effort, world.applications, who, luck.key(Purpose.EFFORT))
    sends = sends + workers.introductions[who]
    reach = reach_of(workers, who, world, luck)
    outside = limits(outside_share(workers, who, world), FIELD)
    present = workers.wage[looking] + workers.earnings[looking]  # a public post pays no wage
    home = workers.at_home[looking]
    present[home] = np.floor(present[home] * world.home_pay).astype(np.int64)
    employer = np.concatenate([np.full(jobless.size, NOBODY, np.int32), workers.employer[looking]])
    enough = to_fen(least_pay(workers, jobless, world))
    better = np.maximum(to_fen(present * (1.0 + world.moving_premium)), present + 1)
    seekers = Seekers(who, workers.town[who], workers.trade[who], employer, sends, outside, reach)
    return seekers, np.concatenate([enough, better])


def _looks_on_the_job(workers: Workers, world: Behaviour, luck: Luck) -> Int64:
    """Return which employees look for another job this month: none who began this month, all who were sent home."""
    who = np.flatnonzero(workers.at_home)
    if world.search_on_the_job > 0:
        key = luck.key(Purpose.SEARCH_ON_THE_JOB)
        at_work = workers.doing(Activity.EMPLOYED) | workers.doing(Activity.PUBLIC_POST)
        who = np.union1d(who, choose_by_chance(at_work, world.search_on_the_job, key))
    return who[workers.spell_start[who] < luck.month]


def _apply(
    seekers: Seekers, led: Int8, openings: Openings, board: Board, place: Place, world: Behaviour, luck: Luck
) -> tuple[Applications, Int64]:
    """Everybody sends their applications; return these, and who went to an agency."""
    nobody = np.empty(0, np.int64)
    if not openings.employer.size:
        return Applications(*(nobody for _ in Applications._fields)), nobody
    most = int(seekers.applications.sum())
    looks = Looks(
        np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32),
        np.empty(most, np.uint64), np.empty(most, np.int32),
    )  # fmt: skip
    number_applications(seekers.applications, looks)
    aim(seekers, habits_of(len(place.towns), place.trades, world), luck.key(Purpose.LOOK), looks)
    if led.any():
        introduce(looks, seekers, led, len(place.towns), place.trades)
    look(board, looks)
    look_on(board, looks)
    room = Applications(*(np.empty(most, np.int64) for _ in Applications._fields))
    sent = send_applications(seekers, openings, looks, room)
    clients = np.unique(looks.seeker[looks.channel == np.int32(Channel.AGENCY)]) if world.agency_channel else nobody
    return Applications(*(column[:sent] for column in room)), seekers.person[clients]


def pay_at(workers: Workers, employers: Employers, who: Int64, employer: Int64, world: Behaviour) -> Int64:
    """Return what each employer would pay each person, in fen a month: the offer times the person's own worth."""
    pay = to_fen(employers.wage_offer[employer] * workers.personal_pay[who].astype(np.float64))
    return np.maximum(pay, world.minimum_wage)
