"""What employers earn and owe, and when they give up."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Trading:
    """Costs, credit and patience."""

    rent: float = parameter(
        0.0, unit="ratio", meaning="rent and other fixed costs of a place of work over what it can sell", low=0, high=1
    )
    owner_keeps: float = parameter(
        0.0,
        unit="ratio",
        meaning="what the owner of a shop takes out for a living in a lean month, over the pay that it offers",
        low=0,
        high=2,
    )
    patience: int = parameter(
        0,
        unit="months",
        meaning="months in a row without money for wages or for the owner's living after which an employer closes; "
        "0: it never does",
        low=0,
        high=600,
    )
    wage_credit: float = parameter(
        0.0, unit="number", meaning="most that a bank lends for wages, in months of sales", low=0, high=24
    )
    credit_rate: float = parameter(
        0.0, unit="share/year", meaning="interest on ordinary credit", low=0, high=0.5, dated=True
    )
    labour_elasticity: float = parameter(
        0.0,
        unit="number",
        meaning="fall of the staff wanted for given orders, in percent, when a worker costs one percent more",
        low=0,
        high=3,
    )
    staff_inertia_share: float = parameter(
        0.0,
        unit="share",
        meaning="gap between orders and staff, over the staff, below which an employer leaves staff as it is",
        low=0,
        high=0.5,
    )
