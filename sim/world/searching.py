"""How people look for work."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Searching:
    """Effort, applications, and where people look."""

    applications: float = parameter(
        1.0,
        unit="applications/month",
        meaning="openings that a seeker of full effort applies to",
        low=0,
        high=64,
    )
    effort: float = parameter(
        1.0,
        unit="share",
        meaning="effort of a seeker without support, as a share of full effort",
        low=0,
        high=1,
        dated=True,
    )
    ease: float = parameter(
        0.0,
        unit="ratio",
        meaning="how far effort falls as support out of work approaches expected pay",
        low=0,
        high=1,
    )
    search_on_the_job: float = parameter(
        0.0,
        unit="share/month",
        meaning="share of employees who look for another job in a month",
        low=0,
        high=1,
    )
    outside_trade: float = parameter(
        0.0, unit="share", meaning="applications sent without regard to one's own trade", low=0, high=1
    )
    outside_town: float = parameter(
        0.0, unit="share", meaning="applications sent without regard to one's own town", low=0, high=1
    )
