"""Whether employers insure their people, and on how much of their pay."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Ownership
from sim.declare import Factors, parameter


@dataclass(frozen=True, kw_only=True)
class Insuring:
    """The risk of an inspection, as employers see it, against the contributions that they save."""

    inspection: float = parameter(
        0.0, unit="share/year", meaning="employers whom labour inspection visits", low=0, high=1, dated=True,
        term="劳动保障监察",
    )  # fmt: skip
    inspection_owed: float = parameter(
        0.0, unit="number", meaning="contributions claimed back from who is found out, in months, fines included",
        low=0, high=240,
    )  # fmt: skip
    inspection_seen: Factors = parameter(
        (),
        unit="factors",
        meaning="how much more likely a visit is by ownership; the state's own are told to insure",
        labels=Ownership.labels(),
        low=0,
        high=1_000,
    )
    inspection_belief_spread: float = parameter(
        0.0, unit="number", meaning="log standard deviation of what employers think of that risk", low=0, high=3
    )
    contribution_base: float = parameter(
        1.0, unit="share", meaning="part of pay on which insuring employers contribute, middle of the range",
        low=0, high=1, term="缴费基数",
    )  # fmt: skip
    contribution_base_spread: float = parameter(
        0.0, unit="number", meaning="half the range of that part around its middle", low=0, high=0.5
    )
