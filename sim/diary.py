"""What happened during one month, noted as it happens; measured when the month is written down."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity
from sim.declare import Int32, Int64
from sim.market import Matches


@dataclass
class Diary:
    """Rows of workers and the employers that they left, by reason; the month's market; who was paid by which lever."""

    staff_before: Int32  # (employers,)
    registered_before: Int64
    jobless_before: Int64
    dibao_line: int = 0
    left: dict[str, list[tuple[Int64, Int64]]] = field(default_factory=dict)
    paid: dict[str, Int64] = field(default_factory=dict)
    matches: Matches | None = None
    arrived: int = 0
    gave_up: int = 0

    @classmethod
    def open(cls, workers: Workers, employers: Employers) -> Diary:
        """Open the diary of a month."""
        return cls(
            employers.staff.copy(),
            np.flatnonzero(workers.registered),
            np.flatnonzero(workers.activity == Activity.UNEMPLOYED),
        )

    def note(self, reason: str, who: Int64, employer: Int64) -> None:
        """Note that people left an employer for a reason."""
        self.left.setdefault(reason, []).append((who, employer))

    def match(self, matches: Matches, workers: Workers) -> None:
        """Note the month's market before anybody has moved: movers leave their old employers."""
        self.matches = matches
        movers = matches.person[workers.employer[matches.person] >= 0]
        self.note("moved", movers, workers.employer[movers].astype(np.int64))

    def gone(self, *reasons: str) -> tuple[Int64, Int64]:
        """Return all who left for one of the reasons, and the employers that they left."""
        nobody = np.zeros(0, np.int64)
        pairs = [pair for reason in reasons for pair in self.left.get(reason, [])]
        return (
            np.concatenate([nobody, *(who for who, _ in pairs)]),
            np.concatenate([nobody, *(employer for _, employer in pairs)]),
        )
