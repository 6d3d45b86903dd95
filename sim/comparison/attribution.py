"""Which lever of a package did the work: stacked in an order, or free of any order (Shapley), on paired seeds.

Stacked: what each lever adds to those before it; the order matters. Shapley: the mean of what it adds over all orders,
exact for few levers, over sampled orders for many. Either way the parts add up to the whole package, exactly: sums are
of fractions, never of rounded numbers.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sim.luck import Luck, Purpose

if TYPE_CHECKING:
    from sim.plan import Plan

Subset = frozenset[str]
Values = Mapping[Subset, Sequence[float]]  # levers in force -> a value for each seed
MOST_EXACT = 5  # levers whose subsets are all lived: 32 runs


@dataclass(frozen=True)
class Share:
    """What one lever accounts for, for each seed; `error` is that of sampling orders, zero when all are taken."""

    lever: str
    parts: tuple[Fraction, ...]
    error: float


def levers_between(base: Plan, package: Plan) -> list[str]:
    """Return the levers that a package has and the base lacks or sets otherwise, in the package's order."""
    before = {lever.name: lever for lever in base.levers}
    return [lever.name for lever in package.levers if before.get(lever.name) != lever]


def with_levers(base: Plan, package: Plan, chosen: Subset) -> Plan:
    """Return the package with only the chosen of its levers; the others are as in the base, or absent."""
    before = {lever.name: lever for lever in base.levers}
    ours = [lever if lever.name in chosen else before.get(lever.name) for lever in package.levers]
    levers = tuple(lever for lever in ours if lever is not None)
    name = f"{package.name}: {' + '.join(sorted(chosen)) or 'nothing'}"
    return dataclasses.replace(package, levers=levers, name=name)


def orders(levers: Sequence[str], most: int, luck: int = 0) -> list[tuple[str, ...]]:
    """Return all orders of few levers, or `most` sampled ones, each with its reverse."""
    if len(levers) <= MOST_EXACT:
        return list(itertools.permutations(levers))
    places = np.arange(len(levers))
    lots = [Luck(luck).draws(Purpose.ATTRIBUTION_ORDER, places, k) for k in range(math.ceil(most / 2))]
    drawn = [tuple(levers[at] for at in np.argsort(lot, kind="stable")) for lot in lots]
    return [order for one in drawn for order in (one, one[::-1])]


def subsets_of(some: Iterable[tuple[str, ...]]) -> list[Subset]:
    """Return every set of levers that is met on the way along any of the orders, the empty one first."""
    met = {frozenset(order[:length]) for order in some for length in range(len(order) + 1)}
    return sorted(met, key=lambda subset: (len(subset), sorted(subset)))


def shares(values: Values, some: Sequence[tuple[str, ...]]) -> list[Share]:
    """Return each lever's mean addition over these orders: one order stacks, all orders are Shapley's."""
    exact = {subset: tuple(Fraction(value) for value in numbers) for subset, numbers in values.items()}
    levers = list(some[0])
    additions: dict[str, list[tuple[Fraction, ...]]] = {lever: [] for lever in levers}
    for order in some:
        for lever, (before, after) in zip(order, _steps(order, exact.__getitem__), strict=True):
            additions[lever].append(tuple(b - a for a, b in zip(before, after, strict=True)))
    everything = len(some) == math.factorial(len(levers))
    return [Share(lever, _mean(additions[lever]), 0.0 if everything else _error(additions[lever])) for lever in levers]


def _steps(
    order: tuple[str, ...], value: Callable[[Subset], tuple[Fraction, ...]]
) -> Iterator[tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]:
    for length in range(len(order)):
        yield value(frozenset(order[:length])), value(frozenset(order[: length + 1]))


def _mean(additions: Sequence[tuple[Fraction, ...]]) -> tuple[Fraction, ...]:
    return tuple(sum(column, Fraction(0)) / len(additions) for column in zip(*additions, strict=True))


def _error(additions: Sequence[tuple[Fraction, ...]]) -> float:
    """Return the standard error of the mean over orders of the mean over seeds; an order and its reverse count once."""
    means = [float(sum(one) / len(one)) for one in additions]
    pairs = [(a + b) / 2 for a, b in zip(means[::2], means[1::2], strict=False)]
    if len(pairs) < 2:
        return math.nan
    middle = sum(pairs) / len(pairs)
    return math.sqrt(sum((pair - middle) ** 2 for pair in pairs) / (len(pairs) - 1) / len(pairs))
