"""What firms' dealings with offices cost them, and what they tell the tax office."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Applying:
    """Paperwork, and the profit that is reported."""

    paperwork_cost: int = parameter(
        "0 元/月", unit="元/月", meaning="what the papers of a support cost a firm for each visit to an office", low=0,
        high=100_000,
    )  # fmt: skip
    reported_profit: float = parameter(
        1.0, unit="share", meaning="of a firm's profit, what it reports to the tax office", low=0, high=1
    )
