"""Livings without an employer in the county: odd jobs, whose income is shared, and work far away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sim.agents.workers import Workers
from sim.choices import look_out, months_in_work, resources, support_ahead
from sim.claims import OUTSIDE, AccountSpec, Claim
from sim.codes import Activity, Schooling
from sim.declare import Int64, Real
from sim.ledger import Ledger
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.months import month_of_year
from sim.world import Behaviour

ODD_JOBS = "odd_jobs"
SEASONS = {2: 0.5, 3: 0.3, 9: 0.3}  # month of the year -> people who think of going: after the festival, the harvest
FESTIVAL = 2  # those away come home for the Spring Festival, and may stay
IDLE = (Activity.UNEMPLOYED, Activity.DISCOURAGED)
MIGHT_LEAVE = (*IDLE, Activity.FLEXIBLE)
YOUNGEST, MIDDLE = 16, 40  # ages at which distaste for leaving is nothing, and what is declared


def accounts(workers: Workers, world: Behaviour) -> Iterator[AccountSpec]:
    """Name the purse out of which odd jobs are paid; it begins with about what households spent on them before."""
    if world.odd_jobs > 0:
        spent = int(workers.cash.sum()) * world.spending * world.odd_jobs
        yield AccountSpec(ODD_JOBS, level="household", term="灵活就业收入", opening=int(spent))


def begin_livings(workers: Workers, world: Behaviour, luck: Luck) -> None:
    """Those who are away at the start have had a year of luck there."""
    away = np.flatnonzero(workers.doing(Activity.AWAY))
    workers.earn(away, _sent_home(pay_away(workers, away, world, luck), world), 0)


# --- odd jobs -----------------------------------------------------------------------------------------------------


def do_odd_jobs(workers: Workers, world: Behaviour, luck: Luck, ledger: Ledger) -> None:
    """Some leave odd jobs that bring too little, then others turn to them for as long as there is enough to share."""
    if world.odd_jobs <= 0:
        return
    pool, month = ledger.accounts[ODD_JOBS].cash, luck.month
    doing = np.flatnonzero(workers.doing(Activity.FLEXIBLE))
    number, thinking = doing.size, _thinking(workers, doing, world, luck)
    leaving = share_out(thinking, least_for_odd_jobs(workers, thinking, world), pool * (1.0 + world.second_thoughts),
                        number, leave=True)  # fmt: skip
    workers.look_again(leaving, month)
    idle = workers.since_before(IDLE, month)
    thinking = _thinking(workers, idle, world, luck)
    number -= leaving.size
    entering = share_out(thinking, least_for_odd_jobs(workers, thinking, world), pool, number, leave=False)
    workers.do_odd_jobs(entering, month)


def least_for_odd_jobs(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return the least that odd jobs must bring each person: what toil is worth, and the search that they cost."""
    sight = look_out(workers, who, world)
    lost = (1.0 - world.odd_job_effort) * sight.gain
    return np.where(sight.needy, 0.0, world.toil * sight.resources + lost)


def share_out(who: Int64, least: Real, pool: float, number: int, *, leave: bool) -> Int64:
    """Return which of `who` (n,) enter a shared pool, the easiest to please first, or leave it, the hardest first.

    Each goes only if it still is worth it with all who went before: the pool divided among `number` and them.
    """
    alone = least * (number if leave else number + 1) <= pool
    who, least = who[alone != leave], least[alone != leave]  # for the others it would not be worth it even first
    order = np.argsort(-least if leave else least, kind="stable")
    before = np.arange(who.size)
    enough = least[order] * (number - before if leave else number + before + 1) <= pool
    stops = enough if leave else ~enough
    first = int(np.argmax(stops)) if stops.any() else who.size
    return np.sort(who[order[:first]])


def _thinking(workers: Workers, who: Int64, world: Behaviour, luck: Luck) -> Int64:
    return who[luck.draws(Purpose.ODD_JOBS, who) < world.attention]


# --- far away -----------------------------------------------------------------------------------------------------


def go_away(workers: Workers, world: Behaviour, luck: Luck, towns: int) -> None:
    """In the seasons of departure some leave for work outside the county; at the Spring Festival some stay at home."""
    season = month_of_year(luck.month)
    if world.away_pay <= 0 or season not in SEASONS:
        return
    cheaper = 1.0 / (1.0 + world.away_network * share_away(workers, towns))
    if season == FESTIVAL:
        away = workers.since_before((Activity.AWAY,), luck.month)
        pay = pay_away(workers, away, world, luck)
        here = worth_here(workers, away, world)
        stays = worth_away(workers, away, pay, cheaper, world, luck) * (1.0 + world.second_thoughts) >= here
        workers.come_home(away[~stays], luck.month)
        workers.earn(away[stays], _sent_home(pay[stays], world), 0)
    idle = workers.since_before(MIGHT_LEAVE, luck.month)
    who = idle[(luck.draws(Purpose.GOING_AWAY, idle) < SEASONS[season]) & (workers.cash[idle] >= world.away_fare)]
    pay = pay_away(workers, who, world, luck)
    goes = worth_away(workers, who, pay, cheaper, world, luck) > worth_here(workers, who, world)
    workers.go_away(who[goes], luck.month)
    workers.earn(who[goes], _sent_home(pay[goes], world), 0)


