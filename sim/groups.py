"""How people and employers are grouped in `outcomes.parquet`."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, AgeBand, Origin, Ownership, Schooling, Sector, Sex, SpellBand
from sim.declare import Int64, Wholes
from sim.kernels.counting import Cells, place_people, tally

SPELL_BORDERS = np.array((6, 12, 24))
NO_AMOUNT = np.zeros(0, np.int64)
Label = tuple[str, str]  # by, group


class Groups:
    """Cells (the finest cells in which people are counted) and the groups that they add up to."""

    def __init__(self, towns: tuple[str, ...]) -> None:
        """Lay the cells out: persons, then spells, then employers."""
        self.person_shape = (len(Sex), len(AgeBand), len(Schooling), len(Origin), len(towns))
        self.employer_shape = (len(Sector), len(Ownership), len(towns))
        self.first_spell = int(np.prod(self.person_shape))
        self.first_employer = self.first_spell + len(SpellBand) + 1
        self.size = self.first_employer + int(np.prod(self.employer_shape))
        self.town_labels: list[Label] = [("town", town) for town in towns]
        self.employer_labels: list[Label] = [
            *_labels("sector", Sector.labels()), *_labels("ownership", Ownership.labels()),
            *(("town_ownership", f"{town}/{owner}") for town in towns for owner in Ownership.labels()),
        ]  # fmt: skip
        self.person_labels: list[Label] = [
            ("all", "all"), *_labels("sex", Sex.labels()), *_labels("age_band", AgeBand.labels()),
            ("is_4050", "no"), ("is_4050", "yes"), *_labels("schooling", Schooling.labels()),
            *_labels("origin", Origin.labels()), *self.town_labels, *_labels("spell", SpellBand.labels()),
            *self.employer_labels,
        ]  # fmt: skip

    def cells(self, workers: Workers, employers: Employers, month: int) -> Cells:
        """Find everybody's cells this month; the spell cells count only who is out of work."""
        person = np.empty(workers.size, np.int32)
        who = (workers.sex, workers.schooling, workers.origin)
        place_people(who, workers.town, workers.birth, self.person_shape[2:], month, person)
        spell = np.full(workers.size, self.first_spell + len(SpellBand), np.int32)
        jobless = np.flatnonzero(workers.activity == Activity.UNEMPLOYED)
        spell[jobless] = self.first_spell + np.digitize(month - workers.spell_start[jobless], SPELL_BORDERS)
        places = (employers.sector, employers.ownership, employers.town)
        return Cells(person, spell, self.first_employer + np.ravel_multi_index(places, self.employer_shape))

    def count(self, cells: Cells, who: Int64, employer: Wholes, amount: Int64 = NO_AMOUNT) -> Int64:
        """Count people, or add up their amounts, in every cell (size,)."""
        out = np.zeros(self.size, np.int64)
        tally(who, employer.astype(np.int64), amount, cells, out)
        return out

    def person_sums(self, counts: Int64) -> Int64:
        """Add counts (n, size) up to the groups of `person_labels` (n, groups)."""
        n = counts.shape[0]
        people = counts[:, : self.first_spell].reshape(n, *self.person_shape)
        spells = counts[:, self.first_spell : self.first_employer - 1]
        sex_age = people.sum((3, 4, 5))
        men, women = sex_age[:, Sex.MAN, AgeBand.AGE_50_PLUS :], sex_age[:, Sex.WOMAN, AgeBand.AGE_40_49 :]
        total, is_4050 = sex_age.sum((1, 2)), men.sum(1) + women.sum(1)
        parts = (
            total[:, None], sex_age.sum(2), sex_age.sum(1), (total - is_4050)[:, None], is_4050[:, None],
            people.sum((1, 2, 4, 5)), people.sum((1, 2, 3, 5)), people.sum((1, 2, 3, 4)), spells,
            self.employer_sums(counts[:, self.first_employer :]),
        )  # fmt: skip
        return np.concatenate(parts, axis=1)

    def employer_sums(self, counts: Int64) -> Int64:
        """Add counts (n, employer cells) up to the groups of `employer_labels` (n, groups)."""
        n = counts.shape[0]
        jobs = counts.reshape(n, *self.employer_shape)
        pairs = jobs.sum(1).transpose(0, 2, 1).reshape(n, -1)
        return np.concatenate((jobs.sum((2, 3)), jobs.sum((1, 3)), pairs), axis=1)

    def by_employer(self, cell: Int64, number: Wholes) -> Int64:
        """Add a number per employer (employers,) up: all, towns, then the groups of `employer_labels`."""
        counts = np.zeros((1, self.size - self.first_employer), np.int64)
        some = np.flatnonzero(number)
        np.add.at(counts[0], cell[some] - self.first_employer, number[some])
        towns = counts.reshape(self.employer_shape).sum((0, 1))
        return np.concatenate(([towns.sum()], towns, self.employer_sums(counts)[0]))


def _labels(by: str, labels: tuple[str, ...]) -> list[Label]:
    return [(by, label) for label in labels]
