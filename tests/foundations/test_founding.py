"""How a county begins: every declared share met exactly, sizes that add up, and lives that could have been lived."""

from fractions import Fraction
from functools import cache
from typing import NamedTuple

import mesa
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import (
    MAIN_TRADE,
    Activity,
    Condition,
    Origin,
    Ownership,
    Schooling,
    Sector,
    Sex,
    SexAge,
    SpellBand,
    Trade,
)
from sim.founding.dealing import choose_share, deal, deal_evenly, deal_sizes, draw_codes
from sim.founding.employers import found_employers
from sim.founding.heads import Arrivals
from sim.founding.limit import found_limit_employers, found_limit_workers
from sim.founding.people import found_workers
from sim.luck import Luck, Purpose
from sim.scenario import read_plan
from sim.world import LimitWorld

SIZES = (5_000, 48_000)
UNLIKELY = 1e-3
START = 2003 * 12
AGES = ((16, 30), (30, 40), (40, 50), (50, 60))  # completed years: from, to below


class County(NamedTuple):
    world: object
    employers: Employers
    workers: Workers

    @property
    def residents(self):
        return np.arange(self.world.workers)

    @property
    def at_work(self):
        return self.residents[self.workers.employer[self.residents] >= 0]

    @property
    def jobless(self):
        return self.residents[self.workers.activity[self.residents] == Activity.UNEMPLOYED]


def found(workers, seed=1, months=36):
    world = read_plan("no_new_policy", [f"world.workers={workers}"]).world.at(START)
    employers = found_employers(mesa.Model(), world, Luck(seed), START)
    return County(world, employers, found_workers(mesa.Model(), world, employers, Luck(seed), START, months))


founded = cache(found)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size:,}")
def county(request):
    return founded(request.param)


def integerised(shares, total):
    """Largest remainder in fractions: whole parts, then one each to the largest remainders, of equals the first."""
    weights = [weight for _, weight in shares]
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [int(part) for part in exact]
    for row in sorted(range(len(parts)), key=lambda row: (parts[row] - exact[row], row))[: total - sum(parts)]:
        parts[row] += 1
    return parts


def counted(codes, shares):
    return np.bincount(codes, minlength=len(shares)).tolist()


def rounded(number):
    return int(Fraction(number) + Fraction(1, 2))


def sex_age_of(workers, who):
    """The code of `SexAge`, from sex and birth."""
    years = (START - workers.birth[who]) // 12
    return 4 * (workers.sex[who] == Sex.WOMAN) + (years >= 30) + (years >= 40) + (years >= 50)


# --- how many ----------------------------------------------------------------------------------------------------


def kind_of(employers):
    """Ownership, with those that are set apart still among the kind that they come from."""
    kind = employers.ownership.astype(int)
    kind[kind == Ownership.FOREIGN] = Ownership.PRIVATE
    kind[kind == Ownership.LABOUR_SERVICE] = Ownership.COLLECTIVE
    return kind


def counts_of(county):
    """Residents by what they do."""
    workers, employers, at_work = county.workers, county.employers, county.at_work
    ownership = kind_of(employers)[workers.employer[at_work]]
    owners = np.count_nonzero(workers.activity[at_work] == Activity.SELF_EMPLOYED)
    state, collective, private, shops = np.bincount(ownership, minlength=4).tolist()
    doing = np.bincount(workers.activity[county.residents], minlength=len(Activity))
    others = [int(doing[activity]) for activity in (Activity.FLEXIBLE, Activity.AWAY, Activity.UNEMPLOYED)]
    return [state, collective, private, owners, shops - owners, *others]


def expected_counts(world):
    everybody = world.urban_labour_force + world.rural_in_town
    said = [world.state_staff, world.collective_staff, world.private_staff, world.getihu]
    others = [world.flexible, world.away, world.jobless]
    said += [everybody - sum(others) - sum(said), *others]
    return integerised([("", n) for n in said], world.workers)


def expected_units(world):
    def scaled(count):
        return rounded(Fraction(count * world.workers, world.urban_labour_force + world.rural_in_town))

    return [scaled(world.state_units), scaled(world.collective_units), scaled(world.private_firms)]


