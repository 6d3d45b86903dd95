"""Dealing out codes and sizes so that every declared share is met exactly, by lot."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.codes import Code
from sim.declare import Factors, Int8, Int64, Real, Shares
from sim.exact import lognormal, power
from sim.luck import Luck, Purpose
from sim.money import split_exactly

TOP = 0.9  # sizes above this quantile follow the Pareto tail


def by_lot(luck: Luck, purpose: Purpose, who: Int64) -> Int64:
    """Return the positions of `who` (n,) in an order drawn by lot."""
    return np.argsort(luck.draws(purpose, who), kind="stable")


def deal(shares: Shares, who: Int64, luck: Luck, purpose: Purpose) -> Int8:
    """Give each of `who` (n,) a code; the counts are the shares of n, integerised by largest remainder."""
    counts = split_exactly(who.size, np.array([share for _, share in shares], np.int64))
    codes = np.empty(who.size, np.int8)
    codes[by_lot(luck, purpose, who)] = np.repeat(np.arange(len(shares), dtype=np.int8), counts)
    return codes


def draw_codes(shares: Shares, who: Int64, luck: Luck, purpose: Purpose) -> Int8:
    """Give each of `who` (n,) a code by their own luck alone: for people who arrive later, whoever else does."""
    borders = np.cumsum([share for _, share in shares])
    return np.searchsorted(borders, luck.draws(purpose, who) * borders[-1], side="right").astype(np.int8)


def deal_evenly(total: int, hands: int) -> Int64:
    """Deal a whole number out evenly; what is left over goes to the first."""
    return split_exactly(total, np.ones(hands, np.int64))


@cache
def by_label(factors: Factors, codes: type[Code]) -> Real:
    """Return the factor of each code (codes,), read-only; 1 where nothing is said."""
    said = dict(factors)
    table = np.array([said.get(label, 1.0) for label in codes.labels()])
    table.flags.writeable = False
    return table


def choose_share(share: float, who: Int64, luck: Luck, purpose: Purpose) -> Int64:
    """Return the positions of exactly a share of `who` (n,), drawn by lot, ascending."""
    return np.sort(by_lot(luck, purpose, who)[: int(share * who.size + 0.5)])


def deal_sizes(total: int, least: int, luck: Luck, who: Int64, spread: float, tail: float) -> Int64:
    """Return sizes of employers (n,) that add up to `total`, none below `least`.

    The body is log-normal; the largest tenth follows a Pareto law with exponent `tail`.
    """
    u = luck.draws(Purpose.EMPLOYER_SIZE, who)
    weights = np.minimum(_relative_sizes(u, spread, tail), 1e4)
    return least + split_exactly(total - least * who.size, np.floor(weights * 1e6).astype(np.int64) + 1)


def _relative_sizes(u: Real, spread: float, tail: float) -> Real:
    body = lognormal(np.minimum(u, TOP), 1.0, spread)
    return body * power((1.0 - TOP) / np.maximum(1.0 - np.maximum(u, TOP), 1.0 / 2**53), 1.0 / tail)
