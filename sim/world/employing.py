"""How employers decide how many people they want."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Employing:
    """Orders, staff and openings."""

    vacancy_rule: str = parameter(
        "fixed", unit="", meaning="what decides openings", choices=("staff_gap", "fixed", "free_entry")
    )
    staff_inertia: float = parameter(
        0.0,
        unit="number",
        meaning="gap between orders and staff, in persons, below which an employer leaves staff as it is",
        low=0,
        high=1_000_000,
    )
