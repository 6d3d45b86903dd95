"""The tables of a run folder: their columns, in order, and the key that orders their rows.

To add a table, declare it here; the model's `live` then has to return it, and nothing else changes.

A table in memory is a dict of NumPy arrays, one per column: int64, float64, bool, and text as arrays of str
(object or `U`). In a nullable column what is not known is masked (`numpy.ma`), or, in text, None. Months are
text, `2003-01`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FORMAT = 1  # the version of everything declared here and of the digest; part of every run id

Type = Literal["int64", "float64", "bool", "text"]
Table = Mapping[str, Any]  # column name -> one-dimensional array


@dataclass(frozen=True)
class Column:
    """One column: what its values are, in which unit, what they mean, and whether one may be missing."""

    name: str
    type: Type
    unit: str
    meaning: str
    nullable: bool = False


@dataclass(frozen=True)
class TableContract:
    """One table: what a row is, its columns in order, and the columns that name a row and order the rows."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    with_persons: bool = False  # written only when `--persons` asks for it


def _text(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name, "text", "", meaning, nullable)


def _count(name: str, unit: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name, "int64", unit, meaning, nullable)


def _fen(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name, "int64", "fen", meaning, nullable)


SEED = _count("seed", "", "the luck that this row belongs to")
MONTH = _text("month", "calendar month, YYYY-MM")
PERSON = _count("person", "", "number of the person, the same in all tables and scenarios")
LEVER = _text("lever", "name of the lever")
EMPLOYER = _count("employer", "", "number of the employer", nullable=True)
START = _text("start", "first month; may precede the horizon")
END = _text("end", "last month; null while it lasts", nullable=True)

