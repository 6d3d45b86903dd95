"""Chance, looked up by name and never consumed.

A draw is a pure function of (seed, purpose, month, who, k): a counter-based generator of two splitmix64
rounds (Steele, Lea and Flood 2014). The scenario is not in the key, so the same person meets the same luck
in every scenario, and nothing depends on order, threads or which levers exist.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from sim.compile import kernel
from sim.declare import Bits, Int64, Real

CONTRACT = 1  # the version of this list and of the two functions below; a change of either changes results


class Purpose(IntEnum):
    """What a draw is for. The list is append-only: a number is never reused or changed."""

    AGE = 1
    SCHOOLING = 2
    TRADE = 3
    HOME_TOWN = 4
    SKILL = 5
    FAMILY = 6
    FAMILY_INCOME = 7
    PARTY = 8
    CONTRIBUTION = 9
    SPELL = 10
    ATTITUDE = 11
    SAVINGS = 12
    PERSONAL_PAY = 13
    EMPLOYER_SIZE = 14
    EMPLOYER_SECTOR = 15
    EMPLOYER_TOWN = 16
    EMPLOYER_PAY = 17
    EMPLOYER_INSURES = 18
    FIRST_JOB = 19
    OPENING_TRADE = 20
    ORDERS = 21
    LAYOFF = 22
    SEPARATION = 23
    QUIT = 24
    GIVE_UP = 25
    SEARCH_ON_THE_JOB = 26
    EFFORT = 27
    LOOK = 28
    BOARD_PLACE = 29
    LISTING = 30
    INTERVIEW = 31
    SUITABILITY = 32
    RANKING = 33
    OFFER_CHOICE = 34
    NEWS = 35
    OFFICE = 36
    VISIT_COST = 37
    REGISTERED = 38
    BENEFIT_CLOCK = 39
    CHANNEL = 40
    # 120-139: forms of work
    RELATIVES = 100
    DESK = 101
    AGENCY = 102
    JOB_FORM = 120
    JOB_TERM = 121
    RENEWAL = 122
    # 140-169: firms
    CLOSING = 140
    FOUNDING = 141
    FOUNDING_SIZE = 142
    FOUNDING_TOWN = 143
    FOUNDING_AGE = 144
    SHOP_IDEA = 145
    SHOP_SECTOR = 146
    SHOP_CAPITAL = 147
    SHOP_BELIEF = 148
    SHOP_CUSTOM = 149
    REPORTED_BASE = 150
    EMPLOYER_KIND = 151
    FOUNDING_CUSTOM = 152
    INSPECTION = 153
    LEARN_TRADE = 170
    ODD_JOBS = 171
    GOING_AWAY = 172
    PAY_AWAY = 173
    ROOTED = 174
    PROVIDER = 175
    COURSE_THOUGHT = 176
    COURSE_CHOICE = 177
    ADMISSION = 178
    # 200-229: state enterprises
    PLANNING_MONTH = 200
    LAYOFF_APPROVAL = 201
    SENT_HOME = 202
    BANKRUPTCY = 203
    SURPLUS = 204
    PRODUCTIVITY = 205
    CENTRE = 206
    # 230-239: money
    GUARANTOR = 230
    COUNTER_GUARANTEE = 231
    BANK_DOOR = 232
    LOAN_DEFAULT = 233
    # 240-259: services
    DESK_VISIT = 240
    PILOT = 241
    PILOT_TOWN = 242
    # 300: comparisons
    ATTRIBUTION_ORDER = 300


@kernel
def mix(bits: Any) -> Any:
    """Stir 64 bits until every output bit depends on every input bit (the splitmix64 finaliser)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


@kernel
def draw_bits(key: Any, who: Any, k: Any) -> Any:
    """Return the 64 random bits that belong to (key, who, k); `who` and `k` are not negative."""
    name = np.uint64(who) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(k) * np.uint64(0xD1B54A32D192ED03)
    return mix(mix(name + np.uint64(0x632BE59BD9B4E019)) ^ key)


@kernel
def next_bits(bits: Any) -> Any:
    """Return the 64 random bits that follow others, for who needs an unknown number of draws: look after look."""
    return mix(bits + np.uint64(0x9E3779B97F4A7C15))


@kernel
def draw(key: Any, who: Any, k: Any) -> Any:
    """Return the draw in [0, 1) that belongs to (key, who, k): 53 random bits as float64."""
    return np.float64(draw_bits(key, who, k) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@kernel
def limit(chance: Any, bits: Any) -> Any:
    """Return the whole number below which the upper `bits` bits of a draw fall with this chance.

    `draw(...) < chance` and `draw_bits(...) >> 11 < limit(chance, 53)` are the same, and the second runs in blocks.
    """
    return np.uint64(np.ceil(chance * np.float64(np.uint64(1) << np.uint64(bits))))


@kernel
def draw_each(key: Any, who: Any, k: Any, out: Any) -> None:
    """Give everybody in `who` their draw number k."""
    for row in range(who.size):
        out[row] = draw(key, who[row], k)


@kernel
def make_key(seed: Any, purpose: Any, month: Any) -> Any:
    """Return the key shared by all draws for one purpose in one month of one seed."""
    first = mix(np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15))
    return mix(first ^ (np.uint64(purpose) * np.uint64(0xA0761D6478BD642F) + np.uint64(month)))


def limits(chance: Real, bits: int) -> Bits:
    """Return the `limit` of each chance (n,)."""
    if chance.size and (chance == chance[0]).all():
        return np.full(chance.size, limit(chance[0], bits), np.uint64)
    return np.ceil(chance * float(1 << bits)).astype(np.uint64)


class Luck:
    """The luck of one seed in one month (0 for what happened before the simulation begins)."""

    def __init__(self, seed: int, month: int = 0) -> None:
        """Name the luck; `seed` is in [0, 2**63)."""
        if not 0 <= seed < 2**63:
            raise ValueError(f"seed {seed} is not in 0 to 2**63 - 1")
        self.seed, self.month = seed, month

    def key(self, purpose: Purpose) -> np.uint64:
        """Return the key for one purpose, for kernels that look up their own draws."""
        return np.uint64(make_key(self.seed, int(purpose), self.month))

    def draws(self, purpose: Purpose, who: Int64, k: int = 0) -> Real:
        """Return one draw in [0, 1) for each id in `who` (n,)."""
        out = np.empty(who.size, np.float64)
        draw_each(self.key(purpose), who, np.uint64(k), out)
        return out
