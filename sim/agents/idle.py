"""Who has no employer: a list that is kept from month to month and brought up to date by those who moved since."""

from __future__ import annotations

import numpy as np

from sim.codes import Activity, is_one_of
from sim.declare import Flag, Int8, Int32, Int64
from sim.kernels.standing import find_since, update_doing

MOST_MOVED = 8  # when more than one in so many has moved, looking through everybody again is faster


class Idle:
    """The rows (ascending) of all who do one of some things, `doing` by activity, and who of them did so before."""

    def __init__(self, doing: Flag) -> None:
        """Begin without a list: it is made when it is first asked for."""
        self.doing = doing
        self.rows: Int64 | None = None
        self.moved: list[Int64] = []  # since the list was made
        self.month, self.before = 0, np.zeros(0, np.int64)  # who was there when first asked for in this month
        self.found: dict[tuple[Activity, ...], Int64] = {}  # who of these does some things: kept until somebody moves

    def note(self, who: Int64) -> None:
        """Note that these people may do something else from now on."""
        self.moved.append(who)
        self.found = {}

    def since_before(self, month: int, activities: tuple[Activity, ...], activity: Int8, since: Int32) -> Int64:
        """Return the rows of all who do one of these things, which are some of `doing`, since before a month.

        `activity` and `since` (workers,) are what everybody does, and since when.
        """
        if self.month != month:  # who joins them from now on was not there before the month
            self.month, self.before, self.found = month, self._now(activity), {}
        if activities not in self.found:
            rows = np.empty(self.before.size, np.int64)
            number = find_since(self.before, activity, since, is_one_of(*activities), month, rows)
            self.found[activities] = rows[:number]
        return self.found[activities]

    def _now(self, activity: Int8) -> Int64:
        if self.rows is None or sum(who.size for who in self.moved) > activity.size // MOST_MOVED:
            self.rows = np.flatnonzero(self.doing[activity])
        elif self.moved:
            who = np.sort(np.concatenate(self.moved), kind="stable")
            room = np.empty(self.rows.size + who.size + 1, np.int64)
            self.rows = room[: update_doing(self.rows, who, activity, self.doing, room)]
        self.moved = []
        return self.rows
