"""A county that has lived leaves nothing behind."""

import gc
import weakref

import mesa

from sim.county import County, release
from sim.scenario import read_plan


def test_a_released_county_is_forgotten() -> None:
    """Mesa keeps every model for ever through its counter of ids; a long sweep would fill the memory."""
    county = County(read_plan("scenarios/limits/urn_ball.toml", ["world.seekers=50"]), rng=1)
    lives = weakref.ref(county)
    assert county in mesa.Agent._ids, "if Mesa no longer holds its models, `release` can go"
    release(county)
    del county
    gc.collect()
    assert lives() is None
