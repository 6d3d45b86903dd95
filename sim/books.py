"""What a run writes down: the tables of the contract, grown month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.history import REASONS, History
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.arms import ARMS
from sim.codes import Activity, Origin, Ownership, Schooling, Sector, Sex, Trade
from sim.declare import NOBODY, Int64, Real, Wholes
from sim.ledger import Ledger
from sim.months import write_month
from sim.policies import LEVERS, Benefit, Lever
from sim.policies.public_posts import PublicPosts
from sim.policies.unemployment_insurance import UnemploymentInsurance

if TYPE_CHECKING:
    from sim.agents.employers import Employers
    from sim.agents.lenders import Loans
    from sim.measure import Measure

Table = dict[str, np.typing.NDArray[Any]]
FAR = 1_000_000  # later than any month
COUNTS = ("eligible", "aware", "applied", "approved", "paid", "refused_no_money", "waiting")
LEDGER_COLUMNS = (
    "month",
    "programme",
    "fund",
    "level",
    "kind",
    "purpose",
    "payer",
    "payee",
    "persons",
    "fen",
)
BALANCE_COLUMNS = (
    "month", "account", "level", "opening", "inflow", "outflow", "closing", "appropriated", "released", "committed",
    "refused_fen",
)  # fmt: skip


class Books:
    """The pages of one seed."""

    def __init__(self, seed: int, measure: Measure) -> None:
        """Open empty books; `measure` says which metrics and groups a month has."""
        self.seed, self.slots = seed, measure.slots
        self.months: list[int] = []
        self.outcomes: list[Real] = []
        self.ledger: list[tuple[Any, ...]] = []
        self.balances: list[tuple[Any, ...]] = []
        self.programmes: list[tuple[Any, ...]] = []

    def write(
        self, month: int, values: Real, ledger: Ledger, standings: dict[str, Standing], in_force: set[str]
    ) -> None:
        """Write one month."""
        when = write_month(month)
        self.months.append(month)
        self.outcomes.append(values)
        self.ledger.extend((when, *key, *said) for key, said in sorted(ledger.journal.items()))
        self.balances.extend((when, *row) for row in sorted(ledger.balances()))
        for name in sorted(in_force):
            if name in standings:
                count = standings[name].count
                self.programmes.append(
                    (when, name, standings[name].unit, *(getattr(count, column) for column in COUNTS))
                )

    def tables(self) -> dict[str, Table]:
        """Return the tables that every run writes."""
        programmes = _table(("month", "lever", "unit", *COUNTS), self.programmes, texts=3)
        return {
            "outcomes": self._with_seed(self._outcomes()),
            "ledger": self._with_seed(_table(LEDGER_COLUMNS, self.ledger, texts=8)),
            "balances": self._with_seed(_table(BALANCE_COLUMNS, self.balances, texts=3)),
            "programmes": self._with_seed(programmes),
        }

    def _outcomes(self) -> Table:
        slots, months = len(self.slots), len(self.months)
        by, group, metric = (np.array(column, object) for column in zip(*self.slots, strict=True))
        return {
            "month": np.repeat(np.array([write_month(month) for month in self.months], object), slots),
            "by": np.tile(by, months),
            "group": np.tile(group, months),
            "metric": np.tile(metric, months),
            "value": np.concatenate([np.zeros(0), *self.outcomes]),
        }

    def _with_seed(self, table: Table) -> Table:
        return with_seed(self.seed, table)


def with_seed(seed: int, table: Table) -> Table:
    """Put the seed in front of a table's columns."""
    return {"seed": np.full(len(next(iter(table.values()))), seed, np.int64), **table}


def _table(columns: tuple[str, ...], rows: list[tuple[Any, ...]], texts: int) -> Table:
    """Turn rows into columns; the first `texts` columns are text, the others whole numbers."""
    return {
        name: np.array([row[i] for row in rows], object if i < texts else np.int64) for i, name in enumerate(columns)
    }


def person_tables(
    seed: int, workers: Workers, employers: Employers, history: History, towns: tuple[str, ...]
) -> dict[str, Table]:
    """Return the tables of persons: fixed facts, spells, registrations, and who was served by which lever."""
    labels = [np.array(code.labels(), object) for code in (Sex, Schooling, Origin, Trade)]
    sex, schooling, origin, trade = labels
    persons: Table = {
        "person": workers.rows,
        "sex": sex[workers.sex],
        "birth": _months(workers.birth),
        "schooling": schooling[workers.schooling],
        "origin": origin[workers.origin],
        "trade": trade[workers.first_trade],
        "town": np.array(towns, object)[workers.town],
    }
    tables = {
        "persons": persons,
        "spells": _spells(workers, employers, history),
        "register": _register(workers, history),
        "served": _served(history, {lever.number: name for name, lever in LEVERS.items()}),
    }
    return {name: with_seed(seed, table) for name, table in tables.items()}


