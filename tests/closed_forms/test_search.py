"""Searching against a number of openings: A9 the steady state, A12 displacement and the three vacancy regimes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.closed_forms import exact
from tests.closed_forms.judging import judge, within
from tests.closed_forms.living import measured, settings

full = pytest.mark.full

FLOWS = ("unemployed", "employed", "searchers", "vacancies", "hires", "separations")

# `sim/month.py` posts openings after the month's jobs have ended: a job that ends is posted at once, while its
# holder searches from the next month. Were openings posted first, this would be False, and the table of the
# reference page would hold to its last digit.
REFILLED_AT_ONCE = True


def steady(form, name, sets, rate, intensity, separation, months_of, replicates=1, tolerance=0.01):
    """Judge a steady state near `rate`; return the mean unemployment rate.

    Given who searches and what is posted, each month's hires are those of an urn, and its separations a share
    of those in work: what is left over has mean zero in every month, whatever the month before.
    """
    seekers, months, burn_in = months_of
    world = settings(
        **sets, effort=intensity, separation=separation, seekers=seekers, employed=round(seekers * (1 - rate)),
        months=months, burn_in=burn_in,
    )  # fmt: skip

    def flows(block):
        return np.moveaxis(measured(name, world, replicates, block, *FLOWS), 2, 0)

    def hires_left_over(block):
        _, _, searching, posted, hires, _ = flows(block)
        openings = np.maximum(posted, 1)
        return (hires - posted * (1 - (1 - intensity / openings) ** searching)).ravel()

    def separations_left_over(block):
        _, employed, _, _, _, separations = flows(block)
        return (separations[:, 1:] - separation * employed[:, :-1]).ravel()

    judge(f"{form} hires", hires_left_over, 0.0)
    judge(f"{form} separations", separations_left_over, 0.0)
    mean = flows(0)[0].mean() / seekers
    within(f"{form} unemployment", mean, rate, tolerance * rate)
    return mean


# --- A9 --------------------------------------------------------------------------------------------------


def search_intensity(intensity, separation, openings, months_of, replicates=1):
    vacancies = round(openings * months_of[0])
    rate = exact.steady_market([intensity], [1], separation, exact.fixed(vacancies / months_of[0]))[0]
    steady("A9", "search_intensity", {"vacancies": vacancies}, rate, intensity, separation, months_of, replicates)


@pytest.mark.parametrize(
    ("intensity", "separation", "openings"), [(0.2, 0.02, 0.03658), (0.5, 0.05, 0.09), (0.35, 0.04, 0.03)]
)
def test_search_intensity(intensity, separation, openings):
    """Catches stocks that leak into flows: hires that do not leave the searchers, openings filled in advance."""
    search_intensity(intensity, separation, openings, (30_000, 100, 20))


@full
@pytest.mark.parametrize(
    ("intensity", "separation", "openings"),
    [(0.2, 0.02, 0.03658), (0.2, 0.02, 0.02365), (0.2, 0.02, 0.01946), (0.5, 0.05, 0.09), (0.35, 0.04, 0.03)],
)
def test_search_intensity_full(intensity, separation, openings):
    search_intensity(intensity, separation, openings, (50_000, 120, 30), 2)


# --- A12 -------------------------------------------------------------------------------------------------

BY_TYPE = ("hires", "hires/origin/soe", "hires/origin/collective")


def displacement(x, extra, treated, intensity, seekers, replicates):
    """Judge treated, control and net gain; return the share of the gap that is displacement."""
    sets = settings(seekers=seekers, effort=intensity, vacancies=round(intensity * seekers / x))
    sets += (f"world.type_shares={{soe={treated},collective={1 - treated}}}",)

    def rates(block, more):
        """Return hires per head of everybody, of the treated and of the control group (replicates, 3)."""
        hires = measured("displacement", (*sets, f"world.type_effort.soe={1 + more}"), replicates, block, *BY_TYPE)
        return hires[:, 0] / (seekers * np.array([1, treated, 1 - treated]))

    on_treated, on_control, net = exact.displacement(x, extra, treated, intensity)
    share = 1 - net / treated / (on_treated - on_control)
    judge("A12 treated", lambda block: rates(block, extra)[:, 1], on_treated)
    judge("A12 control", lambda block: rates(block, extra)[:, 2], on_control)
    judge("A12 net gain", lambda block: (rates(block, extra) - rates(block, 0.0))[:, 0], net)

    def left_over(block):
        gap = rates(block, extra)[:, 1] - rates(block, extra)[:, 2]
        return (rates(block, extra) - rates(block, 0.0))[:, 0] / treated - (1 - share) * gap

    judge("A12 displacement", left_over, 0.0)
    helped, alone = rates(0, extra).mean(axis=0), rates(0, 0.0).mean(axis=0)
    return 1 - (helped[0] - alone[0]) / treated / (helped[1] - helped[2])


@pytest.mark.parametrize(("x", "extra", "treated"), [(1, 0.3, 0.5), (2, 0.3, 0.5), (0.5, 0.8, 0.25)])
def test_displacement(x, extra, treated):
    """Catches displacement that is a coefficient: it must grow with slack, .23 to .84 over the page's range."""
    displacement(x, extra, treated, 0.2, 4000, 40)


