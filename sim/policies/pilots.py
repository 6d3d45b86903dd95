"""Pilots (试点): a lever that reaches persons or firms may be tried on a random part of them first.

While a pilot lasts, a lot that belongs to the lever and to each person, firm or town decides who may have it; who may
not is the control. The lot depends on nothing else and nothing else depends on it, so that a pilot never changes
anybody's luck. Who was in which arm is written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter

UNITS = ("none", "person", "firm", "town", "person_in_towns")
STAGES = ("eligible", "applicants", "admitted")


@dataclass(frozen=True, kw_only=True)
class Piloted:
    """What a scenario may say of the pilot of a lever."""

    pilot: str = parameter(
        "none", unit="", choices=UNITS, term="试点",
        meaning="what is drawn by lot: persons, firms, towns, or persons in a part of the towns; none: no pilot",
    )  # fmt: skip
    pilot_share: float = parameter(
        1.0, unit="share", meaning="persons, firms or towns drawn for the pilot", low=0, high=1
    )
    pilot_towns: float = parameter(
        1.0, unit="share", meaning="towns in which persons are drawn, where it is persons in towns", low=0, high=1
    )
    pilot_stage: str = parameter(
        "eligible", unit="", choices=STAGES,
        meaning="among whom lots are drawn: all who are eligible, who applied, or whose application succeeds",
    )  # fmt: skip
    pilot_begins: int = parameter(0, unit="month", meaning="first month of the pilot; empty: from the start")
    pilot_ends: int = parameter(0, unit="month", meaning="last month of the pilot; empty: it never ends")

    def pilots(self, month: int) -> bool:
        """Tell whether the lever is on trial in a month."""
        begun = self.pilot_begins <= month and (self.pilot_ends == 0 or month <= self.pilot_ends)
        return self.pilot != "none" and begun

    def pilot_probability(self) -> float:
        """Return the chance of each person, firm or town to be treated."""
        return self.pilot_share * (self.pilot_towns if self.pilot == "person_in_towns" else 1.0)
