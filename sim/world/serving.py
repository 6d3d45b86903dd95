"""What desk staff do beside keeping the register."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Serving:
    """Visits at home, where people hear of what they could have."""

    desk_visits: int = parameter(
        0, unit="persons", low=0, high=100_000_000, term="上门服务",
        meaning="jobless people whom the staff of community desks visit in a month, among those who live near one",
    )  # fmt: skip
