"""The county: a Mesa model that holds the tables, the levers, the ledger and the calendar, and knows no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from sim.agents.history import History
from sim.agents.institutions import found_institutions
from sim.agents.lenders import found_lenders
from sim.agents.purses import Purses
from sim.agents.standing import Standing
from sim.benefits import Desk
from sim.books import Books, Table, arms_table, loan_table, person_tables
from sim.claims import COUNTY_TREASURY, Claim
from sim.codes import Activity, Trade
from sim.demand import survey_shops
from sim.diary import Diary
from sim.economy import trade
from sim.founding.employers import found_employers
from sim.founding.limit import found_limit_employers, found_limit_workers
from sim.founding.markets import found_markets
from sim.founding.people import found_workers
from sim.founding.providers import found_providers
from sim.invariants import check_month
from sim.ledger import Ledger
from sim.livelihoods import accounts, begin_livings
from sim.lives import plan_retirement
from sim.loans import handling_costs
from sim.luck import Luck
from sim.market import Place
from sim.measure import Measure
from sim.memory import keep_freed_memory
from sim.month import live_one_month
from sim.months import write_month
from sim.pauses import load, save
from sim.plan import Plan
from sim.policies import Benefit, Lever
from sim.policies.dibao import Dibao
from sim.soft_budget import BANK, draw_up_payroll
from sim.training import Schools
from sim.world import Behaviour, CountyWorld

REPORTERS = (
    "month_text", "labour_force", "employed", "self_employed", "unemployed", "long_term_unemployed", "registered",
    "drawing_insurance", "drawing_dibao", "vacancies", "hires", "reemployed",
)  # fmt: skip


class County(mesa.Model):
    """One county living one plan with one seed.

    `step()` lives one month, `run_model()` the whole horizon; `workers` and `employers` are tables, `agents`
    holds the tables and the offices. `datacollector` reports one row before the first month and one after each.
    """

    def __init__(self, plan: Plan, *, rng: int | None = None, persons: bool = False) -> None:
        """Found the county of a plan; `rng` is the seed, `persons` keeps every person's history."""
        super().__init__(rng=rng)
        keep_freed_memory()
        self.plan = plan
        self.seed = int(rng) if rng is not None else int(self.rng.integers(2**62))
        self.month = plan.horizon.start - plan.horizon.burn_in
        self.last_month = plan.horizon.start + plan.horizon.months - 1
        self._found()
        if persons:
            self.workers.history = History()
        at_first = plan.levers if self.month >= plan.horizon.policy_start else plan.levers_before
        levers = {lever.name: lever for lever in (*plan.levers, *plan.levers_before, *at_first)}
        self.standings = {name: self._stand(lever) for name, lever in levers.items() if isinstance(lever, Benefit)}
        for lever in plan.levers_before:
            if isinstance(lever, Benefit) and lever.unit == "person" and lever.in_force(self.month):
                # whoever is on the register has heard of the rules that stood before
                self.standings[lever.name].tell(np.flatnonzero(self.workers.registered))
        self.offices = found_institutions(self)
        soft = self.employers.soft_budget.any()
        specs = [BANK, COUNTY_TREASURY] if soft or self.world.wage_credit else []
        specs += [spec for lever in levers.values() for spec in lever.accounts()]
        specs += [*accounts(self.workers, self.world), *self.schools.accounts()]
        self.ledger = Ledger.open(specs, Purses(workers=self.workers, employers=self.employers))
        self.measure = Measure(self.place.towns)
        self.books = Books(self.seed, self.measure)
        self.measure.take(self.workers, self.employers, self.month - 1, self.open_diary())
        self.datacollector = mesa.DataCollector(model_reporters={name: name for name in REPORTERS})
        self.datacollector.collect(self)

    def _found(self) -> None:
        """Build the tables of the plan's world."""
        world, luck = self.plan.world.at(self.month), Luck(self.seed)
        if isinstance(world, CountyWorld):
            months = self.last_month - self.month + 1
            self.employers = found_employers(self, world, luck, self.month)
            self.workers = found_workers(self, world, self.employers, luck, self.month, months)
            towns, trades = tuple(name for name, _ in world.town_shares), len(Trade)
        else:
            self.employers = found_limit_employers(self, world, self.month)
            self.workers = found_limit_workers(self, world, self.employers, luck, self.month)
            towns, trades = tuple(f"town_{town}" for town in range(world.towns)), world.trades
        self.workers.begin_lives()
        self.employers.record_staff()
        plan_retirement(self.workers, self.workers.rows, world)
        begin_livings(self.workers, world, luck)
        self.place = Place.survey(towns, trades, self.employers, world)
        self.markets = found_markets(self, world, self.workers, self.employers, len(towns), self.month)
        trade(self.employers, draw_up_payroll(self.workers, self.employers, world), world, payroll_rate=0.0)
        survey_shops(self.employers, self.markets)
        self.markets.remember_margins()
        self.schools = self._found_schools(world, luck)
        self.lenders = found_lenders(self, handling_costs(world))
        self.world: Behaviour = world

    def _stand(self, lever: Benefit) -> Standing:
        return Standing(self, self.employers.size if lever.unit == "firm" else self.workers.size, lever.unit)

    def _found_schools(self, world: Behaviour, luck: Luck) -> Schools:
        here = self.workers.town[self.workers.activity != int(Activity.NOT_ARRIVED)]
        people = np.bincount(here, minlength=len(self.place.towns))
        facts = world.urban_labour_force + world.rural_in_town if isinstance(world, CountyWorld) else 0
        scale = world.workers / facts if isinstance(world, CountyWorld) else 1.0
        return Schools(*found_providers(self, world, luck, people, scale))

    # --- the calendar ------------------------------------------------------------------------------------

    def step(self) -> None:
        """Live one month."""
        live_one_month(self)
        self.month += 1
        self.datacollector.collect(self)
        self.running = self.month <= self.last_month

    @property
    def month_text(self) -> str:
        """Return the last month lived, as text."""
        return write_month(self.month - 1)

    def __getattr__(self, name: str) -> Any:
        """Answer a reporter's name with the latest value of that metric."""
        if name in REPORTERS:
            return self.measure[name]
        raise AttributeError(f"a county has no {name!r}")

    # --- what the month asks for ---------------------------------------------------------------------------

    def luck(self) -> Luck:
        """Return this month's luck."""
        return Luck(self.seed, self.month)

    def world_now(self) -> Behaviour:
        """Return the world with this month's values."""
        self.world, levers = self.plan.in_month(self.month)
        for lever in levers:
            self.world = lever.conditions(self.world)
        return self.world

    def levers_now(self) -> tuple[Lever, ...]:
        """Return this month's levers, in the order of `LEVERS`."""
        return self.plan.levers_at(self.month)

    def desk(self, luck: Luck, world: Behaviour) -> Desk:
        """Return what people and offices look at when benefits are claimed."""
        levers = self.levers_now()
        return Desk(self.workers, self.employers, self.standings, self.offices, world, luck, levers, self.ledger)

    def open_diary(self) -> Diary:
        """Open the month's diary and the month's books."""
        self.ledger.begin_month()
        self.workers.open_month()
        self.employers.open_month()
        return Diary.open(self.workers, self.employers)

    def settle(self, claims: Iterable[Claim]) -> None:
        """Settle the claims of the ordinary economy."""
        for claim in claims:
            self.ledger.settle(claim)

    def close_month(self, diary: Diary) -> None:
        """Check every identity, measure the county and write the month down, unless it is a month of burn-in."""
        check_month(self.workers, self.employers, diary, self.month, self.world.minimum_wage)
        self.ledger.trial_balance(self.month)
        levers = self.levers_now()
        diary.dibao_line = next((lever.line for lever in levers if isinstance(lever, Dibao)), 0)
        values = self.measure.take(self.workers, self.employers, self.month, diary)
        if self.month >= self.plan.horizon.start:
            self.books.write(self.month, values, self.ledger, self.standings, {lever.name for lever in levers})
        elif self.workers.history is not None:
            self.workers.history = History()  # what ended before the horizon is not told

    # --- results and pauses ----------------------------------------------------------------------------------

    def tables(self) -> dict[str, Table]:
        """Return the tables of the contract for this seed."""
        tables = self.books.tables()
        if (history := self.workers.history) is not None:
            tables |= person_tables(self.seed, self.workers, self.employers, history, self.place.towns)
            people = (self.workers, self.employers)
            tables["arms"] = arms_table(self.seed, self.standings, self.plan.levers, people, self.place.towns)
            tables["loans"] = loan_table(self.seed, self.lenders.loans)
        return tables

    def save(self, path: Path) -> None:
        """Write the county to a file at any month; `County.load` goes on from there as if nothing had happened."""
        save(self, path)

    @classmethod
    def load(cls, path: Path) -> County:
        """Read a saved county."""
        return load(cls, path)


def live(
    plan: Plan, seed: int, *, persons: bool = False, each_month: Callable[[int], None] | None = None
) -> dict[str, Table]:
    """Live a plan with one seed; return its tables. `each_month` is told how many written months are done."""
    county = County(plan, rng=seed, persons=persons)
    while county.running:
        county.step()
        done = county.month - plan.horizon.start
        if each_month is not None and done > 0:
            each_month(done)
    tables = county.tables()
    release(county)
    return tables


def release(county: County) -> None:
    """Let Mesa forget a county: its counter of unique ids would keep every model alive (15 MB for 100,000 people)."""
    getattr(mesa.Agent, "_ids", {}).pop(county, None)