@full
@pytest.mark.parametrize("x", [0.5, 1, 1.5, 2, 3])
def test_displacement_full(x):
    share = displacement(x, 0.3, 0.5, 0.2, 20_000, 120)
    within(f"A12 displaced at x = {x}", share, exact.displaced_share(x, 0.3, 0.5), 0.03)
    within(f"A12 displaced at x = {x}, little help", share, 1 - exact.seeker_elasticity(x), 0.04)


# --- A12, the three vacancy regimes ----------------------------------------------------------------------

HELP = 1.3

# With vacancies fixed, unemployment is pulled back by separations alone, and slowly: the mean of ten years of 40,000
# people then has a standard deviation of 0.7%, a third of the page's tolerance of 2%. More lives make it certain.
REPLICATES = {"regime_rationed": 1, "regime_fixed": 4, "regime_free_entry": 1}


def regimes(jobs, intensity, separation, months_of):
    """Return the gains from help for everybody under R, V and F, simulated and exact: from the same base."""
    seekers = months_of[0]
    rule = exact.rationed(jobs, separation if REFILLED_AT_ONCE else 0.0)
    base = exact.steady_market([intensity], [1], separation, rule)[0]
    vacancies = round(seekers * rule(base, 0))
    per_application = vacancies / seekers / (intensity * base)
    files = {
        "regime_rationed": ({"jobs": round(jobs * seekers)}, rule),
        "regime_fixed": ({"vacancies": vacancies}, exact.fixed(vacancies / seekers)),
        "regime_free_entry": ({"openings_per_seeker": per_application}, exact.free_entry(per_application)),
    }
    gains = {}
    for name, (sets, openings) in files.items():
        found, expected = [], []
        for effort in (intensity, round(HELP * intensity, 6)):
            rate = exact.steady_market([effort], [1], separation, openings)[0]
            form, replicates = f"A12 {name}", REPLICATES[name]
            found.append(steady(form, name, sets, rate, effort, separation, months_of, replicates, tolerance=0.02))
            expected.append(rate)
        gains[name] = (found[0] - found[1], expected[0] - expected[1])
    return gains


def ordered(gains, noise):
    """Hold the gains against the exact ones, and F >= V >= R where the difference is larger than the noise."""
    for name, (found, expected) in gains.items():
        within(f"A12 {name} gain", found, expected, noise)
    names = ("regime_rationed", "regime_fixed", "regime_free_entry")
    for less, more in ((0, 1), (1, 2), (0, 2)):
        if gains[names[more]][1] - gains[names[less]][1] > 2 * noise:
            assert gains[names[more]][0] > gains[names[less]][0]


@pytest.mark.parametrize(("jobs", "intensity", "separation"), [(0.95, 0.2, 0.03), (0.85, 0.3, 0.02)])
def test_regimes(jobs, intensity, separation):
    """Catches a vacancy rule that is not what it says: under rationing, help must do next to nothing when jobs lack."""
    gains = regimes(jobs, intensity, separation, (20_000, 40, 20))
    ordered(gains, 0.005)


@full
@pytest.mark.parametrize(
    ("jobs", "intensity", "separation"),
    [(0.95, 0.2, 0.03), (0.95, 0.3, 0.02), (0.90, 0.3, 0.02), (0.85, 0.3, 0.02), (0.80, 0.3, 0.02)],
)
def test_regimes_full(jobs, intensity, separation):
    gains = regimes(jobs, intensity, separation, (40_000, 120, 30))
    ordered(gains, 0.002)
    (found_r, exact_r), (found_f, exact_f) = gains["regime_rationed"], gains["regime_free_entry"]
    within("A12 offset", 1 - found_r / found_f, 1 - exact_r / exact_f, 0.06)


@full
def test_regimes_by_treated_share_full():
    """A quarter or half of each month's searchers helped: the mean intensity is what counts."""
    rule = exact.rationed(0.95, 0.03 if REFILLED_AT_ONCE else 0.0)
    for treated in (0.25, 0.5):
        effort = round(0.2 * (1 + 0.3 * treated), 6)
        rate = exact.steady_market([effort], [1], 0.03, rule)[0]
        steady("A12 by share", "regime_rationed", {"jobs": 47_500}, rate, effort, 0.03, (50_000, 120, 30))
