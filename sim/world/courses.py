"""Courses of training, and what they teach."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Trade
from sim.declare import SHARE_SCALE, Factors, Shares, parameter

ALL_GENERAL = tuple((label, SHARE_SCALE * (label == "general")) for label in Trade.labels())


@dataclass(frozen=True, kw_only=True)
class Courses:
    """Seats, fees, quality, and whom providers admit."""

    providers: int = parameter(0, unit="providers", meaning="training providers", low=0, high=1_000, term="培训机构")
    course_seats: int = parameter(
        0, unit="persons", meaning="seats of a provider in a round of courses", low=0, high=1_000_000
    )
    course_every: int = parameter(3, unit="months", meaning="months from one round to the next", low=1, high=24)
    course_length: int = parameter(2, unit="months", meaning="months that a course takes", low=1, high=36)
    course_fee: int = parameter(
        "0 元", unit="元", meaning="fee of a course, middle of the range", low=0, high=100_000, term="培训费"
    )
    course_trades: Shares = parameter(
        ALL_GENERAL, unit="shares", meaning="seats by the trade that is taught", labels=Trade.labels()
    )
    course_quality: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="share of what somebody cannot do yet that the middle provider teaches in a very small class",
    )  # fmt: skip
    course_quality_spread: float = parameter(
        0.0, unit="number", meaning="half the range of quality and of fees between providers, over the middle", low=0,
        high=1,
    )  # fmt: skip
    class_size: float = parameter(
        1_000_000.0, unit="number", meaning="persons in a class who learn half as much each as one alone would", low=1,
        high=1_000_000,
    )  # fmt: skip
    course_worth: Factors = parameter(
        (), unit="factors", meaning="how far what is taught in a trade is still what employers use",
        labels=Trade.labels(), low=0, high=1,
    )  # fmt: skip
    passing_skill: float = parameter(
        0.0, unit="share", meaning="skill that earns a certificate", low=0, high=1, term="职业资格证书"
    )
    admission: str = parameter(
        "lot", unit="", meaning="whom a full course admits: by lot, or those of most skill and schooling first",
        choices=("lot", "skill"),
    )  # fmt: skip
    course_cost: int = parameter(
        "0 元", unit="元", meaning="what teaching one more person costs a provider", low=0, high=100_000
    )
    course_attention: float = parameter(
        0.0, unit="share", meaning="people without a job who think of a course when a round begins", low=0, high=1
    )
