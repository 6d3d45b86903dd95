"""What people come to believe of the market, and how skill is gained and lost."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Schooling
from sim.declare import Factors, parameter


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Beliefs move toward what is seen; skill rises in use and falls out of use."""

    pay_learning: float = parameter(
        0.0, unit="share/month", low=0, high=1,
        meaning="gap between believed pay and the offers seen that a seeker of the best attitude closes",
    )  # fmt: skip
    chance_learning: float = parameter(
        0.0, unit="share/month", low=0, high=1,
        meaning="weight of a month's own success or refusal in the believed chance to find work, at the best attitude",
    )  # fmt: skip
    news_learning: float = parameter(
        0.0, unit="share/month", meaning="weight of what one's town tells of others' success", low=0, high=1
    )
    first_chance: float = parameter(
        0.0, unit="share/month", meaning="believed chance to find work before any experience", low=0, high=1
    )
    skill_decay: float = parameter(0.0, unit="share/year", meaning="skill lost in a year without use", low=0, high=1)
    skill_growth: float = parameter(
        0.0, unit="share/year", meaning="gap below one's ceiling that a year in one's trade closes", low=0, high=1
    )
    skill_ceiling: Factors = parameter(
        (), unit="factors", meaning="skill that work alone can teach, by schooling", labels=Schooling.labels(), low=0,
        high=1,
    )  # fmt: skip
