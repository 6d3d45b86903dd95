"""A plan: one resolved scenario, with nothing left to look up. It is what runs, what is hashed, what is stored."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.declare import Dated, Parameter, dated_in, parameters_of
from sim.months import read_month, write_month
from sim.policies import LEVERS, Lever
from sim.world import Behaviour, CountyWorld, LimitWorld

WORLDS: dict[str, type[Behaviour]] = {"county": CountyWorld, "limit": LimitWorld}


@dataclass(frozen=True)
class Horizon:
    """When a run begins and how long it lasts: `burn_in` months come before `start` and are not written."""

    start: int
    months: int
    burn_in: int
    policy_start: int  # from this month the scenario's levers differ from those of its base


@dataclass(frozen=True)
class Plan:
    """One resolved scenario. `name` and `title` are labels and never part of its identity."""

    name: str
    world: CountyWorld | LimitWorld
    levers: tuple[Lever, ...]
    levers_before: tuple[Lever, ...]  # in force before `horizon.policy_start`
    horizon: Horizon
    title: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def workers(self) -> int:
        """Return how many people the world holds at its start."""
        return self.world.workers if isinstance(self.world, CountyWorld) else self.world.seekers

    def in_month(self, month: int) -> tuple[CountyWorld | LimitWorld, tuple[Lever, ...]]:
        """Return the world and the levers in force in a month, dated values resolved; the same until one changes."""
        period = bisect_right(self._changes, month)
        if period not in self._periods:
            self._periods[period] = self.world.at(month), self._levers(month)
        return self._periods[period]

    def levers_at(self, month: int) -> tuple[Lever, ...]:
        """Return the levers in force in a month, in the order of `LEVERS`, dated values resolved."""
        return self.in_month(month)[1]

    def _levers(self, month: int) -> tuple[Lever, ...]:
        levers = self.levers if month >= self.horizon.policy_start else self.levers_before
        return tuple(lever.at(month) for lever in levers if lever.in_force(month))

    @cached_property
    def _changes(self) -> list[int]:
        """Return the months, ascending, in which something may change."""
        levers = (*self.levers, *self.levers_before)
        months = {self.horizon.policy_start, *(month for lever in levers for month in (lever.begins, lever.ends + 1))}
        for owner in (self.world, *levers):
            months |= {month for dated in dated_in(owner).values() for month, _ in dated.entries}
        return sorted(months)

    @cached_property
    def _periods(self) -> dict[int, tuple[CountyWorld | LimitWorld, tuple[Lever, ...]]]:
        return {}

    def plain(self) -> dict[str, Any]:
        """Return the plan as numbers, text, lists and dicts: what the run id hashes and the manifest stores."""
        kind = "county" if isinstance(self.world, CountyWorld) else "limit"
        horizon = dataclasses.asdict(self.horizon)
        for name in ("start", "policy_start"):
            horizon[name] = write_month(horizon[name])
        return {
            "world": {"kind": kind, **_plain_fields(self.world)},
            "levers": [[lever.name, _plain_fields(lever)] for lever in self.levers],
            "levers_before": [[lever.name, _plain_fields(lever)] for lever in self.levers_before],
            "horizon": horizon,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], name: str = "stored", title: str = "") -> Plan:
        """Rebuild a plan from its plain form."""
        world = dict(plain["world"])
        kind = WORLDS[world.pop("kind")]
        horizon = dict(plain["horizon"])
        for key in ("start", "policy_start"):
            horizon[key] = read_month(horizon[key])
        return cls(
            name=name,
            world=kind(**_fields(kind, world)),  # type: ignore[arg-type]
            levers=tuple(LEVERS[lever](**_fields(LEVERS[lever], said)) for lever, said in plain["levers"]),
            levers_before=tuple(
                LEVERS[lever](**_fields(LEVERS[lever], said)) for lever, said in plain["levers_before"]
            ),
            horizon=Horizon(**horizon),
            title=title,
        )


def _plain_fields(owner: Any) -> dict[str, Any]:
    declared = parameters_of(type(owner))
    return {name: _plain(parameter, getattr(owner, name)) for name, parameter in declared.items()}


def _plain(declared: Parameter, value: Any) -> Any:
    if isinstance(value, Dated):
        return {"dated": [[write_month(month), _plain(declared, said)] for month, said in value.entries]}
    if declared.kind == "month":
        return write_month(value) if value else ""
    if declared.kind in ("shares", "factors"):
        return [list(pair) for pair in value]
    return value


def _fields(owner: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    declared = parameters_of(owner)
    return {name: _value(declared[name], said) for name, said in plain.items()}


def _value(declared: Parameter, said: Any) -> Any:
    if isinstance(said, Mapping):
        return Dated(tuple((read_month(month), _value(declared, value)) for month, value in said["dated"]))
    if declared.kind == "month":
        return read_month(said) if said else 0
    if declared.kind in ("shares", "factors"):
        return tuple((label, number) for label, number in said)
    return said