TABLES: tuple[TableContract, ...] = (
    TableContract(
        "outcomes",
        "seed x month x group x metric, zeros included",
        (
            SEED,
            MONTH,
            _text("by", "what the county is divided by; `all`: not divided"),
            _text("group", "the part of the county"),
            _text("metric", "what is measured; see the metrics of this dictionary"),
            Column("value", "float64", "of the metric", "the stock at the end of the month, or the month's flow"),
        ),
        key=("seed", "month", "by", "group", "metric"),
    ),
    TableContract(
        "ledger",
        "seed x month x class of postings",
        (
            SEED,
            MONTH,
            _text("programme", "the lever, or the part of the economy, that the money moves for"),
            _text("fund", "the fund or budget line"),
            _text("level", "level of government, or kind of holder, that bears it"),
            _text("kind", "cash, tax_forgone or contingent; never to be added together"),
            _text("purpose", "what is paid for"),
            _text("payer", "account or table that pays"),
            _text("payee", "account or table that is paid"),
            _count("persons", "persons", "how many persons the postings are for"),
            _fen("fen", "sum of the postings"),
        ),
        key=("seed", "month", "programme", "fund", "level", "kind", "purpose", "payer", "payee"),
    ),
    TableContract(
        "balances",
        "seed x month x account",
        (
            SEED,
            MONTH,
            _text("account", "fund, budget line, or all purses of one table"),
            _text("level", "level of government, or kind of holder"),
            _fen("opening", "held when the month begins"),
            _fen("inflow", "received in the month"),
            _fen("outflow", "paid in the month"),
            _fen("closing", "held when the month ends: opening + inflow - outflow"),
            _fen("appropriated", "appropriated for the calendar year"),
            _fen("released", "released so far this calendar year"),
            _fen("committed", "approved and not yet paid for lack of money"),
            _fen("refused_fen", "claimed this month and not paid"),
        ),
        key=("seed", "month", "account", "level"),
    ),
    TableContract(
        "programmes",
        "seed x month x lever: standings at the end of the month, each a subset of the one before",
        (
            SEED,
            MONTH,
            LEVER,
            _text("unit", "what is counted: person, firm or provider"),
            _count("eligible", "of `unit`", "who the rules cover"),
            _count("aware", "of `unit`", "eligible and aware of the lever"),
            _count("applied", "of `unit`", "aware and applied"),
            _count("approved", "of `unit`", "applied and approved"),
            _count("paid", "of `unit`", "approved and paid"),
            _count("refused_no_money", "of `unit`", "approved and refused for lack of money"),
            _count("waiting", "of `unit`", "approved and waiting"),
        ),
        key=("seed", "month", "lever", "unit"),
    ),
    TableContract(
        "persons",
        "person, with the facts that never change",
        (
            SEED,
            PERSON,
            _text("sex", "man or woman"),
            _text("birth", "month of birth"),
            _text("schooling", "highest schooling completed"),
            _text("origin", "where the person comes from"),
            _text("trade", "what the person has learned"),
            _text("town", "home town"),
        ),
        key=("seed", "person"),
        with_persons=True,
    ),
    TableContract(
        "spells",
        "spell of one person in one activity",
        (
            SEED,
            PERSON,
            _text("activity", "what the person does"),
            START,
            END,
            EMPLOYER,
            _text("sector", "the employer's sector", nullable=True),
            _text("ownership", "the employer's ownership", nullable=True),
            _fen("wage_fen", "monthly wage when the spell began", nullable=True),
            _text("lever", "the lever that made the spell possible", nullable=True),
        ),
        key=("seed", "person", "start", "end", "activity", "employer"),
        with_persons=True,
    ),
    TableContract(
        "register",
        "registration as unemployed",
        (
            SEED,
            PERSON,
            START,
            END,
            _text("benefit_end", "last month of unemployment insurance paid", nullable=True),
            _text("exit_reason", "why the registration ended", nullable=True),
        ),
        key=("seed", "person", "start", "end"),
        with_persons=True,
    ),
    TableContract(
        "served",
        "unbroken run of months in which a lever paid to or for somebody",
        (
            SEED,
            LEVER,
            _count("person", "", "number of the person served", nullable=True),
            EMPLOYER,
            _count("provider", "", "number of the training provider", nullable=True),
            START,
            END,
        ),
        key=("seed", "lever", "person", "employer", "provider", "start", "end"),
        with_persons=True,
    ),
    TableContract(
        "arms",
        "assignment of a person or firm in the pilot of a lever",
        (
            SEED,
            LEVER,
            _text("unit", "who is assigned: person or firm"),
            _count("id", "", "number of the person, or name of the firm"),
            _text("town", "town of the person or firm"),
            _text("arm", "treated, control, or pure_control: in a town without the pilot"),
            Column("probability", "float64", "share", "chance of being treated"),
        ),
        key=("seed", "lever", "unit", "id"),
        with_persons=True,
    ),
    TableContract(
        "loans",
        "micro-loan",
        (
            SEED,
            _count("borrower", "", "number of the person who borrowed"),
            _text("month", "month in which it was paid out"),
            _fen("fen", "what was lent"),
            _count("months", "months", "for how long it was lent"),
            _count("arrears", "months", "instalments missed in a row, at the end"),
            _text("default_month", "month in which the bank called the guarantee", nullable=True),
            _fen("claim_fen", "what the bank asked of the guarantee fund"),
        ),
        key=("seed", "borrower", "month"),
        with_persons=True,
    ),
)


def tables_written(persons: bool) -> tuple[TableContract, ...]:
    """Return the tables that a run writes, in contract order."""
    return tuple(table for table in TABLES if persons or not table.with_persons)


def describe_tables(persons: bool) -> dict[str, Any]:
    """Return what dictionary.json says of the tables: a row, the key, and every column with unit and meaning."""
    return {
        table.name: {
            "row": table.row,
            "key": list(table.key),
            "columns": [
                {
                    "name": column.name,
                    "type": column.type,
                    "unit": column.unit,
                    "definition": column.meaning,
                    "nullable": column.nullable,
                }
                for column in table.columns
            ],
        }
        for table in tables_written(persons)
    }
