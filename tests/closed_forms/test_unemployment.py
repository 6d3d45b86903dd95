"""A constant chance of finding work: A4 the steady state, A5 geometric spells, A6 two types, A24 a passing boost."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.closed_forms import exact
from tests.closed_forms.judging import judge, judge_distribution, within
from tests.closed_forms.living import jobless_spells, limit, measured, settings

full = pytest.mark.full

PLENTY = 100.0  # openings per application in the limit files


# --- A4 --------------------------------------------------------------------------------------------------


def steady_state(separation, suitability, seekers, months, burn_in, replicates):
    """Judge the mean; return the first autocorrelation and the spread over the exact one."""
    finding = exact.finding_chance(suitability, PLENTY)
    sets = settings(
        separation=separation, suitability=suitability, seekers=seekers, months=months, burn_in=burn_in
    )
    steady, rho = exact.steady_unemployment(separation, finding), exact.persistence(separation, finding)
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
    off, ratio = steady_state(0.1, 0.3, 600, 300, 25, 4)
    within("A4 autocorrelation", off, 0, 0.05)
    within("A4 spread", ratio, 1, 0.1)


@pytest.mark.parametrize(("separation", "suitability", "burn_in"), [(0.02, 0.04, 150), (0.05, 0.1, 60)])
def test_steady_state_elsewhere(separation, suitability, burn_in):
    steady_state(separation, suitability, 1000, 120, burn_in, 3)


@full
def test_steady_state_full():
    """50,000 months: neighbouring months are nearly the same draw."""
    off, ratio = steady_state(0.02, 0.04, 300, 1000, 240, 50)
    within("A4 autocorrelation", off, 0, 0.02)
    within("A4 spread", ratio, 1, 0.1)


@full
@pytest.mark.parametrize(
    ("separation", "suitability", "seekers"), [(0.1, 0.3, 600), (0.03, 0.09, 1000), (0.01, 0.5, 2000)]
)
def test_steady_state_full_elsewhere(separation, suitability, seekers):
    off, ratio = steady_state(separation, suitability, seekers, 600, 120, 6)
    within("A4 autocorrelation", off, 0, 0.05)
    within("A4 spread", ratio, 1, 0.1)


# --- A5 --------------------------------------------------------------------------------------------------


def spells(separation, suitability, seekers, burn_in, months, replicates):
    """Judge spells that begin in the first part of the horizon and end in it, and the stock in between."""
    name, finding = "constant_exit", exact.finding_chance(suitability, PLENTY)
    sets = settings(
        separation=separation, suitability=suitability, seekers=seekers, burn_in=burn_in, months=months
    )
    start = limit(name, sets).horizon.start
    last = start + months // 3  # two thirds of the horizon are left to end a spell that begins by then

    def completed(block):
        """Return, for every replicate, the completed months of spells begun at the start of the horizon."""
        begun = [(s, (s.start >= start) & (s.start <= last)) for s in jobless_spells(name, sets, replicates, block)]
        return [np.where(s.end < 0, months, s.end - s.start)[which] for s, which in begun]

    def met(block):
        """Return, for every replicate, the mean completed months of those out of work at the end of month `last`."""
        found = []
        for s in jobless_spells(name, sets, replicates, block):
            here = (s.start <= last) & ((s.end > last) | (s.end < 0))
            end = np.where(s.end < 0, start + months, s.end)
            found.append((end - s.start)[here].mean())
        return np.array(found)

    def old(block):
        """Return, for every replicate, how many more are long-term unemployed than should be."""
        wanted = ("long_term_unemployed", "unemployed")
        long, all_of_them = np.moveaxis(measured(name, sets, replicates, block, *wanted), 2, 0)
        return (long - exact.survival(finding, 12) * all_of_them).mean(axis=1)

    judge("A5 mean spell", lambda block: np.array([spell.mean() for spell in completed(block)]), 1 / finding)
    judge("A5 mean spell in the stock", met, exact.mean_completed_spell_in_stock(finding))
    judge("A5 stock of 12 months and more", old, 0.0)
    draws = np.concatenate(completed(0))
    lots = np.random.default_rng(20021231).random(draws.size)  # a spell of n months is anywhere between two steps
    judge_distribution("A5 spells", 1 - (1 - finding) ** (draws - lots))
    return draws.size


@pytest.mark.parametrize(("separation", "suitability", "burn_in", "months"), [(0.1, 0.2, 35, 60), (0.06, 0.3, 25, 36)])
def test_spells(separation, suitability, burn_in, months):
    """Catches spells counted one month too long or short, and spells met in the stock averaged as if begun."""
    spells(separation, suitability, 1500, burn_in, months, 12)


def test_a_cohort_survives_geometrically():
    """The default chance, .03, on one cohort: nobody separated, nobody arriving."""
    seekers, months, replicates = 3000, 24, 8
    sets = settings(separation=0, burn_in=0, months=months, seekers=seekers)
    finding = exact.finding_chance(0.03, PLENTY)
    for month in (1, 12, 24):

        def left(block, month=month):
            return measured("constant_exit", sets, replicates, block, "unemployed")[:, month - 1, 0]

        share = exact.survival(finding, month)
        judge("A5 survival", left, seekers * share, spread=seekers * exact.spread_of_rate(share, seekers))


@full
@pytest.mark.parametrize(
    ("separation", "suitability", "burn_in", "months"), [(0.02, 0.03, 240, 540), (0.1, 0.2, 35, 90), (0.06, 0.3, 25, 60)]
)
def test_spells_full(separation, suitability, burn_in, months):
    seekers, replicates = 6000, 12
    assert spells(separation, suitability, seekers, burn_in, months, replicates) >= 100_000


# --- A6 --------------------------------------------------------------------------------------------------

BY_TYPE = tuple(f"{metric}/{group}" for group in ("all/all", "origin/soe", "origin/collective") for metric in ("reemployed", "unemployed"))  # fmt: skip


def two_types(shares, findings, months_looked_at, seekers, replicates):
    sets = settings(
        seekers=seekers,
        months=max(months_looked_at) + 1,
        type_shares=f"{{soe={shares[0]},collective={shares[1]}}}",
        type_suitability=f"{{soe={findings[0]},collective={findings[1]}}}",
    )

    def excess(block, month, group, hazard):
        """Return, for every replicate, how many more found work than the hazard of those still looking says."""
        values = measured("two_types", sets, replicates, block, *BY_TYPE)[:, :, 2 * group : 2 * group + 2]
        began = seekers * (1.0 if group == 0 else shares[group - 1])
        looking = values[:, month - 1, 1] if month else np.full(replicates, began)
        return values[:, month, 0] - hazard * looking

    for month in months_looked_at:
        hazard = exact.mixture_hazard(shares, findings, month)
        judge("A6 the mixture", lambda block, t=month, h=hazard: excess(block, t, 0, h), 0.0)
        for group in (1, 2):
            judge("A6 each type", lambda block, t=month, g=group: excess(block, t, g, findings[g - 1]), 0.0)


@pytest.mark.parametrize(
    ("shares", "findings"), [((0.5, 0.5), (0.12, 0.02)), ((0.5, 0.5), (0.12, 0.06)), ((0.3, 0.7), (0.25, 0.05))]
)
def test_two_types(shares, findings):
    """Catches chances that fall with the spell of one person (each type's stays), and types that are mixed up."""
    two_types(shares, findings, (0, 3, 6, 12), 1500, 16)


@full
@pytest.mark.parametrize(
    ("shares", "findings"), [((0.5, 0.5), (0.12, 0.02)), ((0.5, 0.5), (0.12, 0.06)), ((0.3, 0.7), (0.25, 0.05))]
)
def test_two_types_full(shares, findings):
    two_types(shares, findings, (0, 3, 6, 12, 18, 24), 5000, 80)


# --- A24 -------------------------------------------------------------------------------------------------


def boost(separation, suitability, effort, helped, months_of_help, months_looked_at, seekers, replicates):
    year, month = divmod(months_of_help, 12)
    end = f"{2003 + year}-{month + 1:02d}"
    dated = f'[{{from="2003-01",value={helped}}},{{from="{end}",value={effort}}}]'
    world = {"separation": separation, "suitability": suitability, "seekers": seekers, "months": max(months_looked_at)}
    finding, more = (suitability * effort, suitability * (helped - effort))

    def gain(block, month):
        with_help, without = (
            measured("temporary_boost", settings(**world, effort=said), replicates, block, "employed")
            for said in (dated, effort)
        )
        return (with_help - without)[:, month - 1, 0] / seekers

    for month in months_looked_at:
        expected = exact.boost_gain(separation, finding, more, months_of_help, month)
        judge("A24 gain", lambda block, month=month: gain(block, month), expected)


@pytest.mark.parametrize(
    ("separation", "suitability", "effort", "helped", "months_of_help"),
    [(0.02, 0.08, 0.5, 0.65, 6), (0.02, 0.08, 0.5, 0.8, 12), (0.05, 0.2, 0.4, 1.0, 3)],
)
def test_temporary_boost(separation, suitability, effort, helped, months_of_help):
    """Catches help that lasts though nothing of it is left in anybody's state, and dates off by a month."""
    looked_at = (months_of_help, months_of_help + 1, months_of_help + 6)
    boost(separation, suitability, effort, helped, months_of_help, looked_at, 1500, 16)


@full
@pytest.mark.parametrize(
    ("separation", "suitability", "effort", "helped", "months_of_help"),
    [(0.02, 0.08, 0.5, 0.65, 6), (0.02, 0.08, 0.5, 0.8, 12), (0.05, 0.2, 0.4, 1.0, 3)],
)
def test_temporary_boost_full(separation, suitability, effort, helped, months_of_help):
    boost(separation, suitability, effort, helped, months_of_help, (months_of_help, 7, 12, 24, 36), 5000, 30)
