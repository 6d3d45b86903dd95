"""Whom employers choose, and what people accept."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """Interviews, suitability, and the least that people accept."""

    interviews: int = parameter(
        1_000_000, unit="persons", meaning="most applicants an opening interviews in a month", low=1, high=1_000_000_000
    )
    suitability: float = parameter(
        1.0,
        unit="share",
        meaning="chance that an applicant of sufficient skill suits an opening",
        low=0,
        high=1,
    )
    untrained_skill: float = parameter(
        1.0, unit="ratio", meaning="skill outside one's trade, as a share of skill in it", low=0, high=1
    )
    certificate_trust: float = parameter(
        0.0, unit="share", low=0, high=1, term="持证上岗",
        meaning="of the skill that earns a certificate, what employers take its holder to have at least",
    )  # fmt: skip
    reservation_markup: float = parameter(
        0.0, unit="ratio", meaning="pay must exceed support out of work by this share to be accepted", low=0, high=100
    )
    moving_premium: float = parameter(
        0.0,
        unit="ratio",
        meaning="pay must exceed present pay by this share for a move from job to job",
        low=0,
        high=100,
    )