def check_scale(county):
    world = county.world
    assert counts_of(county) == expected_counts(world)
    units = np.bincount(kind_of(county.employers), minlength=4).tolist()
    assert units == [*expected_units(world), expected_counts(world)[3]]
    everybody = world.urban_labour_force + world.rural_in_town
    rural = np.count_nonzero(county.workers.origin[county.residents] == Origin.RURAL)
    assert rural == rounded(Fraction(world.rural_in_town * world.workers, everybody))


def test_people_and_employers_are_as_many_as_the_facts_say(county):
    check_scale(county)


def test_at_its_own_size_the_county_has_the_numbers_of_its_facts():
    county = founded(48_000)
    world = county.world
    assert counts_of(county)[:4] == [world.state_staff, world.collective_staff, world.private_staff, world.getihu]
    assert county.jobless.size == world.jobless


@pytest.mark.full
def test_a_million_workers():
    county = found(1_000_000)
    check_scale(county)
    check_people(county)
    check_employers(county)
    check_staff(county)


@pytest.mark.parametrize("workers", [50, 51, 97, 333])
def test_the_smallest_counties_stand_too(workers):
    county = found(workers)
    assert county.residents.size == workers
    assert counts_of(county) == expected_counts(county.world)
    check_staff(county)


def test_arrivals_come_in_their_months_and_are_as_many_as_said():
    county = founded(48_000)
    world, coming = county.world, county.workers.rows[48_000:]
    assert (county.workers.activity[coming] == Activity.NOT_ARRIVED).all()
    rural = county.workers.origin[coming] == Origin.RURAL
    assert rural.sum() == 3 * world.rural_arrivals_a_year
    assert (~rural).sum() == 3 * world.entrants_a_year
    month = county.workers.spell_start[coming] % 12 + 1
    assert set(month[~rural]) == {7, 8, 9}
    assert (np.diff(county.workers.spell_start[coming]) >= 0).all()
    age = (county.workers.spell_start[coming] - county.workers.birth[coming]) / 12
    assert age.min() >= 16
    assert age.max() < 23
    assert not county.workers.cash[coming].any()


def test_a_longer_horizon_changes_nobody_who_is_there_already():
    short, long = found(5_000, months=7), found(5_000, months=20)
    for name in short.workers.columns:
        told = getattr(long.workers, name)[: short.workers.size]
        assert told.tolist() == getattr(short.workers, name).tolist(), name


def test_arrivals_of_a_year_add_up_whatever_month_a_run_begins_in():
    world = founded(5_000).world
    for first in range(START, START + 12):
        plan = Arrivals.plan(world, first, 12)
        whole = [
            rounded(Fraction(n * 5_000, world.urban_labour_force + world.rural_in_town))
            for n in (world.entrants_a_year, world.rural_arrivals_a_year)
        ]
        assert [int((plan.rural == 0).sum()), int(plan.rural.sum())] == whole


# --- people ------------------------------------------------------------------------------------------------------


def check_people(county):
    """All marginals of residents, counted anew from the table."""
    world, workers = county.world, county.workers
    rural = workers.origin[county.at_work] == Origin.RURAL
    groups = (
        (county.at_work[~rural], world.working_sex_age, world.working_schooling),
        (county.at_work[rural], world.rural_sex_age, world.rural_schooling),
        (county.jobless, world.jobless_sex_age, world.jobless_schooling),
    )
    for who, sex_age, schooling in groups:
        assert counted(sex_age_of(workers, who), SexAge) == integerised(sex_age, who.size)
        assert counted(workers.schooling[who], Schooling) == integerised(schooling, who.size)
    jobless = county.jobless
    assert counted(workers.origin[jobless], Origin) == integerised(world.jobless_origin, jobless.size)
    assert counted(workers.trade[jobless], Trade) == integerised(world.jobless_trade, jobless.size)
    assert counted(workers.town[jobless], world.town_shares) == integerised(world.town_shares, jobless.size)
    searched = START - 1 - workers.spell_start[jobless]
    band = np.digitize(searched, (6, 12, 24))
    assert counted(band, SpellBand) == integerised(world.jobless_spell, jobless.size)
    official = workers.registered[jobless] | (workers.centre[jobless] >= 0)
    assert official.sum() == rounded(Fraction(str(world.jobless_registered)) * jobless.size)
    everybody = county.residents
    assert counted(workers.family_size[everybody] - 1, range(5)) == integerised(world.family_size, everybody.size)
    assert workers.party[everybody].sum() == rounded(Fraction(str(world.party_share)) * everybody.size)


