"""Work outside the ordinary jobs of the county: odd jobs, and work far away."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Schooling
from sim.declare import Factors, parameter


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """What odd jobs and work away bring, and what they cost."""

    odd_jobs: float = parameter(
        0.0, unit="share", low=0, high=1, term="灵活就业",
        meaning="share of households' spending that goes to odd jobs and is divided among all who do them",
    )  # fmt: skip
    odd_jobs_seen: float = parameter(
        1.0, unit="share", meaning="share of that income of which offices know", low=0, high=1, term="隐性就业"
    )
    odd_job_effort: float = parameter(
        1.0, unit="ratio", meaning="effort to find a job beside odd jobs, over effort without them", low=0, high=1
    )
    toil: float = parameter(
        0.0, unit="ratio", meaning="what odd jobs must bring, over what one can count on without working", low=0,
        high=10,
    )  # fmt: skip
    attention: float = parameter(
        0.0, unit="share/month", meaning="people who think about odd jobs in a month", low=0, high=1
    )
    away_pay: int = parameter(
        "0 元/月", unit="元/月", meaning="what work outside the county pays somebody of primary schooling", low=0,
        high=100_000, dated=True, term="外出务工工资",
    )  # fmt: skip
    away_pay_by_schooling: Factors = parameter(
        (), unit="factors", meaning="the same for others, over it", labels=Schooling.labels(), low=0, high=10
    )
    away_luck: float = parameter(
        0.0, unit="ratio", meaning="half the range of a year's luck in pay away", low=0, high=1
    )
    away_living: int = parameter(
        "0 元/月", unit="元/月", meaning="what it costs to live away", low=0, high=100_000, dated=True
    )
    away_fare: int = parameter("0 元", unit="元", meaning="what it costs to go and settle", low=0, high=100_000)
    away_distaste: int = parameter(
        "0 元/月", unit="元/月", meaning="gain for which the middle person of 40 would leave home", low=0, high=100_000
    )
    away_family: int = parameter(
        "0 元/人月", unit="元/人月", meaning="the same for every other member of the family", low=0, high=100_000
    )
    away_network: float = parameter(
        0.0, unit="ratio", low=0, high=1_000,
        meaning="how far these costs fall by people of one's town who are away: by 1 / (1 + this x their share)",
    )  # fmt: skip
    remitted: float = parameter(
        0.0, unit="share", meaning="share of what is left after living that is sent home", low=0, high=1, term="汇款"
    )
