"""How people and employers are grouped in `outcomes.parquet`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, AgeBand, Area, Origin, Ownership, Schooling, Sector, Sex, SpellBand
from sim.declare import Flag, Int64, Wholes
from sim.kernels.counting import NOWHERE, Cells, add_up, place_people, place_spells

Label = tuple[str, str]  # by, group
Grouping = tuple[str, Sequence[str], Wholes]  # by, its groups, and to which of them (or NOWHERE) each cell belongs

LARGE = 300  # persons: from so many on an employer is neither small nor medium
NON_PUBLIC = (Ownership.PRIVATE, Ownership.GETIHU, Ownership.FOREIGN)
TERTIARY = (Sector.CONSTRUCTION_TRANSPORT, Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES, Sector.PUBLIC)
LABOUR_INTENSIVE = (Sector.VEGETABLES, Sector.LIVESTOCK, Sector.COTTON_TEXTILES, Sector.CATERING,
                    Sector.COMMUNITY_SERVICES)  # fmt: skip


class Groups:
    """Cells (the finest cells in which people are counted) and the groups that they add up to."""

    def __init__(self, towns: tuple[str, ...]) -> None:
        """Lay the cells out: persons, then spells, then employers."""
        self.person_shape = (len(Sex), len(AgeBand), len(Schooling), len(Origin), len(towns))
        self.employer_shape = (2, len(Sector), len(Ownership), len(towns))  # large or not, sector, ownership, town
        self.first_spell = int(np.prod(self.person_shape))
        self.first_employer = self.first_spell + len(SpellBand)
        self.nowhere = self.first_employer + int(np.prod(self.employer_shape))
        of_persons = _groupings_of_persons(self.person_shape, towns)
        of_spells: list[Grouping] = [("spell", SpellBand.labels(), np.arange(len(SpellBand)))]
        of_employers = _groupings_of_employers(self.employer_shape, towns)
        self.person_labels, of_people = _lay([of_persons, of_spells, of_employers[2:]])
        self.of_people = np.pad(of_people, ((0, 1), (0, 0)), constant_values=NOWHERE)
        self.employer_labels, self.of_firms = _lay([of_employers])

    def cells(self, workers: Workers, employers: Employers, month: int) -> Cells:
        """Find everybody's cells this month; the spell cells count only who is out of work."""
        person, spell = np.empty((2, workers.size), np.int32)
        who = (workers.sex, workers.schooling, workers.origin)
        place_people(who, workers.town, workers.birth, self.person_shape[2:], month, person)
        lost = (workers.activity, workers.jobless_since, int(Activity.UNEMPLOYED))
        place_spells(*lost, month, self.first_spell, self.nowhere, spell)
        places = (employers.staff >= LARGE, employers.sector, employers.ownership, employers.town)
        at = self.first_employer + np.ravel_multi_index(places, self.employer_shape)
        return Cells(person, spell, np.append(self.nowhere, at).astype(np.int32))

    def person_sums(self, counts: Int64) -> Int64:
        """Add counts (n, 1 + nowhere) up to the groups of `person_labels` (n, groups)."""
        return _sums(counts, self.of_people, len(self.person_labels))

    def employer_sums(self, counts: Int64) -> Int64:
        """Add counts by the cells of employers (n, their number) up to the groups of `employer_labels`."""
        return _sums(counts, self.of_firms, len(self.employer_labels))


def _groupings_of_persons(shape: tuple[int, ...], towns: tuple[str, ...]) -> list[Grouping]:
    sex, band, schooling, origin, town = np.unravel_index(np.arange(int(np.prod(shape))), shape)
    is_4050 = np.where(sex == Sex.WOMAN, band >= AgeBand.AGE_40_49, band >= AgeBand.AGE_50_PLUS)
    return [
        ("all", ("all",), np.zeros_like(sex)), ("sex", Sex.labels(), sex), ("age_band", AgeBand.labels(), band),
        ("is_4050", ("no", "yes"), is_4050.astype(np.int64)), ("schooling", Schooling.labels(), schooling),
        ("origin", Origin.labels(), origin), ("town", towns, town),
    ]  # fmt: skip


def _groupings_of_employers(shape: tuple[int, ...], towns: tuple[str, ...]) -> list[Grouping]:
    large, sector, owner, town = np.unravel_index(np.arange(int(np.prod(shape))), shape)
    pairs = [f"{name}/{label}" for name in towns for label in Ownership.labels()]
    return [
        ("all", ("all",), np.zeros_like(sector)), ("town", towns, town), ("sector", Sector.labels(), sector),
        ("ownership", Ownership.labels(), owner), ("town_ownership", pairs, town * len(Ownership) + owner),
        *_areas(large == 1, sector, owner),
    ]  # fmt: skip


def _areas(large: Flag, sector: Int64, owner: Int64) -> list[Grouping]:
    """Return a grouping for each area: areas overlap, and some employers are in none."""
    belongs = {
        Area.NON_PUBLIC: np.isin(owner, NON_PUBLIC),
        Area.TERTIARY: np.isin(sector, TERTIARY),
        Area.SMALL_AND_MEDIUM: ~large & (sector != Sector.PUBLIC),
        Area.LABOUR_INTENSIVE: np.isin(sector, LABOUR_INTENSIVE),
    }
    return [("area", (area.label,), np.where(inside, 0, NOWHERE)) for area, inside in belongs.items()]


def _lay(blocks: list[list[Grouping]]) -> tuple[list[Label], Int64]:
    """Return all groups of some blocks of cells in order, and those of each cell (cells, most), then NOWHERE."""
    labels: list[Label] = []
    members: list[Int64] = []
    for block in blocks:
        columns = []
        for by, names, codes in block:
            columns.append(np.where(codes == NOWHERE, NOWHERE, len(labels) + codes))
            labels.extend((by, name) for name in names)
        members.append(np.column_stack(columns))
    most = max(block.shape[1] for block in members)
    padded = [np.pad(block, ((0, 0), (0, most - block.shape[1])), constant_values=NOWHERE) for block in members]
    return labels, np.concatenate(padded).astype(np.int64)


def _sums(counts: Int64, members: Int64, groups: int) -> Int64:
    out = np.zeros((counts.shape[0], groups), np.int64)
    add_up(counts, members, out)
    return out