def test_marginals_of_people_are_met_exactly(county):
    check_people(county)


def test_ages_lie_within_working_life(county):
    workers, who = county.workers, county.residents
    months = START - workers.birth[who]
    assert months.min() >= 16 * 12
    women = workers.sex[who] == Sex.WOMAN
    assert months[~women].max() < 60 * 12
    assert months[women].max() < 55 * 12


def test_ages_are_spread_evenly_within_their_bands():
    workers, who = founded(48_000).workers, founded(48_000).at_work
    for code, (first, beyond) in enumerate(AGES):
        some = who[sex_age_of(workers, who) == code]
        age = (START - workers.birth[some]) / 12
        youngest = np.maximum(first, left_school(workers.schooling[some]))
        counts = np.bincount(((age - youngest) / (beyond - youngest) * 5).astype(int), minlength=5)
        assert stats.chisquare(counts).pvalue > UNLIKELY


def left_school(schooling):
    return np.where(schooling == Schooling.COLLEGE, 22, np.where(schooling == Schooling.SENIOR, 19, 16))


def test_nobody_has_a_schooling_that_takes_longer_than_their_years(county):
    w, everybody = county.workers, county.workers.rows
    start = np.where(w.activity == Activity.NOT_ARRIVED, w.spell_start, START)
    assert (start - w.birth[everybody] >= 12 * left_school(w.schooling)).all()
    assert (w.schooling[w.activity == Activity.NOT_ARRIVED] == Schooling.COLLEGE).any()


def test_nobody_worked_or_looked_for_work_as_a_child(county):
    workers, who = county.workers, county.residents
    began = workers.spell_start[who] - workers.birth[who]
    assert began.min() >= 16 * 12 - 1


def test_nobody_has_paid_contributions_before_their_time(county):
    workers, who = county.workers, county.residents
    insured = workers.insured_months[who]
    assert insured.min() == 0
    assert (insured <= np.maximum(START - workers.birth[who] - 18 * 12, 0)).all()
    assert insured.max() <= START - (1986 * 12 + 9)  # unemployment insurance began in October 1986
    at_work = county.at_work
    insures = county.employers.insures[workers.employer[at_work]]
    assert not workers.insured_months[at_work][~insures].any()


def test_women_past_50_at_work_are_in_offices(county):
    """Others have retired: the retirement age of women workers is 50."""
    workers, who = county.workers, county.at_work
    senior = who[sex_age_of(workers, who) == SexAge.WOMEN_50_PLUS]
    assert senior.size
    assert (workers.trade[senior] == Trade.OFFICE).all()


def test_only_the_jobless_are_registered_and_only_who_is_here_works(county):
    workers = county.workers
    assert (workers.activity[workers.registered] == Activity.UNEMPLOYED).all()
    assert (workers.activity[county.jobless] == Activity.UNEMPLOYED).all()
    assert set(workers.activity[county.at_work]) == {Activity.EMPLOYED, Activity.SELF_EMPLOYED}
    assert (workers.employer[workers.size :] < 0).all()


def test_purses_pay_and_skill_are_possible(county):
    workers, world = county.workers, county.world
    employed = workers.activity == Activity.EMPLOYED
    assert (workers.wage[employed] >= world.minimum_wage).all()
    assert not workers.wage[~employed].any()
    assert (workers.expected_pay[workers.rows] > 0).all()
    assert workers.cash.min() >= 0
    assert workers.skill.min() >= np.float32(0.05)
    assert workers.skill.max() <= 1
    assert workers.family_income.min() >= 0
    assert not workers.family_income[workers.family_size == 1].any()
    for name in ("skill", "output", "personal_pay", "attitude"):
        assert np.isfinite(getattr(workers, name)).all(), name


