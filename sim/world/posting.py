"""What public-interest posts make."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Posting:
    """Cleaning, guarding, tending: some of it somebody in town would have bought from others."""

    post_output: float = parameter(
        0.0, unit="ratio", low=0, high=1, term="公益性岗位",
        meaning="what somebody in a public post makes that the town then buys less of elsewhere, over what "
        "one person in community services sells",
    )  # fmt: skip
