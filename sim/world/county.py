"""A county: its people and employers at the start, and how they behave."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter
from sim.world.behaviour import Behaviour
from sim.world.payrolls import Payrolls
from sim.world.people import People


@dataclass(frozen=True, kw_only=True)
class CountyWorld(Payrolls, People, Behaviour):
    """A county; a file of `scenarios/counties/` gives every value."""

    county: str = parameter(unit="", meaning="file of scenarios/counties/ that holds the facts", choices=("*",))
    workers: int = parameter(
        unit="persons", meaning="simulated workers at the start; every count below is rescaled to it", low=50
    )
