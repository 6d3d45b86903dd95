"""What happened during one month, noted as it happens; measured when the month is written down."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity
from sim.declare import Flag, Int8, Int32, Int64
from sim.market import Matches


@dataclass
class Diary:
    """What happened to whom and at which employer, by reason; the month's market; who was paid by which lever."""

    activities_before: Int64  # (activities,) people
    staff_before: Int32  # (employers,)
    registered_before: Int64
    opened_firms: Int64  # rows of employers that opened this month
    closed_firms: Int64  # rows of employers that closed this month
    dibao_line: int = 0
    noted: dict[str, list[tuple[Int64, Int64]]] = field(default_factory=dict)
    paid: dict[str, Int64] = field(default_factory=dict)
    settled: list[tuple[str, Int64, Int64]] = field(default_factory=list)  # which debt, to whom, fen
    matches: Matches | None = None
    hired_jobless: Flag = field(default_factory=lambda: np.zeros(0, np.bool_))  # (hires,) out of work until then

    @classmethod
    def open(cls, workers: Workers, employers: Employers) -> Diary:
        """Open the diary of a month."""
        none = np.zeros(0, np.int64)
        return cls(
            count_activities(workers.activity),
            employers.staff.copy(),
            np.flatnonzero(workers.registered),
            opened_firms=none,
            closed_firms=none,
        )

    def note(self, reason: str, who: Int64, employer: Int64) -> None:
        """Note that something happened to people and an employer: they left it for a reason, or opened it."""
        self.noted.setdefault(reason, []).append((who, employer))

    def note_closure(self, firms: Int64, lost: tuple[Int64, Int64]) -> None:
        """Note that employers closed, who lost work, and at which of them."""
        self.closed_firms = np.concatenate([self.closed_firms, firms])
        self.note("closed", *lost)

    def note_spin_offs(self, units: Int64, who: Int64, left: Int64) -> None:
        """Note units that state enterprises spun off, and who changed over from whom: nobody lost work."""
        self.opened_firms = np.concatenate([self.opened_firms, units])
        self.note("changed_over", who, left)

    def note_shops(self, who: Int64, shop: Int64, quitters: Int64, left: Int64) -> None:
        """Note who opened which shop, and what employees among them left for it."""
        self.opened_firms = np.concatenate([self.opened_firms, shop])
        self.note("started_business", who, shop)
        self.note("quit", quitters, left)

    def match(self, matches: Matches, workers: Workers) -> None:
        """Note the month's market before anybody has moved; movers leave their old employers."""
        self.matches = matches
        self.hired_jobless = workers.activity[matches.person] == Activity.UNEMPLOYED
        self.note("moved", matches.movers, matches.left)

    def gone(self, *reasons: str) -> tuple[Int64, Int64]:
        """Return all to whom one of these happened, and the employers at which it did."""
        nobody = np.zeros(0, np.int64)
        pairs = [pair for reason in reasons for pair in self.noted.get(reason, [])]
        return (
            np.concatenate([nobody, *(who for who, _ in pairs)]),
            np.concatenate([nobody, *(employer for _, employer in pairs)]),
        )


def count_activities(activity: Int8) -> Int64:
    """Return how many people do each thing (activities,)."""
    return np.array([np.count_nonzero(activity == int(code)) for code in Activity], np.int64)
