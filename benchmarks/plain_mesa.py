"""The labour market of `sim/month.py` as a plain Mesa model: one object a worker, one a firm, and the same rules.

It is what a good Mesa user would write: `AgentSet` verbs, one random generator, a `DataCollector`, no arrays.
`benchmarks/equivalence.py` shows that it and the county agree; `benchmarks/core_market.py` races them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

import mesa

from sim.world import LimitWorld

REPORTERS = (
    "unemployed", "long_term_unemployed", "second_type_unemployed", "late_rows_unemployed", "mean_wage", "hiring_wage",
    "vacancies", "listed_openings", "searchers", "applications", "interviews", "offers", "hires", "reemployed",
    "separations",
)  # fmt: skip
ANYWHERE = -1  # stands for any town, or any trade


@dataclass(slots=True, eq=False)
class Opening:
    """One job to be filled this month, and who applied for it."""

    firm: Firm
    listed: bool
    applicants: list[Worker] = field(default_factory=list)


class Board:
    """This month's openings by town and trade, and together wherever town or trade do not matter."""

    def __init__(self) -> None:
        self.openings: defaultdict[tuple[int, int], list[Opening]] = defaultdict(list)

    def pin(self, opening: Opening) -> None:
        """Show an opening to those who look in its town or anywhere, for its trade or for any."""
        for town in (opening.firm.town, ANYWHERE):
            for trade in (opening.firm.trade, ANYWHERE):
                self.openings[town, trade].append(opening)

    def look(self, town: int, trade: int, known: list[Opening], random: Random) -> Opening | None:
        """Return a random opening; who knows it already looks on for another one in the same places."""
        openings = self.openings[town, trade]
        if not openings:
            return None
        opening = random.choice(openings)
        if opening not in known:
            return opening
        others = [o for o in openings if o not in known]
        return random.choice(others) if others else None


class Worker(mesa.Agent):
    """Somebody who works or looks for work."""

    def __init__(self, model: PlainMesa, row: int, kind: str) -> None:
        super().__init__(model)
        world = model.world
        self.row, self.kind = row, kind
        self.town = row % world.towns
        self.trade = row // world.towns % world.trades
        self.attitude = dict(world.type_effort).get(kind, 1.0)
        self.skill = dict(world.type_suitability).get(kind, 1.0)
        self.output = dict(world.type_output).get(kind, 1.0)
        self.employer: Firm | None = None
        self.wage = 0
        self.since = -1  # month in which the present job or spell out of work began
        self.registered = False
        self.offers: list[Opening] = []

    def maybe_lose_job(self) -> None:
        """Jobs end by chance; who loses one this month first searches in the next."""
        if self.employer is not None and self.random.random() < self.model.world.separation:
            self.employer.staff -= 1
            self.employer, self.wage, self.since = None, 0, self.model.month
            self.model.separations += 1

    def looks_for_work(self) -> bool:
        """Everybody out of work since before this month looks; of those in work only some do."""
        if self.since >= self.model.month:
            return False
        return self.employer is None or self.random.random() < self.model.world.search_on_the_job

    def apply(self) -> None:
        """Send a whole number of applications, each to a different opening; none to the present employer."""
        model, random = self.model, self.random
        world = model.world
        if self.employer is None:
            self.registered = True
            wish = min(world.effort * self.attitude, 1.0) * world.applications
        else:
            wish = self.attitude * world.applications
        known: list[Opening] = []
        for _ in range(math.floor(wish) + (random.random() < wish % 1.0)):
            public = self.registered and random.random() < world.public_channel
            town = ANYWHERE if public or random.random() < world.outside_town else self.town
            trade = ANYWHERE if random.random() < world.outside_trade else self.trade
            board = model.public_board if public else model.board
            opening = board.look(town, trade, known, random)
            if opening is not None and opening.firm is not self.employer:
                opening.applicants.append(self)
                opening.firm.applications += 1
                known.append(opening)
        model.applications += len(known)

    def choose(self) -> None:
        """Take the best-paid offer if it pays enough; offers came in random order, so equals are by lot."""
        if not self.offers:
            return
        best = max(self.offers, key=lambda opening: opening.firm.pay)
        self.offers = []
        if best.firm.pay >= self.least_pay:
            self.take_job(best.firm)

    @property
    def least_pay(self) -> int:
        """Return the pay below which an offer is declined."""
        if self.employer is None:
            return 0
        return max(to_fen(self.wage * (1.0 + self.model.world.moving_premium)), self.wage + 1)

    def take_job(self, firm: Firm) -> None:
        """Begin to work at a firm, and leave the present one."""
        if self.employer is None:
            self.model.reemployed += 1
        else:
            self.employer.staff -= 1
            self.model.separations += 1
        self.employer, self.wage, self.since, self.registered = firm, firm.pay, self.model.month, False
        firm.staff += 1
        firm.filled += 1
        self.model.hires += 1
        self.model.pay_of_hires += firm.pay


