"""A lever, a person or an employer more leaves everybody else's luck alone.

Everybody lives in a town and trade of their own, with one employer who has openings to spare: nobody competes with
anybody, so whoever a lever never touches must live the very same life, month by month and to the fen.
"""

from dataclasses import replace

import numpy as np
import pytest

from sim.county import County
from sim.plan import Plan
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from sim.world import LimitWorld
from tests.county.worlds import county_plan, limit_plan, plain, rows

PEOPLE, CELLS = 400, 64 * 8
ALONE = LimitWorld(
    seekers=PEOPLE, firms=CELLS, towns=64, trades=8, vacancies=4 * CELLS, suitability=0.25, applications=2.0,
    separation=0.1, quit=0.03, exit=0.01, ease=0.8, family_size=2, spending=0.5, output_per_pay=1.9,
    publicity=0.6, labour_bureau_fidelity=0.7, civil_affairs_fidelity=0.7,
)  # fmt: skip
RICH = 10**12


def lives(*levers, world=ALONE, touched=lambda row: row % 2 == 0, prepare=None):
    """Live two years; only the people who are `touched` have paid in for insurance or live in a poor family."""
    county = County(limit_plan(*levers, months=24, world=world), rng=8, persons=True)
    w = county.workers
    may = np.array([touched(row) for row in range(w.size)])
    w.insured_months[may] = 60
    w.family_income[~may] = 25_001  # a fen above the line for two
    county.run_model()
    return county


def histories(county, people):
    """Return all that is told of some people: spells, registrations, what they were paid, and their row at the end."""
    told, who = county.tables(), np.array(sorted(people))
    found = {
        name: plain(rows(told[name], np.isin(told[name]["person"], who))) for name in ("spells", "register", "served")
    }
    end = {column: county.workers.get(column)[who].tolist() for column in county.workers.columns}
    return found, end


LEVERS = {
    "unemployment_insurance": UnemploymentInsurance(benefit=20_000, opening_balance=RICH),
    "dibao": Dibao(budget=RICH),
}


@pytest.mark.parametrize("name", LEVERS)
def test_whom_a_lever_never_touches_it_leaves_alone(name):
    without, with_it = lives(), lives(LEVERS[name])
    odd, even = range(1, PEOPLE, 2), range(0, PEOPLE, 2)
    assert histories(without, odd) == histories(with_it, odd)
    assert histories(without, even) != histories(with_it, even)
    assert set(with_it.tables()["served"]["person"]) <= set(even)


def test_a_lever_more_leaves_the_lives_of_those_under_another_alone():
    """The applicants of one benefit have the same luck at its office whether or not there is another benefit."""
    both = [replace(LEVERS["unemployment_insurance"], benefit=1), LEVERS["dibao"]]  # a fen changes nobody's income
    alone, together = lives(both[1]), lives(*both)
    for column in ("step",):
        assert alone.standings["dibao"].get(column).tolist() == together.standings["dibao"].get(column).tolist()
    served = [county.tables()["served"] for county in (alone, together)]
    told = [plain(rows(table, table["lever"] == "dibao")) for table in served]
    assert told[0] == told[1]
    assert len(told[0]["person"][1]) > 100


def test_contributions_leave_working_lives_alone():
    """What is paid in changes purses and insured months; who works where and when stays as it was."""
    without, with_it = lives(), lives(SocialContributions())
    told = [plain(county.tables()["spells"]) for county in (without, with_it)]
    assert told[0] == told[1]
    assert without.workers.cash.tolist() != with_it.workers.cash.tolist()


def test_one_more_person_changes_nobody():
    fewer, more = lives(LEVERS["dibao"]), lives(LEVERS["dibao"], world=replace(ALONE, seekers=PEOPLE + 1))
    assert histories(fewer, range(PEOPLE)) == histories(more, range(PEOPLE))
    assert more.workers.size == PEOPLE + 1


NEIGHBOUR = 0  # the one person who can see what the first employer posts


@pytest.mark.parametrize(
    "change",
    [{"firms": CELLS + 1, "vacancies": 4 * (CELLS + 1)}, {"vacancies": 4 * CELLS + 1}],
    ids=["one more employer", "one more opening"],
)
def test_what_is_posted_elsewhere_changes_nobody(change):
    """An opening is "slot 3 of employer 812": one more at the first employer moves nobody else's."""
    fewer, more = lives(LEVERS["dibao"]), lives(LEVERS["dibao"], world=replace(ALONE, **change))
    others = [row for row in range(PEOPLE) if row != NEIGHBOUR]
    assert histories(fewer, others) == histories(more, others)
    assert more.employers.openings.sum() > fewer.employers.openings.sum()
    in_sight = (more.employers.town == 0) & (more.employers.trade == 0)
    assert more.employers.openings[in_sight].sum() > fewer.employers.openings[0]  # in the neighbour's sight, that is


def test_in_the_county_two_runs_are_twins_until_the_lever_touches_somebody():
    """With a benefit of nearly nothing and no effort lost over it, only those who draw it can tell the difference."""
    sets = ("ease=0.0", "spending=0.0", "reservation_markup=0.0", "visit_cost='0 元/月'", "service_worth='1 元/月'")
    base = county_plan(*[f"world.{said}" for said in sets], months=12)
    lived = []
    for levers in ((), (UnemploymentInsurance(benefit=1),)):
        plan = Plan("twins", base.world, levers, levers, base.horizon)
        lived.append(County(plan, rng=8, persons=True))
        lived[-1].run_model()
    without, with_it = lived
    told = [plain(county.tables()["spells"]) for county in lived]
    assert told[0] == told[1]
    drew = set(with_it.tables()["served"]["person"].tolist())
    assert drew
    changed = np.flatnonzero(without.workers.cash != with_it.workers.cash)
    assert set(changed.tolist()) == drew


def test_the_world_is_one_in_which_nobody_meets():
    """The ground on which the tests above stand: one employer and at most one person to a town and trade."""
    county = County(limit_plan(months=1, world=ALONE), rng=8)
    for table in (county.workers, county.employers):
        cells = list(zip(table.town.tolist(), table.trade.tolist(), strict=True))
        assert len(set(cells)) == len(cells)
