"""What a run writes down: the tables of the contract, grown month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.history import History
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.codes import Activity, Origin, Schooling, Sector, Sex, Trade
from sim.codes import Ownership
from sim.declare import NOBODY, Int64, Real
from sim.ledger import Ledger
from sim.months import write_month

if TYPE_CHECKING:
    from sim.agents.employers import Employers
    from sim.outcomes import Measure

Table = dict[str, np.typing.NDArray[Any]]
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
    "month", "account", "level", "opening", "inflow", "outflow", "closing", "appropriated", "released", "committed", "refused_fen",
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
                self.programmes.append((when, name, "person", *(getattr(count, column) for column in COUNTS)))

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
        name: np.array([row[i] for row in rows], object if i < texts else np.int64)
        for i, name in enumerate(columns)
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
        "trade": trade[workers.trade],
        "town": np.array(towns, object)[workers.town],
    }
    tables = {
        "persons": persons,
        "spells": _spells(workers, employers, history),
        "register": _register(workers, history),
        "served": _served(history),
    }
    return {name: with_seed(seed, table) for name, table in tables.items()}


def _spells(workers: Workers, employers: Employers, history: History) -> Table:
    """All spells, the open ones last with no end; in order of person and start."""
    here = np.flatnonzero(workers.activity != Activity.NOT_ARRIVED)
    batches = [*history.spells, {
        "person": here, "end": np.full(here.size, NOBODY), "activity": workers.activity[here],
        "spell_start": workers.spell_start[here], "employer": workers.employer[here], "wage": workers.wage[here],
    }]  # fmt: skip
    facts = {
        name: np.concatenate([batch[name] for batch in batches]).astype(np.int64) for name in batches[-1]
    }
    order = np.lexsort((facts["end"] < 0, facts["end"], facts["spell_start"], facts["person"]))
    facts = {name: column[order] for name, column in facts.items()}
    employer = facts["employer"]
    sectors, owners = (
        np.array((*Sector.labels(), None), object),
        np.array((*Ownership.labels(), None), object),
    )
    return {
        "person": facts["person"],
        "activity": np.array(Activity.labels(), object)[facts["activity"]],
        "start": _months(facts["spell_start"]),
        "end": _months(facts["end"]),
        "employer": np.ma.masked_less(employer, 0),
        "sector": np.where(employer >= 0, sectors[employers.sector[employer]], None),
        "ownership": np.where(employer >= 0, owners[employers.ownership[employer]], None),
        "wage_fen": facts["wage"],
        "lever": np.full(employer.size, None, object),
    }


def _register(workers: Workers, history: History) -> Table:
    """All registrations, the open ones without an end; in order of person and start."""
    still = np.flatnonzero(workers.registered)
    batches = [*history.registrations, {
        "person": still, "start": workers.registered_since[still], "end": np.full(still.size, NOBODY),
        "reason": [None] * still.size,
    }]  # fmt: skip
    person, start, end = (
        np.concatenate([np.asarray(batch[name], np.int64) for batch in batches])
        for name in ("person", "start", "end")
    )
    reason = np.array([said for batch in batches for said in batch["reason"]], object)
    order = np.lexsort((start, person))
    return {
        "person": person[order],
        "start": _months(start[order]),
        "end": _months(end[order]),
        "exit_reason": reason[order],
    }


def _served(history: History) -> Table:
    """Paid months of each person and lever, joined into unbroken runs."""
    lever_names = sorted({lever for lever, _, _ in history.served})
    levers = np.concatenate(
        [
            np.zeros(0, np.int64),
            *(np.full(who.size, lever_names.index(lever)) for lever, _, who in history.served),
        ]
    )
    months = np.concatenate(
        [np.zeros(0, np.int64), *(np.full(who.size, month) for _, month, who in history.served)]
    )
    person = np.concatenate([np.zeros(0, np.int64), *(who for _, _, who in history.served)])
    order = np.lexsort((months, person, levers))
    levers, months, person = levers[order], months[order], person[order]
    fresh = np.ones(person.size, np.bool_)
    fresh[1:] = (levers[1:] != levers[:-1]) | (person[1:] != person[:-1]) | (months[1:] != months[:-1] + 1)
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], person.size)[: first.size] - 1
    nobody = np.ma.masked_all(first.size, np.int64)
    return {
        "lever": np.array(lever_names, object)[levers[first]] if first.size else np.zeros(0, object),
        "person": person[first],
        "employer": nobody,
        "provider": nobody,
        "start": _months(months[first]),
        "end": _months(months[last]),
    }


def _months(numbers: Int64) -> np.typing.NDArray[Any]:
    """Return months as text, None where there is none (below zero)."""
    known, inverse = np.unique(numbers, return_inverse=True)
    texts = np.array([None if number < 0 else write_month(int(number)) for number in known], object)
    return texts[inverse] if known.size else np.zeros(0, object)
