"""What single values cannot tell: whether the values of a resolved scenario are possible together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.declare import Dated
from sim.months import write_month
from sim.scenario.places import Place, Problems
from sim.scenario.sections import Sections
from sim.scenario.values import LAST_MONTH

Values = Mapping[str, Any]  # key -> value as kept; what is wrong or missing is not there

PAY = ("state_pay", "collective_pay", "private_pay", "getihu_pay", "pay")
STAFF = ("state_staff", "collective_staff", "private_staff", "getihu")
PARTS_OF_ONE = {"levers.dibao": ("central_share", "provincial_share")}


class Checks:
    """The values of every section, and where each was said; `first` is the first simulated month, if it is known."""

    def __init__(
        self, values: Mapping[str, Values], sections: Sections, place: Place, problems: Problems, first: int | None
    ) -> None:
        self.values, self.sections, self.place, self.problems, self.first = values, sections, place, problems, first

    def everything(self) -> None:
        """Name whatever does not fit together."""
        self._end_of_horizon()
        self._world()
        self.calendar()

    def calendar(self) -> None:
        """Name dated values that begin too late, levers that end before they begin, parts of more than a whole."""
        self._in_force()
        self._order_of_months()
        for section, keys in PARTS_OF_ONE.items():
            self._parts_of_one(section, keys)

    def _refuse(self, section: str, key: str, code: str, expected: str, fix: str = "") -> None:
        entry = self.sections.get(section, {}).get(key)
        place = entry.place if entry else Place(self.place.file, (*section.split("."), key), self.place.lines)
        self.problems.add(place, code, entry.said if entry else None, expected, fix)

    def _in_force(self) -> None:
        for section, values in self.values.items():
            for key, value in values.items():
                if self.first is not None and isinstance(value, Dated) and value.entries[0][0] > self.first:
                    begins = write_month(value.entries[0][0])
                    expected = f"the first entry begins in {begins}, after the first simulated month"
                    fix = f"begin with {write_month(self.first)} or earlier"
                    self._refuse(section, key, "dated-too-late", expected, fix)

    def _end_of_horizon(self) -> None:
        horizon = self.values["horizon"]
        if "start" in horizon and horizon["start"] + horizon.get("months", 0) - 1 > LAST_MONTH:
            self._refuse("horizon", "start", "out-of-range", f"the horizon must end by {write_month(LAST_MONTH)}")

    def _order_of_months(self) -> None:
        for section, values in self.values.items():
            begins, ends = values.get("begins", 0), values.get("ends", 0)
            if ends and begins > ends:
                expected = f"begins in {write_month(begins)}, after it ends in {write_month(ends)}"
                self._refuse(section, "begins", "wrong-order", expected)

    def _world(self) -> None:
        world = self.values["world"]
        self._at_most("employed", "seekers")
        possible = self._at_most("jobless", "urban_labour_force")
        if possible and {*STAFF, "jobless", "urban_labour_force", "rural_in_town"} <= world.keys():
            staff = sum(world[key] for key in STAFF)
            in_work = world["urban_labour_force"] + world["rural_in_town"] - world["jobless"]
            if staff > in_work:
                expected = f"{' + '.join(STAFF)} is {staff:,}, more than the {in_work:,} people in work"
                self._refuse("world", "state_staff", "impossible", expected)
        minimum = world.get("minimum_wage")
        least = _at(minimum, self.first)
        for key in PAY:
            if least is not None and key in world and world[key] < least:
                expected = f"below the minimum wage of {least / 100:g} 元/月 at the start"
                self._refuse("world", key, "below-minimum-wage", expected)

    def _at_most(self, key: str, limit: str) -> bool:
        world = self.values["world"]
        if key in world and limit in world and world[key] > world[limit]:
            self._refuse("world", key, "impossible", f"at most {limit}, which is {world[limit]:,}")
            return False
        return True

    def _parts_of_one(self, section: str, keys: tuple[str, ...]) -> None:
        values = self.values.get(section, {})
        if not all(key in values for key in keys):
            return
        parts = [values[key] for key in keys]
        months = {month for part in parts if isinstance(part, Dated) for month, _ in part.entries} or {0}
        for month in sorted(months):
            said = [_at(part, month) for part in parts]
            if None not in said and sum(said) > 1 + 1e-9:
                when = f" from {write_month(month)}" if month else ""
                expected = f"{' and '.join(keys)} add up to {sum(said):g}{when}; they are parts of 1"
                self._refuse(section, keys[0], "shares-sum", expected)
                return


def _at(value: Any, month: int | None) -> Any:
    """Return what is in force in a month; None when nothing is, or when the month is not known."""
    if not isinstance(value, Dated):
        return value
    return value.at(month) if month is not None and value.entries[0][0] <= month else None
