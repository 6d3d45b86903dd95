"""What a unit that a state enterprise spins off takes along."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Separating:
    """Orders, and how far ahead its people look."""

    spin_custom: float = parameter(
        0.0, unit="share", meaning="of the people of a spun-off unit, whom orders of its parent and others keep busy",
        low=0, high=1.5,
    )  # fmt: skip
    spin_horizon: int = parameter(
        36, unit="months", meaning="months of profit that people weigh against the severance they give up", low=1,
        high=240,
    )  # fmt: skip
    spin_least: int = parameter(5, unit="persons", meaning="smallest unit that can stand alone", low=1, high=1_000)