def test_medians_are_the_declared_ones():
    """Within four standard errors of a sample median, sqrt(pi / 2) x spread / sqrt(n) of its log."""
    county = founded(48_000)
    world, workers, who = county.world, county.workers, county.residents
    earned = workers.family_income[who][workers.family_income[who] > 0]
    for sample, median, spread in (
        (earned, world.family_income, world.family_income_spread),
        (workers.cash[who], world.savings, world.savings_spread),
        (workers.personal_pay[who], 1.0, world.personal_pay_spread),
    ):
        error = np.sqrt(np.pi / 2) * spread / np.sqrt(sample.size)
        assert abs(np.log(np.median(sample) / median)) < 4 * error
        quartiles = np.log(np.quantile(sample, 0.75) / np.quantile(sample, 0.25))
        assert quartiles / (2 * stats.norm.ppf(0.75)) == pytest.approx(spread, rel=0.03)


def test_families_without_an_earner_are_as_frequent_as_said():
    county = founded(48_000)
    several = county.residents[county.workers.family_size[county.residents] > 1]
    without = np.count_nonzero(county.workers.family_income[several] == 0)
    assert stats.binomtest(without, several.size, county.world.families_without_earner).pvalue > UNLIKELY


def test_traits_are_dealt_apart_from_each_other():
    """What is dealt by one lot says nothing of what is dealt by another: chi-square over pairs of traits."""
    county = founded(48_000)
    workers, jobless, who = county.workers, county.jobless, county.residents
    employed = who[workers.employer[who] >= 0]
    band = np.digitize(START - 1 - workers.spell_start[jobless], (6, 12, 24))
    traits = (
        (workers.schooling[jobless], workers.origin[jobless]), (workers.trade[jobless], band),
        (workers.town[jobless], workers.schooling[jobless]), (workers.sex[jobless], band),
        (workers.party[who], workers.family_size[who]), (workers.sex[employed], workers.party[employed]),
        (workers.cash[who] > np.median(workers.cash[who]), workers.family_size[who]),
        (workers.skill[jobless] > np.median(workers.skill[jobless]), workers.origin[jobless]),
        (workers.attitude[who] > 0.75, workers.cash[who] > np.median(workers.cash[who])),
        (workers.family_income[who] == 0, workers.cash[who] > np.median(workers.cash[who])),
    )  # fmt: skip
    for one, other in traits:
        table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
        np.add.at(table, (one.astype(int), other.astype(int)), 1)
        table = table[table.sum(1) > 0][:, table.sum(0) > 0]
        assert stats.chi2_contingency(table).pvalue > UNLIKELY


def test_no_luck_is_used_twice(monkeypatch):
    """Each draw of founding belongs to one fact: no (purpose, person, k) is looked up for two."""
    seen, twice = set(), set()
    draws = Luck.draws

    def remember(self, purpose, who, k=0):
        names = {(purpose, self.month, int(person), k) for person in who}
        twice.update(purpose for purpose, *_ in names & seen)
        seen.update(names)
        return draws(self, purpose, who, k)

    monkeypatch.setattr(Luck, "draws", remember)
    found(2_000)
    assert len(seen) > 20_000
    assert twice == set()


# --- employers ---------------------------------------------------------------------------------------------------


def check_employers(county):
    """All marginals of employers, kind by kind."""
    world, employers = county.world, county.employers
    for ownership, sectors, insuring in (
        (Ownership.STATE, world.state_sectors, world.insuring_state),
        (Ownership.COLLECTIVE, world.collective_sectors, world.insuring_collective),
        (Ownership.PRIVATE, world.private_sectors, world.insuring_private),
        (Ownership.GETIHU, world.getihu_sectors, world.insuring_getihu),
    ):
        of_kind = np.flatnonzero(kind_of(employers) == ownership)
        assert counted(employers.sector[of_kind], Sector) == integerised(sectors, of_kind.size)
        towns = integerised(world.town_shares, of_kind.size)
        assert counted(employers.town[of_kind], world.town_shares) == towns
        assert employers.insures[of_kind].sum() == rounded(Fraction(str(insuring)) * of_kind.size)


