"""How many people and employers of each kind a county of a given size has, exactly."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np

from sim.declare import Int64
from sim.money import split_exactly
from sim.world import CountyWorld

ENTRANT_CALENDAR = ((7, 5), (8, 3), (9, 2))  # month of the year, weight: school leavers come after graduation
RURAL_CALENDAR = ((2, 3), (3, 4), (4, 1), (9, 1), (10, 1))  # rural workers come after the Spring Festival


def rescale(world: CountyWorld, count: int) -> int:
    """Rescale a count of the county's facts to `world.workers`; at least one of what exists."""
    scaled = int(count * world.workers / (world.urban_labour_force + world.rural_in_town) + 0.5)
    return max(scaled, 1) if count else 0


class Heads(NamedTuple):
    """People at the start by what they do; they add up to `world.workers`."""

    state: int
    collective: int
    private: int
    owners: int
    hands: int
    flexible: int
    away: int
    jobless: int
    rural: int  # of the private staff and the hands

    @classmethod
    def of(cls, world: CountyWorld) -> Self:
        """Split the workers by the county's counts; hands of individual businesses are all who remain."""
        everybody = world.urban_labour_force + world.rural_in_town
        said = (world.state_staff, world.collective_staff, world.private_staff, world.getihu)
        others = (world.flexible, world.away, world.jobless)
        weights = np.array([*said, max(everybody - sum(said) - sum(others), 0), *others], np.int64)
        state, collective, private, owners, hands, flexible, away, jobless = (
            int(part) for part in split_exactly(world.workers, weights)
        )
        rural = int(world.workers * world.rural_in_town / everybody + 0.5)
        return cls(state, collective, private, owners, hands, flexible, away, jobless, rural)


class Arrivals(NamedTuple):
    """Those who will come: the month of each (n,), and whether they come from the country (n,)."""

    month: Int64
    rural: Int64

    @classmethod
    def plan(cls, world: CountyWorld, first: int, months: int) -> Self:
        """List the arrivals of the months from `first` on, in the order of their months."""
        calendars = (
            (0, world.entrants_a_year, ENTRANT_CALENDAR),
            (1, world.rural_arrivals_a_year, RURAL_CALENDAR),
        )
        arrival, rural = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for month in range(first, first + months):
            for from_country, a_year, calendar in calendars:
                parts = split_exactly(rescale(world, a_year), np.array([weight for _, weight in calendar], np.int64))
                people = sum(int(n) for (when, _), n in zip(calendar, parts, strict=True) if when == month % 12 + 1)
                arrival.append(np.full(people, month, np.int64))
                rural.append(np.full(people, from_country, np.int64))
        return cls(np.concatenate(arrival), np.concatenate(rural))
