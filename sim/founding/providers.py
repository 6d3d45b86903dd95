"""Founding the training providers of a county, and dealing their seats out to trades."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.providers import Courses, Providers
from sim.declare import Int64
from sim.luck import Luck, Purpose
from sim.money import split_exactly, to_fen
from sim.world import Behaviour


def found_providers(
    model: mesa.Model, world: Behaviour, luck: Luck, people_by_town: Int64, scale: float
) -> tuple[Providers, Courses]:
    """Open the providers where most people live; `scale` is simulated people over those of the facts."""
    providers = Providers(model, world.providers)
    rows, spread = providers.rows, world.course_quality_spread
    homes = np.repeat(np.arange(people_by_town.size), split_exactly(rows.size, people_by_town)) if rows.size else rows
    providers.town[:] = homes
    better = 2.0 * luck.draws(Purpose.PROVIDER, rows) - 1.0
    dearer = 2.0 * luck.draws(Purpose.PROVIDER, rows, 1) - 1.0
    providers.quality[:] = np.minimum(world.course_quality * (1.0 + spread * better), 1.0)
    providers.fee[:] = to_fen(world.course_fee * (1.0 + spread * dearer))
    providers.months[:] = world.course_length
    mix = np.array([share for _, share in world.course_trades], np.int64)
    seats = max(int(world.course_seats * scale + 0.5), 1) if world.course_seats else 0
    by_trade = split_exactly(seats, mix)
    taught = np.flatnonzero(by_trade)
    courses = Courses(model, rows.size * taught.size)
    courses.provider[:] = np.repeat(rows, taught.size)
    courses.trade[:], courses.seats[:] = np.tile(taught, rows.size), np.tile(by_trade[taught], rows.size)
    return providers, courses