def share_away(workers: Workers, towns: int) -> Real:
    """Return the share of each town's people who are away (towns,)."""
    everybody = np.bincount(workers.town[~workers.doing(Activity.NOT_ARRIVED)], minlength=towns)
    away = np.bincount(workers.town[workers.doing(Activity.AWAY)], minlength=towns)
    return away / np.maximum(everybody, 1)


def pay_away(workers: Workers, who: Int64, world: Behaviour, luck: Luck) -> Real:
    """Return what work outside would pay each person in the coming year, in fen a month."""
    said = dict(world.away_pay_by_schooling)
    factor = np.array([said.get(label, 1.0) for label in Schooling.labels()])[workers.schooling[who]]
    year = 1.0 + world.away_luck * (2.0 * luck.draws(Purpose.PAY_AWAY, who) - 1.0)
    return world.away_pay * factor * workers.personal_pay[who].astype(np.float64) * year


def worth_away(workers: Workers, who: Int64, pay: Real, cheaper: Real, world: Behaviour, luck: Luck) -> Real:
    """Return what a month away is worth: pay, less living, the fare, and what leaving home and family is felt to cost.

    `cheaper` (towns,) is what is left of these costs where many of one's town are away already. How much home means
    to somebody is their own for ever.
    """
    age = (luck.month - workers.birth[who]) / 12.0
    rooted = 2.0 * Luck(luck.seed).draws(Purpose.ROOTED, who)
    home = world.away_distaste * rooted * np.maximum(age - YOUNGEST, 0.0) / (MIDDLE - YOUNGEST)
    family = world.away_family * (workers.family_size[who].astype(np.int64) - 1)
    fare = world.away_fare / max(world.horizon, 1)
    return pay - world.away_living - (home + family + fare) * cheaper[workers.town[who]]


def worth_here(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return what a month at home is worth: a job for a part of the time ahead, odd jobs or rest for the others."""
    given_up = workers.activity[who] == int(Activity.DISCOURAGED)
    chance = np.where(given_up, 0.0, workers.chance[who].astype(np.float64))
    at_work = months_in_work(chance, world.horizon)
    odd = np.where(workers.activity[who] == int(Activity.FLEXIBLE), workers.earnings[who], 0)
    rest = np.maximum(world.toil * resources(workers, who, world), odd) + support_ahead(workers, who, world)
    return at_work * workers.expected_pay[who] + (1.0 - at_work) * rest


def _sent_home(pay: Real, world: Behaviour) -> Int64:
    return to_fen(world.remitted * np.maximum(pay - world.away_living, 0.0))


# --- money --------------------------------------------------------------------------------------------------------


def livings(workers: Workers, world: Behaviour, ledger: Ledger, month: int) -> Iterable[Claim]:
    """Odd jobs are paid out of what households spent on them last month; those away pay the fare and send money."""
    if world.odd_jobs > 0:
        yield from _odd_jobs_paid(workers, world, ledger.accounts[ODD_JOBS].cash)
    if world.away_pay > 0:
        away = np.flatnonzero(workers.doing(Activity.AWAY))
        gone = away[workers.spell_start[away] == month]
        fare = np.full(gone.size, world.away_fare)
        yield Claim.from_workers("economy", "fares", OUTSIDE, gone, fare)
        yield Claim.to_workers("economy", "remittances", OUTSIDE, away, workers.earnings[away])


def _odd_jobs_paid(workers: Workers, world: Behaviour, pool: int) -> Iterator[Claim]:
    doing = np.flatnonzero(workers.doing(Activity.FLEXIBLE))
    if not doing.size:
        yield Claim.between_accounts("economy", "odd jobs not done", ODD_JOBS, OUTSIDE, pool)
        return
    each = np.full(doing.size, pool // doing.size)
    workers.earn(doing, each, to_fen(each * world.odd_jobs_seen))
    yield Claim.to_workers("economy", "odd jobs", ODD_JOBS, doing, each)


def spend_on_odd_jobs(world: Behaviour, ledger: Ledger) -> Iterator[Claim]:
    """A part of what households spent this month is for odd jobs; it is paid out next month."""
    if world.odd_jobs > 0:
        spent = sum(fen for key, (_, fen) in ledger.journal.items() if key[0] == "economy" and key[4] == "spending")
        yield Claim.between_accounts("economy", "spent on odd jobs", OUTSIDE, ODD_JOBS, int(spent * world.odd_jobs))