def check_staff(county):
    """Sizes add up; nobody is in two places; every shop has one owner, who works there."""
    world, employers, workers = county.world, county.employers, county.workers
    pointing = np.bincount(workers.employer[workers.employer >= 0], minlength=employers.size)
    assert employers.staff.tolist() == pointing.tolist()
    assert employers.staff.min() >= 1
    state, collective, private, owners, hands, *_ = expected_counts(world)
    by_kind = [int(employers.staff[kind_of(employers) == kind].sum()) for kind in list(Ownership)[:4]]
    assert by_kind == [state, collective, private, owners + hands]
    shops = np.flatnonzero(employers.ownership == Ownership.GETIHU)
    owner = employers.owner[shops]
    assert len(set(owner.tolist())) == shops.size
    assert (workers.employer[owner] == shops).all()
    assert (workers.activity[owner] == Activity.SELF_EMPLOYED).all()
    assert np.count_nonzero(workers.activity == Activity.SELF_EMPLOYED) == shops.size
    assert (employers.owner[employers.ownership != Ownership.GETIHU] == -1).all()
    at_work = county.at_work
    assert (workers.town[at_work] == employers.town[workers.employer[at_work]]).all()


def test_marginals_of_employers_are_met_exactly(county):
    check_employers(county)


def test_everybody_has_one_place_and_every_shop_one_owner(county):
    check_staff(county)


def test_employers_begin_in_balance(county):
    employers = county.employers
    market = ~employers.soft_budget
    assert (abs(employers.orders - employers.staff)[market] <= 0.45).all()  # less than makes anybody hire or fire
    assert (employers.wanted == employers.staff).all()
    assert (employers.wage_offer >= county.world.minimum_wage).all()
    assert employers.trade.tolist() == [MAIN_TRADE[Sector(sector)] for sector in employers.sector]
    required = dict(county.world.required_skill)
    assert employers.required_skill == pytest.approx([required[Sector(s).label] for s in employers.sector], rel=1e-6)
    running = employers.condition == Condition.RUNNING
    assert (employers.cash == np.where(running, 2 * employers.staff * employers.wage_offer, 0)).all()
    assert not employers.openings.any()


def test_state_enterprises_begin_with_their_burdens(county):
    """Surplus, debts and retirees as declared; the least productive stand still, and are no market firm."""
    e, world = county.employers, county.world
    state = np.flatnonzero(e.soft_budget)
    assert (e.ownership[state] <= Ownership.COLLECTIVE).all()
    assert (e.sector[state] != Sector.PUBLIC).all()
    stopped, half = (e.condition[state] == Condition(c) for c in (Condition.STOPPED, Condition.HALF_STOPPED))
    assert stopped.sum() == int(world.stopped_share * state.size + 0.5)
    assert half.sum() == pytest.approx(world.half_stopped_share * state.size, abs=1)
    assert not e.orders[state[stopped]].any()
    on = state[~stopped]
    surplus = 1 - e.orders[on] / e.staff[on]
    assert 0 <= surplus.min() <= surplus.max() <= 2 * world.state_surplus
    assert surplus.mean() == pytest.approx(world.state_surplus, abs=0.08)
    assert e.debt[state] == pytest.approx(world.debt_ratio * e.assets[state], abs=1)
    assert (abs(e.retirees[state] - world.retirees_per_worker * e.staff[state]) <= 0.5).all()
    rest = np.flatnonzero(~e.soft_budget)
    for burden in (e.debt, e.retirees, e.condition):
        assert not burden[rest].any()


def test_members_of_centres_begin_with_the_clock_of_their_layoff(county):
    w, world, jobless = county.workers, county.world, county.jobless
    members = jobless[w.centre[jobless] >= 0]
    assert members.size == rounded(Fraction(str(world.jobless_in_centre)) * jobless.size)
    assert (w.centre >= 0).sum() == members.size
    assert (w.origin[members] == Origin.SOE).all()
    assert (county.employers.ownership[w.centre[members]] == Ownership.STATE).all()
    assert county.employers.soft_budget[w.centre[members]].all()
    assert not w.registered[members].any()
    searched = START - 1 - w.spell_start[members]
    assert (w.centre_months_left[members] == world.centre_stay - searched).all()
    assert (w.centre_months_left[members] > 0).all()


def hill(sizes):
    """Hill's estimate of the Pareto exponent from the largest tenth."""
    largest = np.sort(np.asarray(sizes, float))[::-1]
    tenth = largest.size // 10
    return 1 / np.log(largest[:tenth] / largest[tenth]).mean()


