"""One month of the labour market: openings are posted, people apply, firms interview and offer, people accept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.channels import habits_of, introduce, reach_of, shown
from sim.choices import weigh_search, who_may_search
from sim.codes import Activity, Channel, Trade, is_one_of
from sim.declare import Int8, Int64, Wholes
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
from sim.kernels.hiring import (
    Guests,
    Piles,
    accept,
    count_queues,
    draw_lots,
    group_by_opening,
    invite,
    offer,
    try_out,
)
from sim.kernels.jobs import choose_by_chance
from sim.kernels.search import (
    Applications,
    Looks,
    Seekers,
    Traits,
    aim,
    count_applications,
    describe,
    look,
    look_on,
    number_applications,
    send_applications,
)
from sim.luck import Luck, Purpose
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
    opening: Int64  # (hires,) names of the openings that were filled
    movers: Int64  # (moves,) rows of workers: of the hired, those who leave a job for it
    left: Int64  # (moves,) the employers whom they leave
    seekers: Int64  # (seekers,) rows of workers who could search this month
    clients: Int64  # rows of workers who went to an agency
    queue: Int64  # (employers,) applications to each
    openings: Openings
    sent: Applications
    guests: Guests  # who was interviewed
    offers: Guests  # who was made an offer

    @cached_property
    def applied_by(self) -> Int64:
        """Return who sent each application, as a row of workers."""
        return self.seekers[self.sent.seeker]

    @cached_property
    def applied_to(self) -> Int64:
        """Return to whom each application went, as a row of employers."""
        return self._employer(self.sent.opening)

    @cached_property
    def interviewed(self) -> Int64:
        """Return who was interviewed, once for each time."""
        return self.seekers[self.guests.seeker]

    @cached_property
    def interviewed_by(self) -> Int64:
        """Return by whom, as a row of employers."""
        return self._employer(self.guests.opening)

    @cached_property
    def offered(self) -> Int64:
        """Return who was made an offer, once for each."""
        return self.seekers[self.offers.seeker]

    @cached_property
    def offered_by(self) -> Int64:
        """Return by whom, as a row of employers."""
        return self._employer(self.offers.opening)

    @cached_property
    def listed_by(self) -> Int64:
        """Return whose openings are listed with the public service, once for each."""
        return self._employer(np.flatnonzero(self.openings.seen & (1 << LISTED)))

    def _employer(self, opening: Wholes) -> Int64:
        return self.openings.employer[opening].astype(np.int64)


def run_market(workers: Workers, employers: Employers, place: Place, world: Behaviour, luck: Luck) -> Matches:
    """Let people search and firms choose; nothing is changed yet."""
    openings, board = _post(employers, place, world, luck)
    seekers, led = _gather(workers, world, luck)
    seekers = vouched(workers, seekers, world)
    sent, clients = _apply(seekers, led, openings, board, place, world, luck)
    lots = draw_lots(sent, seekers.person, openings.name, luck.key(Purpose.INTERVIEW))
    piles = Piles(*group_by_opening(sent, openings.name.size, lots))
    guests = Guests(*invite(piles, world.interviews))
    terms, key = (world.suitability, world.untrained_skill), luck.key(Purpose.SUITABILITY)
    suitable = Guests(*try_out(guests, seekers, openings, employers.required_skill, terms, key))
    firms, person = (employers.output_per_head, employers.wage_offer), seekers.person
    relief = employers.relief_for_holder
    certified = (relief if relief.any() else relief[:0], workers.certified)
    chosen, pay = offer(suitable, seekers, openings, firms, certified, world.minimum_wage, luck.key(Purpose.RANKING))
    taken = accept(chosen, pay, person, seekers.least, openings.name, luck.key(Purpose.OFFER_CHOICE))
    bits = chosen.size.bit_length()
    hires = np.sort(person[chosen[taken]] << bits | taken)  # by person, each once
    who, taken = hires >> bits, hires & ((1 << bits) - 1)
    before, offers = seekers.employer[chosen[taken]].astype(np.int64), np.flatnonzero(chosen >= 0)
    moving = np.flatnonzero(before >= 0)
    queue = np.zeros(employers.size, np.int64)
    count_queues(piles.first, openings.employer, queue)
    return Matches(
        who, openings.employer[taken].astype(np.int64), pay[taken], openings.name[taken], who[moving], before[moving],
        person, clients, queue, openings, sent, guests, Guests(chosen[offers], offers.astype(np.int32)),
    )  # fmt: skip


def _post(employers: Employers, place: Place, world: Behaviour, luck: Luck) -> tuple[Openings, Board]:
    """Write down every opening and pin it to the board of its town and trade."""
    size = int(np.add.reduce(employers.openings, dtype=np.int32))
    town, trade, general, seen = np.empty((4, size), np.int8)
    openings = Openings(np.empty(size, np.int32), np.empty(size, np.int64), town, trade, general, seen)
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


def _gather(workers: Workers, world: Behaviour, luck: Luck) -> tuple[Seekers, Int8]:
    """Return who searches and how, the jobless first, and how many of their applications placement staff choose."""
    jobless = who_may_search(workers, luck.month)
    looking = _looks_on_the_job(workers, world, luck)
    who = np.concatenate([jobless, looking])
    effort, least = weigh_search(workers, who, world)
    town, trade = np.empty((2, who.size), np.int8)
    employer, sends, outside = np.empty((3, who.size), np.int32)
    skill, output, pay = np.empty((3, who.size), np.float32)
    count_applications(effort, world.applications, who, luck.key(Purpose.EFFORT), sends)
    led = workers.cases_among(who)
    if led.size:
        sends += led
    reach = reach_of(workers, who, world, luck)
    seekers = Seekers(who, town, trade, skill, employer, sends, outside, reach, least, output, pay)
    traits = Traits(*(getattr(workers, name) for name in Traits._fields))
    describe(traits, world.outside_trade, world.first_chance, jobless.size, seekers)
    return seekers, led


def _looks_on_the_job(workers: Workers, world: Behaviour, luck: Luck) -> Int64:
    """Return which employees look for another job this month: none who began this month, all who were sent home."""
    who = np.flatnonzero(workers.at_home)
    if world.search_on_the_job > 0:
        at_work = is_one_of(Activity.EMPLOYED, Activity.PUBLIC_POST)
        chance, key = world.search_on_the_job, luck.key(Purpose.SEARCH_ON_THE_JOB)
        some = choose_by_chance(workers.activity, at_work, chance, key)
        who = np.union1d(who, some) if who.size else some
    return who[workers.spell_start[who] < luck.month]


def _apply(
    seekers: Seekers, led: Int8, openings: Openings, board: Board, place: Place, world: Behaviour, luck: Luck
) -> tuple[Applications, Int64]:
    """Everybody sends their applications; return these, and who went to an agency."""
    nobody = np.empty(0, np.int64)
    most = int(np.add.reduce(seekers.applications, dtype=np.int32)) if openings.employer.size else 0
    room = Applications(np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int8))
    if not most:
        return room, nobody
    seeker, number, channel, run, found = np.empty((5, most), np.int32)
    looks = Looks(seeker, number, channel, run, np.empty(most, np.uint64), found)
    number_applications(seekers.applications, looks)
    aim(seekers, habits_of(len(place.towns), place.trades, world), luck.key(Purpose.LOOK), looks)
    if led.size:
        introduce(looks, seekers, led, len(place.towns), place.trades)
    look(board, looks)
    look_on(board, looks)
    sent = send_applications(seekers, openings, looks, room)
    clients = np.unique(looks.seeker[looks.channel == np.int32(Channel.AGENCY)]) if world.agency_channel else nobody
    return Applications(room.seeker[:sent], room.opening[:sent], room.channel[:sent]), seekers.person[clients]


def vouched(workers: Workers, seekers: Seekers, world: Behaviour) -> Seekers:
    """Return seekers as employers see them: a certificate vouches for the skill that it was given for."""
    if world.certificate_trust <= 0:
        return seekers
    holders, shown_skill = np.flatnonzero(workers.certificate[seekers.person]), seekers.skill.copy()
    shown_skill[holders] = np.maximum(shown_skill[holders], world.certificate_trust * world.passing_skill)
    return seekers._replace(skill=shown_skill)
