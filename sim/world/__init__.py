"""The facts and uncertainties of a world: what government does not choose.

`Behaviour` is what the month asks of any world, one mechanism a file; `CountyWorld` adds who lives in a county at
its start; `LimitWorld` is a county stripped to one mechanism.
"""

from sim.world.behaviour import Behaviour
from sim.world.county import CountyWorld
from sim.world.limit import LimitWorld

__all__ = ["Behaviour", "CountyWorld", "LimitWorld"]