def test_the_top_of_enterprises_is_as_heavy_as_in_a_census():
    """Of enterprises (individual businesses are counted apart there): 0.9 to 1.4, pooled over seeds."""
    world = read_plan("no_new_policy").world.at(START)
    kinds = {kind: [] for kind in Ownership}
    for seed in range(20):
        employers = found_employers(mesa.Model(), world, Luck(seed), START)
        for kind, pooled in kinds.items():
            pooled.extend(employers.staff[employers.ownership == kind].tolist())
    enterprises = kinds[Ownership.STATE] + kinds[Ownership.COLLECTIVE] + kinds[Ownership.PRIVATE]
    assert 0.9 < hill(enterprises) < 1.4
    for kind in (Ownership.COLLECTIVE, Ownership.PRIVATE):
        assert 0.9 < hill(kinds[kind]) < 1.4
    assert hill(kinds[Ownership.GETIHU]) > 2.5  # they stay small
    assert hill(enterprises) < hill(np.exp(np.random.default_rng(1).normal(0, 1.0, 13_400)))  # heavier than log-normal


def test_the_body_of_sizes_is_log_normal():
    """Private firms below the top tenth: quartiles of the excess over one person as far apart as the spread says."""
    world = read_plan("no_new_policy", ["world.workers=500000"]).world.at(START)
    employers = found_employers(mesa.Model(), world, Luck(3), START)
    for kind, units in ((Ownership.STATE, world.state_units), (Ownership.COLLECTIVE, world.collective_units)):
        excess = employers.staff[employers.ownership == kind] - 1.0
        assert excess.size > 5 * units
        spread = np.log(np.quantile(excess, 0.75) / np.quantile(excess, 0.25)) / (2 * stats.norm.ppf(0.75))
        assert spread == pytest.approx(world.size_spread, rel=0.1)


def test_another_seed_is_another_county_with_the_same_totals():
    one, other = founded(5_000), founded(5_000, seed=2)
    assert counts_of(one) == counts_of(other)
    assert one.workers.birth.tolist() != other.workers.birth.tolist()
    assert one.employers.staff.tolist() != other.employers.staff.tolist()


# --- dealing -----------------------------------------------------------------------------------------------------

SHARES = st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any).map(
    lambda weights: tuple((f"label_{i}", weight) for i, weight in enumerate(weights))
)  # fmt: skip


@given(shares=SHARES, people=st.integers(0, 60), seed=st.integers(0, 2**32))
def test_dealing_meets_shares_exactly(shares, people, seed):
    codes = deal(shares, np.arange(people) * 7, Luck(seed), Purpose.AGE)
    assert counted(codes, shares) == integerised(shares, people)


@given(share=st.integers(0, 100), people=st.integers(0, 60), seed=st.integers(0, 2**32))
def test_a_share_is_chosen_exactly(share, people, seed):
    chosen = choose_share(share / 100, np.arange(people) + 5, Luck(seed), Purpose.PARTY)
    assert abs(chosen.size - Fraction(share * people, 100)) <= Fraction(1, 2)
    assert (np.diff(chosen) > 0).all()
    assert set(chosen) <= set(range(people))


def test_dealing_prefers_nobody():
    shares = (("a", 3_000), ("b", 7_000))
    a = sum((deal(shares, np.arange(40), Luck(seed), Purpose.AGE) == 0).astype(int) for seed in range(3_000))
    statistic = stats.chisquare(a).statistic / 0.7 * (1 - 1 / 40)
    assert stats.chi2.sf(statistic, 39) > UNLIKELY


def test_codes_drawn_one_by_one_are_as_frequent_as_their_shares():
    shares = (("a", 1_000), ("b", 0), ("c", 5_500), ("d", 3_500))
    codes = draw_codes(shares, np.arange(100_000), Luck(4), Purpose.TRADE)
    counts = np.bincount(codes, minlength=4)
    assert counts[1] == 0
    assert stats.chisquare(counts[[0, 2, 3]], [10_000, 55_000, 35_000]).pvalue > UNLIKELY


@given(
    people=st.integers(0, 5_000), units=st.integers(1, 80), spread=st.floats(0, 3), tail=st.floats(0.5, 5),
    seed=st.integers(0, 2**32),
)  # fmt: skip
def test_sizes_add_up_and_nobody_is_below_the_least(people, units, spread, tail, seed):
    total = units + people
    sizes = deal_sizes(total, 1, Luck(seed), np.arange(units), spread, tail)
    assert sizes.sum() == total
    assert sizes.min() >= 1


