"""What jobs pay."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Paying:
    """Wage offers and the legal minimum."""

    minimum_wage: int = parameter(
        "0 元/月", unit="元/月", meaning="legal minimum wage", low=0, high=100_000, dated=True, term="最低工资标准"
    )
    pay_review: float = parameter(
        0.0,
        unit="share/year",
        meaning="of what pay lies below the present offer, what an employee is given on the anniversary of the job",
        low=0,
        high=1,
    )
    offer_raise: float = parameter(
        0.0, unit="share/month", meaning="rise of the wage offer while openings stay empty", low=0, high=1
    )
    offer_cut: float = parameter(
        0.0, unit="share/month", meaning="fall of the wage offer while queues are long", low=0, high=1
    )
    long_queue: float = parameter(
        0.0, unit="number", meaning="applications per opening that make a long queue", low=0, high=1_000_000
    )
