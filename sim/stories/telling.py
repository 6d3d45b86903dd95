"""A story: who it is about, what happened in which month, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sim.agents.population import Population
from sim.codes import Code
from sim.county import County
from sim.diary import Diary
from sim.months import write_month

NAMES = {
    "getihu": "individual business", "private": "private firm", "state": "state unit", "collective": "collective unit",
    "junior": "junior middle school", "primary": "primary school", "senior": "senior middle school",
    "soe": "a state enterprise", "entrant": "school", "rural": "the countryside", "trade": "commerce",
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """Something that happened, as a word for machines and as a sentence for people."""

    kind: str
    text: str
    people: tuple[int, ...] = ()  # rows of workers, in an employer's story


@dataclass
class Story:
    """Who it is about, and the months in which something happened."""

    about: list[str]
    months: list[tuple[str, list[Event]]] = field(default_factory=list)

    def tell(self, month: int, events: list[Event]) -> None:
        """Go on with what happened in a month, if anything did."""
        if events:
            self.months.append((write_month(month), events))

    def lines(self) -> list[str]:
        """Return the story as lines of text."""
        told = [f"{month}  {'; '.join(event.text for event in events)}." for month, events in self.months]
        return [*self.about, "", *told]


class Witness(County):
    """A county that remembers the diary of the last month, for whoever tells its stories."""

    diary: Diary

    def close_month(self, diary: Diary) -> None:
        """Close the month, and keep what was noted."""
        super().close_month(diary)
        self.diary = diary

    @property
    def told_month(self) -> int:
        """Return the month that was lived last."""
        return int(self.month) - 1

    @property
    def year_ends(self) -> bool:
        """Tell whether the last month was a December, or the last of all."""
        return self.told_month % 12 == 11 or not self.running


class Names:
    """What people and employers are called: at full length once, then by number."""

    def __init__(self, county: County) -> None:
        """Nobody has been named yet."""
        self.county = county
        self.named: set[int] = set()

    def employer(self, row: int) -> str:
        """Return the name of an employer."""
        if row < 0:
            return "nobody"
        if row in self.named:
            return f"employer {row}"
        self.named.add(row)
        e = snapshot(self.county.employers, row)
        return f"employer {row} ({coded(e.ownership)}, {coded(e.sector)}, {self.town(e.town)})"

    def town(self, town: int) -> str:
        """Return the name of a town."""
        return self.county.place.towns[town]


def snapshot(table: Population, row: int) -> Any:
    """Return all that a table says of one row, as it is now."""
    facts = {}
    for name, column in table.columns.items():
        value = getattr(table, name)[row].item()
        facts[name] = value if column.codes is None else column.codes(value)
    return SimpleNamespace(**facts)


def coded(code: Code) -> str:
    """Return the English name of a code with its Chinese term."""
    return f"{NAMES.get(code.label, code.label.replace('_', ' '))} {code.term}"


def yuan(fen: float) -> str:
    """Return an amount in yuan, without the odd fen."""
    return f"{fen / 100:,.0f} yuan"


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 opening` or `2 openings`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
