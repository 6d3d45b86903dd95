"""The figures of a comparison's front page: people at the end, flows and person-months, money by payer, prices.

Gross cost is the cash that public hands pay to others, plus tax forgone; net cost takes off what they receive more.
Liabilities are never added to either. A price divides a cost of the whole horizon by the mean of net jobs in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.comparison.pairs import BILL_KEY, Twins, Values
from sim.comparison.statistics import Paired, paired, ratio_interval

AT_THE_END = (
    "employed", "employed_unsubsidised", "private_employment", "self_employed", "flexible", "public_post",
    "in_training", "unemployed", "long_term_unemployed", "discouraged", "registered", "drawing_insurance",
    "drawing_dibao",
)  # fmt: skip
OVER_ALL = ("hires", "reemployed", "reemployed_unsubsidised", "separations", "laid_off", "started_business")
MONTHS_OF = ("employed", "unemployed")
FEN = "fen"


class Figure(NamedTuple):
    """One figure: topic, item, unit, the base by seed and the difference by seed (seeds,)."""

    topic: str
    item: str
    unit: str
    base: Values
    difference: Values


def figures(outcomes: Twins, bill: Twins) -> Iterator[Figure]:
    """Yield what can be said of people and money, each as values over seeds."""
    whole = {(key[3], key[0]): row for row, key in enumerate(outcomes.keys) if key[1] == "all"}
    months = sorted({month for _, month in whole})
    metrics = {metric for metric, _ in whole}

    def over(twins: Twins, metric: str, some: list[str]) -> tuple[Values, Values]:
        rows = [whole[metric, month] for month in some]
        return twins.base[rows].sum(axis=0), twins.difference[rows].sum(axis=0)

    for topic, wanted, some, unit in (
        ("people", AT_THE_END, months[-1:], "persons"),
        ("flows", OVER_ALL, months, "persons"),
        ("months", MONTHS_OF, months, "person-months"),
    ):
        for metric in wanted:
            if metric in metrics:
                yield Figure(topic, metric, unit, *over(outcomes, metric, some))
    yield from money(bill)


def money(bill: Twins) -> Iterator[Figure]:
    """Yield cost by level of government and by lever; received money counts against what was paid."""
    level, lever, kind, side = (BILL_KEY.index(name) for name in ("borne_by", "lever", "kind", "side"))
    sums: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(bill.keys):
        sums.setdefault(("money", f"{key[level]} {key[kind]} {key[side]}"), []).append(row)
        if key[side] == "paid" and key[kind] != "contingent":
            sums.setdefault(("lever", key[lever]), []).append(row)
            sums.setdefault(("money", "all gross"), []).append(row)
    for (topic, item), rows in sorted(sums.items()):
        yield Figure(topic, item, FEN, bill.base[rows].sum(axis=0), bill.difference[rows].sum(axis=0))
    received = [row for row, key in enumerate(bill.keys) if key[side] == "received"]
    gross = sums.get(("money", "all gross"), [])
    base, difference = (of[gross].sum(axis=0) - of[received].sum(axis=0) for of in (bill.base, bill.difference))
    yield Figure("money", "all net", FEN, base, difference)


def statistics(figure: Figure, level: float, precision: float) -> Paired:
    """Return the paired statistics of one figure."""
    return paired(figure.difference[None, :], level, precision)


class Price(NamedTuple):
    """A cost for each net job or job-month in fen, with Fieller's interval; NaN where jobs do not surely rise."""

    item: str
    value: float
    low: float
    high: float


def prices(found: list[Figure], level: float) -> Iterator[Price]:
    """Yield gross and net cost for each net job at the end and for each net job-month."""
    by_name = {(figure.topic, figure.item): figure.difference for figure in found}
    for cost in ("gross", "net"):
        for per, jobs in (("job at the end", ("people", "employed")), ("job-month", ("months", "employed"))):
            top, bottom = by_name.get(("money", f"all {cost}")), by_name.get(jobs)
            if top is not None and bottom is not None:
                price = ratio_interval(top, bottom, level) if bottom.mean() > 0 else (np.nan, np.nan, np.nan)
                yield Price(f"{cost} cost per net {per}", *price)