def arms_table(
    seed: int, standings: Mapping[str, Standing], levers: Iterable[Lever], tables: tuple[Workers, Employers],
    towns: tuple[str, ...],
) -> Table:  # fmt: skip
    """Return who was in which arm of the pilots of all levers, in the order of levers and rows."""
    columns: list[Table] = []
    workers, employers = tables
    for lever in levers:
        if not isinstance(lever, Benefit) or lever.pilot == "none":
            continue
        arm = standings[lever.name].arm
        who, firm = np.flatnonzero(arm), lever.unit == "firm"
        words = [np.full(who.size, word, object) for word in (lever.name, lever.unit)]
        where = (employers.town if firm else workers.town)[who]
        columns.append({
            "lever": words[0], "unit": words[1], "id": employers.name[who] if firm else who,
            "town": np.array(towns, object)[where], "arm": np.array(ARMS, object)[arm[who]],
            "probability": np.full(who.size, lever.pilot_probability()),
        })  # fmt: skip
    nothing: Table = {
        "lever": np.zeros(0, object), "unit": np.zeros(0, object), "id": np.zeros(0, np.int64),
        "town": np.zeros(0, object), "arm": np.zeros(0, object), "probability": np.zeros(0),
    }  # fmt: skip
    return with_seed(seed, {name: np.concatenate([part[name] for part in (nothing, *columns)]) for name in nothing})


def loan_table(seed: int, loans: Loans) -> Table:
    """Return every micro-loan, in order of borrower and month."""
    order = np.lexsort((loans.began, loans.borrower))
    table: Table = {
        "borrower": loans.borrower[order].astype(np.int64),
        "month": _months(loans.began[order]),
        "fen": loans.principal[order],
        "months": loans.months[order].astype(np.int64),
        "arrears": loans.arrears[order].astype(np.int64),
        "default_month": _months(np.where(loans.defaulted > 0, loans.defaulted, NOBODY)[order]),
        "claim_fen": loans.claim[order],
    }
    return with_seed(seed, table)


def _spells(workers: Workers, employers: Employers, history: History) -> Table:
    """All spells, in order of person and start; an open one has no end."""
    told = history.spells(workers, np.flatnonzero(workers.activity != int(Activity.NOT_ARRIVED)))
    ends = np.where(told["end"] == NOBODY, FAR, told["end"])  # whoever begins twice in a month goes on with the last
    order = np.lexsort((ends, told["start"], told["person"]))
    told = {name: column[order] for name, column in told.items()}
    employer = told["employer"]
    sectors, owners = np.array((*Sector.labels(), None), object), np.array((*Ownership.labels(), None), object)
    return {
        "person": told["person"],
        "activity": np.array(Activity.labels(), object)[told["activity"]],
        "start": _months(told["start"]),
        "end": _months(told["end"]),
        "employer": np.ma.masked_less(np.where(employer >= 0, employers.name[employer], NOBODY), 0),
        "sector": sectors[np.where(employer >= 0, employers.sector[employer], NOBODY)],
        "ownership": owners[np.where(employer >= 0, employers.ownership[employer], NOBODY)],
        "wage_fen": told["wage"],
        "lever": np.array([None, PublicPosts.name], object)[(told["activity"] == Activity.PUBLIC_POST).astype(np.int8)],
    }


def _register(workers: Workers, history: History) -> Table:
    """All registrations, in order of person and start; an open one has no end."""
    told = history.registrations(workers)
    order = np.lexsort((told["start"], told["person"]))
    return {
        "person": told["person"][order],
        "start": _months(told["start"][order]),
        "end": _months(told["end"][order]),
        "benefit_end": _months(last_paid(history, told["person"], told["start"], told["end"])[order]),
        "exit_reason": np.array((*REASONS, None), object)[told["reason"][order]],
    }


def last_paid(history: History, person: Int64, start: Int64, end: Int64) -> Int64:
    """Return the last month of unemployment benefit paid within each registration (n,), or NOBODY."""
    served = history.told("served")
    benefit = served["lever"] == UnemploymentInsurance.number
    by_person = np.lexsort((served["month"][benefit], served["person"][benefit]))
    people, months = served["person"][benefit][by_person], served["month"][benefit][by_person]
    key = people * FAR + months
    last = np.where(end == NOBODY, FAR - 1, end)
    at = np.searchsorted(key, person * FAR + last, side="right") - 1
    found = (at >= 0) & (people[at] == person) & (months[at] >= start) if key.size else np.zeros(person.size, bool)
    return np.where(found, months[at] if key.size else NOBODY, NOBODY)


def _served(history: History, levers: Mapping[int, str]) -> Table:
    """Paid months of each person and lever, joined into unbroken runs; `levers` is number -> name."""
    told = history.told("served")
    order = np.lexsort((told["month"], told["person"], told["lever"]))
    lever, month, person = (told[name][order] for name in ("lever", "month", "person"))
    fresh = np.ones(person.size, np.bool_)
    fresh[1:] = (lever[1:] != lever[:-1]) | (person[1:] != person[:-1]) | (month[1:] != month[:-1] + 1)
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], person.size)[: first.size] - 1
    nobody = np.ma.masked_less(np.full(first.size, NOBODY), 0)
    return {
        "lever": np.array([levers[int(number)] for number in lever[first]], object),
        "person": person[first],
        "employer": nobody,
        "provider": nobody,
        "start": _months(month[first]),
        "end": _months(month[last]),
    }


def _months(numbers: Wholes) -> np.typing.NDArray[Any]:
    """Return months as text, None where there is none (below zero)."""
    known, inverse = np.unique(numbers, return_inverse=True)
    texts = np.array([None if number < 0 else write_month(int(number)) for number in known], object)
    return texts[inverse] if known.size else np.zeros(0, object)
