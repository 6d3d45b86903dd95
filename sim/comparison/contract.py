"""The tables of a comparison folder: columns in order, and the key that orders their rows."""

from __future__ import annotations

from collections.abc import Iterator

from sim.comparison.gross_to_net import TERMS
from sim.runs.contract import Column, TableContract

PAIR = (
    Column("base", "text", "", "name of the run that is compared with"),
    Column("scenario", "text", "", "name of the run that is compared"),
)


def _number(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "float64", unit, meaning, nullable=True)


def _statistics(unit: str) -> tuple[Column, ...]:
    return (
        Column("n", "int64", "seeds", "paired seeds"),
        _number("mean", unit, "mean over seeds of scenario minus base; of a price, null where not determined"),
        _number("sd", unit, "standard deviation of the difference over seeds; null with one seed"),
        _number("low", unit, "lower end of the interval for the mean: luck only"),
        _number("high", unit, "upper end of the interval for the mean: luck only"),
        Column("level", "float64", "share", "coverage of the interval"),
        _number("same_sign", "share", "seeds whose difference has the sign of the mean"),
        _number("seeds_needed", "seeds", "seeds for the stated precision; null where the mean is zero"),
    )


def _terms() -> Iterator[Column]:
    """Yield mean, lower and upper end of every term of gross to net."""
    for term in TERMS:
        yield _number(term, "persons or person-months", f"{term.replace('_', '-')}: mean over seeds")
        for end in ("low", "high"):
            yield _number(f"{term}_{end}", "persons or person-months", f"{end} end of its interval: luck only")


TABLES = (
    TableContract(
        "comparison",
        "pair x month x group x metric",
        (
            *PAIR,
            Column("month", "text", "", "calendar month, YYYY-MM"),
            Column("by", "text", "", "what the county is divided by; `all`: not divided"),
            Column("group", "text", "", "the part of the county"),
            Column("metric", "text", "", "what is measured"),
            *_statistics("of the metric"),
        ),
        key=("base", "scenario", "month", "by", "group", "metric"),
    ),
    TableContract(
        "bill",
        "pair x month x class of public money",
        (
            *PAIR,
            Column("month", "text", "", "calendar month, YYYY-MM"),
            Column("lever", "text", "", "the lever, or the part of the economy, that the money moves for"),
            Column("borne_by", "text", "", "level of government or fund that pays or receives"),
            Column("account", "text", "", "its account or budget line"),
            Column("kind", "text", "", "cash, tax_forgone or contingent; never to be added together"),
            Column("side", "text", "", "paid: to others than public holders; received: from them"),
            *_statistics("fen"),
        ),
        key=("base", "scenario", "month", "lever", "borne_by", "account", "kind", "side"),
    ),
    TableContract(
        "totals",
        "pair x figure of the front page",
        (
            *PAIR,
            Column("topic", "text", "", "people, flows, months, money, lever or price"),
            Column("item", "text", "", "the metric, the level of government with the kind, or the lever"),
            Column("unit", "text", "", "unit of the figures"),
            _number("base_mean", "unit", "mean over seeds in the base"),
            *_statistics("unit"),
        ),
        key=("base", "scenario", "topic", "item"),
    ),
    TableContract(
        "gross_to_net",
        "pair x horizon x measure; only of runs with --persons",
        (
            *PAIR,
            Column("lever", "text", "", "the levers that the base lacks or sets otherwise"),
            Column("horizon", "int64", "months", "months from the start"),
            Column("measure", "text", "", "jobs or job_months, and those for which the lever does not pay"),
            Column("n", "int64", "seeds", "paired seeds"),
            Column("level", "float64", "share", "coverage of the intervals"),
            *_terms(),
        ),
        key=("base", "scenario", "lever", "horizon", "measure"),
    ),
)
