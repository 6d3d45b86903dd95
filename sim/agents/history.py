"""What happened to each person: closed spells and registrations, kept only when a run asks for `--persons`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.declare import Int64

if TYPE_CHECKING:
    from sim.agents.workers import Workers

SPELL_FACTS = ("activity", "spell_start", "employer", "wage")


class History:
    """Batches of closed spells, registrations and paid benefits, in the order in which they ended."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self.spells: list[dict[str, Any]] = []
        self.registrations: list[dict[str, Any]] = []
        self.served: list[tuple[str, int, Int64]] = []

    def close_spells(self, workers: Workers, who: Int64, month: int) -> None:
        """Note the present spell of each person in `who`, which ends in `month`."""
        if who.size:
            facts = {name: getattr(workers, name)[who] for name in SPELL_FACTS}
            self.spells.append({"person": who.copy(), "end": np.full(who.size, month, np.int64), **facts})

    def close_registrations(self, workers: Workers, who: Int64, month: int, reason: str) -> None:
        """Note the registration of each person in `who`, which ends in `month` for a reason."""
        if who.size:
            self.registrations.append({
                "person": who.copy(), "start": workers.registered_since[who], "end": np.full(who.size, month, np.int64),
                "reason": [reason] * who.size,
            })  # fmt: skip

    def serve(self, lever: str, month: int, who: Int64) -> None:
        """Note whom a lever paid this month."""
        self.served.append((lever, month, who))
