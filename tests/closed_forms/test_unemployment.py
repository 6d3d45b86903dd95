"""A constant chance of finding work: A4 the steady state, A5 geometric spells, A6 two types, A24 a passing boost.

Most tests post 25 openings for every application, some the 100 of the limit files: `exact.finding_chance` says
what chance either gives.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.closed_forms import exact
from tests.closed_forms.judging import judge, judge_distribution, judge_share, within
from tests.closed_forms.living import limit, measured, settings, with_spells

full = pytest.mark.full

FEWER = 25.0


# --- A4 --------------------------------------------------------------------------------------------------


def steady_state(chances, seekers, months, burn_in, replicates, plenty=100.0):
    """Judge the mean; return the first autocorrelation less the exact one, and the spread over the exact one.

    Everybody begins jobless, as in the limit file, when there is a burn-in long enough to forget it.
    """
    separation, suitability = chances
    finding = exact.finding_chance(suitability, plenty)
    steady, rho = exact.steady_unemployment(separation, finding), exact.persistence(separation, finding)
    sets = settings(
        separation=separation, suitability=suitability, openings_per_seeker=plenty, seekers=seekers,
        months=months, burn_in=burn_in, employed=0 if rho**burn_in < 1e-3 else round(seekers * (1 - steady)),
    )  # fmt: skip
    spread = exact.spread_of_rate(steady, seekers)

    def rates(block):
        return measured("steady_state", sets, replicates, block, "unemployed")[:, :, 0] / seekers

    of_mean = exact.spread_of_mean(spread, rho, months)
    judge("A4 mean", lambda block: rates(block).mean(axis=1), steady, spread=of_mean)
    swing = rates(0) - steady
    found = np.sum(swing[:, 1:] * swing[:, :-1]) / np.sum(swing[:, :-1] ** 2)
    return found - rho, math.sqrt(np.mean(swing**2)) / spread


def test_steady_state():
    """Catches flows applied twice, states that nobody leaves, and people hired in the month they lost their work:
    at these chances that would be .189, not .250."""
    off, ratio = steady_state((0.1, 0.3), 500, 200, 20, 3, FEWER)
    within("A4 autocorrelation", off, 0, 0.1)
    within("A4 spread", ratio, 1, 0.15)


@pytest.mark.parametrize("chances", [(0.02, 0.04), (0.05, 0.1)])
def test_steady_state_elsewhere(chances):
    steady_state(chances, 1500, 50, 20, 4, FEWER)


@full
def test_steady_state_full():
    """50,000 months: neighbouring months are nearly the same draw."""
    off, ratio = steady_state((0.02, 0.04), 300, 1200, 40, 42, FEWER)
    within("A4 autocorrelation", off, 0, 0.02)
    within("A4 spread", ratio, 1, 0.1)


@full
@pytest.mark.parametrize(("chances", "seekers"), [((0.1, 0.3), 300), ((0.03, 0.09), 500), ((0.01, 0.5), 2000)])
def test_steady_state_full_elsewhere(chances, seekers):
    off, ratio = steady_state(chances, seekers, 600, 40, 6)
    within("A4 autocorrelation", off, 0, 0.05)
    within("A4 spread", ratio, 1, 0.1)


# --- A5 --------------------------------------------------------------------------------------------------


def spells(chances, seekers, burn_in, months, replicates, plenty=100.0):
    """Judge spells that begin in the first third of the horizon, and those of the stock at the end of that third;
    return how many began."""
    separation, suitability = chances
    name, finding = "constant_exit", exact.finding_chance(suitability, plenty)
    sets = settings(
        separation=separation, suitability=suitability, openings_per_seeker=plenty, seekers=seekers,
        burn_in=burn_in, months=months,
    )  # fmt: skip
    start = limit(name, sets).horizon.start
    end = start + months  # a spell still open then counts as if it ended there: hardly one does
    last = start + months // 3

    def lived(block):
        return with_spells(name, sets, replicates, block, "long_term_unemployed", "unemployed")

    def begun(block):
        """Return the lengths of all spells begun in the first third."""
        return np.concatenate([
            (np.where(spell.end < 0, end, spell.end) - spell.start)[(spell.start >= start) & (spell.start <= last)]
            for spell in lived(block)[1]
        ])  # fmt: skip

    def met(block):
        """Return the completed lengths of the spells of all who are out of work at the end of month `last`."""
        return np.concatenate([
            (np.where(spell.end < 0, end, spell.end) - spell.start)[
                (spell.start <= last) & ((spell.end > last) | (spell.end < 0))
            ]
            for spell in lived(block)[1]
        ])  # fmt: skip

    spread = exact.spread_of_spell(finding)
    judge("A5 mean spell", begun, 1 / finding, spread=spread)
    judge("A5 mean spell in the stock", met, exact.mean_completed_spell_in_stock(finding), spread=spread * math.sqrt(2))
    judge_share(
        "A5 stock of 12 months and more", lambda block: lived(block)[0][:, last - start], exact.survival(finding, 12)
    )
    lengths = begun(0)
    lots = np.random.default_rng(20021231).random(lengths.size)  # a spell of n months is anywhere on its step
    judge_distribution("A5 spells", 1 - (1 - finding) ** (lengths - 1) * (1 - finding * lots))
    return lengths.size


@pytest.mark.parametrize(("chances", "burn_in", "months"), [((0.1, 0.2), 35, 66), ((0.06, 0.3), 25, 45)])
def test_spells(chances, burn_in, months):
    """Catches spells counted one month too long or short, and spells met in the stock averaged as if begun."""
    spells(chances, 2000, burn_in, months, 5, FEWER)


def test_a_cohort_survives_geometrically():
    """The default chance, .03, on one cohort: nobody separated, nobody arriving."""
    seekers = 3000
    sets = settings(separation=0, burn_in=0, months=24, seekers=seekers, openings_per_seeker=FEWER)
    finding = exact.finding_chance(0.03, FEWER)
    for month in (1, 12, 24):

        def left(block, month=month):
            stock = measured("constant_exit", sets, 6, block, "unemployed")[:, month - 1, 0]
            return np.stack([stock, np.full(6, seekers)], axis=1)

        judge_share("A5 survival", left, exact.survival(finding, month))


@full
@pytest.mark.parametrize(
    ("chances", "burn_in", "months", "replicates"),
    [((0.02, 0.03), 240, 450, 3), ((0.1, 0.2), 35, 96, 3), ((0.06, 0.3), 25, 90, 4)],
)
def test_spells_full(chances, burn_in, months, replicates):
    assert spells(chances, 20_000, burn_in, months, replicates, FEWER) >= 100_000


# --- A6 --------------------------------------------------------------------------------------------------

GROUPS = ("all/all", "origin/soe", "origin/collective")
BY_TYPE = tuple(f"{metric}/{group}" for group in GROUPS for metric in ("reemployed", "unemployed"))


def two_types(shares, findings, months_looked_at, seekers, replicates, plenty=100.0):
    sets = settings(
        seekers=seekers,
        openings_per_seeker=plenty,
        months=max(months_looked_at) + 1,
        type_shares=f"{{soe={shares[0]},collective={shares[1]}}}",
        type_suitability=f"{{soe={findings[0]},collective={findings[1]}}}",
    )

    def found_of_looking(block, month, group):
        values = measured("two_types", sets, replicates, block, *BY_TYPE)[:, :, 2 * group : 2 * group + 2]
        began = np.full(replicates, seekers * (shares[group - 1] if group else 1.0))
        looking = values[:, month - 1, 1] if month else began
        return np.stack([values[:, month, 0], looking], axis=1)

    for month in months_looked_at:
        for group, form in enumerate(("A6 the mixture", "A6 each type", "A6 each type")):
            hazard = findings[group - 1] if group else exact.mixture_hazard(shares, findings, month)
            judge_share(form, lambda block, t=month, g=group: found_of_looking(block, t, g), hazard)


TYPES = [((0.5, 0.5), (0.12, 0.02)), ((0.5, 0.5), (0.12, 0.06)), ((0.3, 0.7), (0.25, 0.05))]


@pytest.mark.parametrize(("shares", "findings"), TYPES)
def test_two_types(shares, findings):
    """Catches chances that fall with the spell of one person (each type's stays), and types that are mixed up."""
    two_types(shares, findings, (0, 3, 6, 12), 1500, 8, 40)


@full
@pytest.mark.parametrize(("shares", "findings"), TYPES)
def test_two_types_full(shares, findings):
    two_types(shares, findings, (0, 3, 6, 12, 18, 24), 5000, 30)


# --- A24 -------------------------------------------------------------------------------------------------


def boost(case, looked_at, seekers, replicates, plenty=100.0):
    separation, suitability, effort, helped, months_of_help = case
    year, month = divmod(months_of_help, 12)
    dated = f'[{{from="2003-01",value={helped}}},{{from="{2003 + year}-{month + 1:02d}",value={effort}}}]'
    world = {
        "separation": separation, "suitability": suitability, "openings_per_seeker": plenty, "seekers": seekers,
        "months": max(looked_at),
    }  # fmt: skip
    suits = exact.finding_chance(suitability, plenty)
    finding, more = suits * effort, suits * (helped - effort)

    def gains(block):
        with_help, without = (
            measured("temporary_boost", settings(**world, effort=said), replicates, block, "employed")
            for said in (dated, effort)
        )
        return (with_help - without)[:, :, 0] / seekers

    for month in looked_at:
        expected = exact.boost_gain(separation, finding, more, months_of_help, month)
        judge("A24 gain", lambda block, month=month: gains(block)[:, month - 1], expected)


BOOSTS = [(0.02, 0.08, 0.5, 0.65, 6), (0.02, 0.08, 0.5, 0.8, 12), (0.05, 0.2, 0.4, 1.0, 3)]


@pytest.mark.parametrize("case", BOOSTS)
def test_temporary_boost(case):
    """Catches help that lasts though nothing of it is left in anybody's state, and dates off by a month."""
    months_of_help = case[-1]
    boost(case, (months_of_help, months_of_help + 1, months_of_help + 3), 800, 15, FEWER)


@full
@pytest.mark.parametrize("case", BOOSTS)
def test_temporary_boost_full(case):
    boost(case, (case[-1], case[-1] + 1, 24, 36), 1000, 45)