class Firm(mesa.Agent):
    """An employer."""

    def __init__(self, model: PlainMesa, row: int, staff: int, wanted: int, vacancies: int) -> None:
        super().__init__(model)
        world = model.world
        self.town = row % world.towns
        self.trade = row // world.towns % world.trades
        self.staff, self.wanted, self.vacancies = staff, wanted, vacancies
        self.wage_offer = world.pay
        self.openings: list[Opening] = []
        self.filled = self.applications = 0

    @property
    def pay(self) -> int:
        """Return what a new hand would be paid."""
        return max(self.wage_offer, self.model.world.minimum_wage)

    def adjust_offer(self) -> None:
        """Offer more while openings stay empty and few apply, less while queues are long."""
        world, openings = self.model.world, len(self.openings)
        if openings:
            if self.applications / openings > world.long_queue:
                self.wage_offer = to_fen(self.wage_offer * (1.0 - world.offer_cut))
            elif self.filled < openings:
                self.wage_offer = to_fen(self.wage_offer * (1.0 + world.offer_raise))
        self.wage_offer = max(self.wage_offer, world.minimum_wage)

    def post_openings(self) -> None:
        """Post what staff falls short of, or a fixed number; some openings also with the public service."""
        self.adjust_offer()
        model = self.model
        gap = model.world.vacancy_rule == "staff_gap"
        number = max(self.wanted - self.staff, 0) if gap else self.vacancies
        self.openings = [Opening(self, self.random.random() < model.world.listed_openings) for _ in range(number)]
        for opening in self.openings:
            model.board.pin(opening)
            if opening.listed:
                model.public_board.pin(opening)
                model.listed_openings += 1
        self.filled = self.applications = 0
        model.vacancies += number

    def make_offers(self) -> None:
        """Interview some applicants for each opening, and make one offer to the best who suits."""
        for opening in self.openings:
            if not opening.applicants:
                continue
            invited = self.invite(opening.applicants)
            self.model.interviews += len(invited)
            suitable = [worker for worker in invited if self.random.random() < self.chance_that_suits(worker)]
            if suitable:
                max(suitable, key=self.expected_gain).offers.append(opening)
                self.model.offers += 1

    def invite(self, applicants: list[Worker]) -> list[Worker]:
        """Draw by lot whom to interview, and in which order."""
        most = self.model.world.interviews
        return self.random.sample(applicants, min(most, len(applicants)))

    def chance_that_suits(self, worker: Worker) -> float:
        """Return the chance that somebody of this skill and trade suits."""
        world = self.model.world
        skill = worker.skill * (1.0 if worker.trade == self.trade else world.untrained_skill)
        return world.suitability * min(skill, 1.0)

    def expected_gain(self, worker: Worker) -> float:
        """Return what the worker would bring in a month, less pay."""
        world = self.model.world
        return worker.output * world.pay * world.output_per_pay - self.pay


class PlainMesa(mesa.Model):
    """The labour market; `step()` lives one month and reports it."""

    def __init__(self, world: LimitWorld, seed: int) -> None:
        super().__init__(seed=seed)
        self.world = world
        self.month = 0
        self.found()
        self.datacollector = mesa.DataCollector(model_reporters={name: name for name in REPORTERS})

    def found(self) -> None:
        """Build firms and people; the first `employed` by lot are dealt to the firms."""
        world = self.world
        totals = (world.employed, world.jobs, world.vacancies)
        shares = zip(*(dealt(total, world.firms) for total in totals), strict=True)
        firms = [Firm(self, row, *counts) for row, counts in enumerate(shares)]
        kinds = [kind for kind, share in world.type_shares for _ in range(round(world.seekers * share / 10_000))]
        self.random.shuffle(kinds)
        workers = [Worker(self, row, kind) for row, kind in enumerate(kinds)]
        places = [firm for firm in firms for _ in range(firm.staff)]
        for worker, firm in zip(self.random.sample(workers, world.employed), places, strict=True):
            worker.employer, worker.wage = firm, world.pay

    def step(self) -> None:
        """Live one month and write it down."""
        self.live_one_month()
        self.datacollector.collect(self)

    def live_one_month(self) -> None:
        """Jobs end, openings are posted, people apply, firms offer, people accept."""
        workers, firms = self.agents_by_type[Worker], self.agents_by_type[Firm]
        self.open_books()
        workers.do("maybe_lose_job")
        firms.do("post_openings")
        seekers = workers.select(Worker.looks_for_work)
        self.searchers = len(seekers)
        seekers.do("apply")
        firms.shuffle_do("make_offers")
        seekers.do("choose")
        self.month += 1

    def open_books(self) -> None:
        """Begin the month with empty boards and counts at zero."""
        self.board, self.public_board = Board(), Board()
        self.vacancies = self.listed_openings = self.applications = self.interviews = self.offers = 0
        self.hires = self.reemployed = self.separations = self.pay_of_hires = 0

    # --- what is reported --------------------------------------------------------------------------------

    @property
    def jobless(self) -> list[Worker]:
        """Return everybody out of work."""
        return [worker for worker in self.agents_by_type[Worker] if worker.employer is None]

    @property
    def unemployed(self) -> int:
        """Return how many are out of work."""
        return len(self.jobless)

    @property
    def long_term_unemployed(self) -> int:
        """Return how many are out of work since twelve chances to search or more."""
        return sum(self.month - 1 - worker.since >= 12 for worker in self.jobless)

    @property
    def second_type_unemployed(self) -> int:
        """Return how many of the second type are out of work."""
        return sum(worker.kind != self.world.type_shares[0][0] for worker in self.jobless)

    @property
    def late_rows_unemployed(self) -> int:
        """Return how many of the later half of the list are out of work: it shows an order bias."""
        return sum(worker.row >= self.world.seekers // 2 for worker in self.jobless)

    @property
    def mean_wage(self) -> float:
        """Return the mean pay of those in work."""
        return mean(worker.wage for worker in self.agents_by_type[Worker] if worker.employer is not None)

    @property
    def hiring_wage(self) -> float:
        """Return the mean pay of those hired this month."""
        return self.pay_of_hires / self.hires if self.hires else 0.0


def dealt(total: int, hands: int) -> list[int]:
    """Deal a whole number out evenly, the rest to the first."""
    each, rest = divmod(total, hands)
    return [each + (hand < rest) for hand in range(hands)]


def to_fen(amount: float) -> int:
    """Round half up to whole fen."""
    return math.floor(amount + 0.5)


def mean(values: Iterable[float]) -> float:
    """Return the mean, or 0 of nothing."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