@given(total=st.integers(0, 10**6), hands=st.integers(1, 50))
def test_dealing_evenly(total, hands):
    parts = deal_evenly(total, hands)
    assert parts.sum() == total
    assert parts.max() - parts.min() <= 1
    assert (np.diff(parts) <= 0).all()


# --- limit worlds ------------------------------------------------------------------------------------------------


def test_a_limit_world_is_what_its_file_says():
    world = LimitWorld(
        seekers=1_003, employed=333, firms=7, jobs=450, towns=3, trades=2, pay=60_000, savings=5, family_size=2,
        contribution_months=30,
        type_shares=(("soe", 2_500), ("collective", 0), ("private", 0), ("entrant", 0), ("rural", 7_500)),
        type_effort=(("rural", 0.5),), type_suitability=(("soe", 0.25),),
    )  # fmt: skip
    employers = found_limit_employers(mesa.Model(), world, START)
    workers = found_limit_workers(mesa.Model(), world, employers, Luck(1), START)
    assert (employers.size, workers.size) == (7, 1_003)
    assert employers.staff.sum() == 333
    assert employers.wanted.sum() == 450
    at_work = workers.activity == Activity.EMPLOYED
    assert at_work.sum() == 333
    assert (workers.employer[at_work] >= 0).all()
    assert (workers.employer[~at_work] == -1).all()
    assert np.bincount(workers.employer[at_work], minlength=7).tolist() == employers.staff.tolist()
    assert np.bincount(workers.origin, minlength=5).tolist() == [251, 0, 0, 0, 752]
    soe = workers.origin == Origin.SOE
    assert set(workers.attitude[soe]) == {1.0}
    assert set(workers.attitude[~soe]) == {0.5}
    assert set(workers.skill[soe]) == {0.25}
    assert set(workers.skill[~soe]) == {1.0}
    cells = np.bincount(workers.town * 2 + workers.trade, minlength=6)
    assert cells.max() - cells.min() <= 1
    assert (workers.wage == 60_000 * at_work).all()
    assert set(workers.spell_start[~at_work]) == {START - 1}
    assert set(workers.cash) == {5}


def test_some_firms_are_foreign_and_some_serve_to_place_people(county):
    world, employers = county.world, county.employers

    def scaled(count):
        return rounded(Fraction(count * world.workers, world.urban_labour_force + world.rural_in_town))

    for kind, said in (
        (Ownership.FOREIGN, world.foreign_firms),
        (Ownership.LABOUR_SERVICE, world.labour_service_units),
    ):
        assert (employers.ownership == kind).sum() == max(scaled(said), 1)
    assert not employers.soft_budget[employers.ownership > Ownership.COLLECTIVE].any()


def test_ages_of_private_employers_fall_off_by_a_constant_share():
    """Half of them have not seen the mean times ln 2; shares by age as in A18, for the mean of the county file."""
    employers = founded(48_000).employers
    years = (START - employers.founded[employers.ownership > Ownership.COLLECTIVE]) / 12
    mean = founded(48_000).world.employer_age
    for limit in (1, 5, 10):
        expected = 1 - np.exp(-limit / mean)
        assert (years < limit).mean() == pytest.approx(expected, abs=4 * np.sqrt(0.25 / years.size))
    assert years.max() <= 22


def test_who_insures_at_the_start_is_who_would_decide_so(county):
    """Contributions that an inspection would cost, as each believes, are above one month for just these."""
    world, employers = county.world, county.employers
    lot = 1.0 - Luck(1).draws(Purpose.EMPLOYER_INSURES, employers.name)
    for kind in (Ownership.PRIVATE, Ownership.GETIHU):
        rows = np.flatnonzero(kind_of(employers) == kind)
        assert lot[rows][employers.insures[rows]].min() >= lot[rows][~employers.insures[rows]].max()
        seen = dict(world.inspection_seen)[kind.label]
        fear = world.inspection / 12 * world.inspection_owed * seen
        share = stats.norm.sf(-np.log(fear) / world.inspection_belief_spread)
        said = {Ownership.PRIVATE: world.insuring_private, Ownership.GETIHU: world.insuring_getihu}[kind]
        assert share == pytest.approx(said, abs=0.02)
