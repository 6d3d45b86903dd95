"""The closed forms of `reference/analytic_checks.md` as plain formulas: no simulation, nothing imported from `sim`.

Symbols are spelled out. Chances are a month's, `x` is applications per opening, and a person's months are
counted as chances to search. `test_exact.py` compares every formula with the values printed on that page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

# --- one month, everybody applies once: the urn and its balls (A1, A3, A23) ------------------------------


def urn_ball_mean(seekers: float, vacancies: float) -> float:
    """Return the mean number of openings that receive at least one of the seekers' applications."""
    return vacancies * (1 - (1 - 1 / vacancies) ** seekers)


def urn_ball_variance(seekers: int, vacancies: int) -> float:
    """Return the variance of the number of openings that receive an application."""
    one, two = (1 - 1 / vacancies) ** seekers, (1 - 2 / vacancies) ** seekers
    return vacancies * (vacancies - 1) * two + vacancies * one - (vacancies * one) ** 2


def seeker_elasticity(x: float) -> float:
    """Return the elasticity of hires to seekers in a large market with `x` seekers per opening."""
    return x * math.exp(-x) / (1 - math.exp(-x))


def arc_elasticity(seekers: int, vacancies: int, change: float, *, of_seekers: bool) -> float:
    """Return the slope of log hires between 1 - change and 1 + change times the seekers (or the openings)."""
    ends = []
    for factor in (1 + change, 1 - change):
        more_seekers, more_vacancies = (factor, 1.0) if of_seekers else (1.0, factor)
        ends.append(math.log(urn_ball_mean(round(seekers * more_seekers), round(vacancies * more_vacancies))))
    return (ends[0] - ends[1]) / math.log((1 + change) / (1 - change))


def ranked_hires(first: int, second: int, vacancies: int) -> tuple[float, float]:
    """Return mean hires of those whom every employer prefers, and of those who get what is left."""
    preferred = urn_ball_mean(first, vacancies)
    return preferred, urn_ball_mean(first + second, vacancies) - preferred


# --- one month, several applications each (A2) -----------------------------------------------------------


def several_applications_limit(seekers: float, vacancies: float, applications: int) -> float:
    """Return hires in a large market: openings offer blindly, each seeker takes one offer."""
    x = applications * seekers / vacancies
    offer = (1 - math.exp(-x)) / x
    return seekers * (1 - (1 - offer) ** applications)


def several_applications(seekers: int, vacancies: int, applications: int, points: int = 12) -> float:
    """Return mean hires in a market of any size, everybody applying to different openings.

    An opening with n other applicants picks this one with chance 1/(n+1), the integral of t^n over 0..1. For k
    of the seeker's own openings at once, every other seeker contributes the expectation of the product of t
    over those openings that they too applied to. Gauss-Legendre points are as good as exact for these curves.
    """
    nodes, weights = np.polynomial.legendre.leggauss(points)
    nodes, weights = (nodes + 1) / 2, weights / 2
    hired = 0.0
    for k in range(1, applications + 1):
        hit = [
            math.comb(k, j) * math.comb(vacancies - k, applications - j) / math.comb(vacancies, applications)
            for j in range(k + 1)
        ]
        joint = 0.0
        for chosen in product(range(points), repeat=k):
            symmetric = np.poly(-nodes[list(chosen)])  # coefficient j: the sum over all products of j of the t's
            one_other = sum(hit[j] * symmetric[j] / math.comb(k, j) for j in range(k + 1))
            joint += math.prod(weights[list(chosen)]) * one_other ** (seekers - 1)
        hired += (-1) ** (k + 1) * math.comb(applications, k) * joint
    return seekers * hired


# --- a constant chance of finding work (A4, A5, A6, A24) -------------------------------------------------


def finding_chance(suitability: float, openings_per_application: float) -> float:
    """Return the chance that one application leads to work when openings are plentiful.

    Two suitable applicants may still meet at one opening; as openings become plentiful the chance becomes the
    suitability itself.
    """
    meetings = suitability / openings_per_application
    return openings_per_application * (1 - math.exp(-meetings))


def steady_unemployment(separation: float, finding: float) -> float:
    """Return the long-run unemployment rate when both chances apply to the stocks at a month's start."""
    return separation / (separation + finding)


def steady_unemployment_hired_at_once(separation: float, finding: float) -> float:
    """Return the same when the newly separated may be hired in the month in which they lost their work."""
    return separation * (1 - finding) / (separation + finding - separation * finding)


def persistence(separation: float, finding: float) -> float:
    """Return the first autocorrelation of the unemployment rate."""
    return 1 - separation - finding


def unemployment_from(start: float, separation: float, finding: float, months: int) -> float:
    """Return the expected unemployment rate some months after it stood at `start`."""
    steady = steady_unemployment(separation, finding)
    return steady + (start - steady) * persistence(separation, finding) ** months


def spread_of_rate(rate: float, people: int) -> float:
    """Return the standard deviation of the share of independent people who are out of work."""
    return math.sqrt(rate * (1 - rate) / people)


def spread_of_mean(spread: float, rho: float, months: int) -> float:
    """Return the standard deviation of the mean of an autoregressive series over some months."""
    lags = np.arange(1, months)
    return spread * math.sqrt((1 + 2 * float(np.sum((1 - lags / months) * rho**lags))) / months)


def survival(finding: float, months: int) -> float:
    """Return the share of a cohort still out of work after some chances."""
    return (1 - finding) ** months


def mean_completed_spell_in_stock(finding: float) -> float:
    """Return the mean completed spell of those found out of work: long spells are met more often."""
    return 2 / finding - 1


def spread_of_spell(finding: float) -> float:
    """Return the standard deviation of a geometric spell; one met in the stock has sqrt(2) times this."""
    return math.sqrt(1 - finding) / finding


def mixture_hazard(shares: Sequence[float], findings: Sequence[float], months: int) -> float:
    """Return the chance of finding work after some chances in vain, for a cohort of several types."""
    left = [share * (1 - finding) ** months for share, finding in zip(shares, findings, strict=True)]
    return sum(w * f for w, f in zip(left, findings, strict=True)) / sum(left)


def boost_gain(separation: float, finding: float, extra: float, boost: int, months: int) -> float:
    """Return the gain in the employment rate of people who all begin jobless, `months` after a boost begins."""
    during = min(boost, months)
    without = unemployment_from(1.0, separation, finding, during)
    gain = without - unemployment_from(1.0, separation, finding + extra, during)
    return gain * persistence(separation, finding) ** (months - during)


# --- benefit for some months (A8) ------------------------------------------------------------------------


def exhaustion(while_paid: float, months: int) -> float:
    """Return the chance of drawing benefit to its last month in vain."""
    return (1 - while_paid) ** months


def paid_months(while_paid: float, months: int) -> float:
    """Return the mean number of months paid, each at its start."""
    return (1 - exhaustion(while_paid, months)) / while_paid


def mean_duration(while_paid: float, after: float, months: int) -> float:
    """Return the mean number of chances until work is found."""
    return paid_months(while_paid, months) + exhaustion(while_paid, months) / after


def one_more_month(while_paid: float, after: float, months: int) -> float:
    """Return how much longer people are out of work on average with one more month of benefit."""
    return exhaustion(while_paid, months) * (1 - while_paid / after)


def duration_within(while_paid: float, after: float, months: int, horizon: int) -> tuple[float, float]:
    """Return mean and standard deviation of the chances until work is found or the horizon is over."""
    chances = [while_paid if month < months else after for month in range(horizon)]
    waiting = np.cumprod([1.0, *(1 - chance for chance in chances[:-1])])  # still looking at each chance
    mean = float(waiting.sum())
    square = float((waiting * np.arange(1, 2 * horizon, 2)).sum())
    return mean, math.sqrt(square - mean**2)


def mean_duration_by_chain(while_paid: float, after: float, months: int) -> float:
    """Return `mean_duration` from the absorbing chain of benefit months: the first row sum of (I - Q)^-1."""
    stay = np.zeros((months + 1, months + 1))
    for month in range(months):
        stay[month, month + 1] = 1 - while_paid
    stay[months, months] = 1 - after
    return float(np.linalg.solve(np.eye(months + 1) - stay, np.ones(months + 1))[0])


# --- search intensity, displacement and vacancy regimes (A9, A12) ----------------------------------------

Openings = Callable[[float, float], float]  # unemployment rate, applications per head -> openings per head


def vacancies_that_hold(separation: float, intensity: float, unemployment: float) -> float:
    """Return the fixed openings per head at which an unemployment rate is steady."""
    low, high = 1e-12, 1e3
    for _ in range(200):
        middle = math.sqrt(low * high)
        hires = middle * -math.expm1(-intensity * unemployment / middle)
        low, high = (middle, high) if hires < separation * (1 - unemployment) else (low, middle)
    return middle


def success(x: float) -> float:
    """Return the chance that an application succeeds with `x` of them per opening: (1 - e^-x)/x."""
    return -math.expm1(-x) / x if x > 0 else 1.0


def steady_market(
    intensity: Sequence[float], shares: Sequence[float], separation: float, openings: Openings
) -> list[float]:
    """Return the steady unemployment rate of each type: as many hired as separated, one market for all types."""
    low, high = 0.0, 1.0
    for _ in range(200):
        chance = (low + high) / 2
        rates = [separation / (separation + sigma * chance) for sigma in intensity]
        sent = sum(w * sigma * u for w, sigma, u in zip(shares, intensity, rates, strict=True))
        posted = openings(sum(w * u for w, u in zip(shares, rates, strict=True)), sent)
        offered = success(sent / posted) if posted > 0 else 0.0
        low, high = (chance, high) if offered > chance else (low, chance)
    return rates


def fixed(vacancies: float) -> Openings:
    """Openings per head are what they are."""
    return lambda unemployment, sent: vacancies


def free_entry(per_application: float) -> Openings:
    """Openings follow the applications that are sent."""
    return lambda unemployment, sent: per_application * sent


def rationed(jobs: float, refilled_at_once: float = 0.0) -> Openings:
    """Openings are the jobs without a holder; `refilled_at_once` is the separation rate when a job that ends
    is posted in the very month in which it ends, and zero when it is posted with the next month's."""
    return lambda unemployment, sent: jobs - (1 - unemployment) * (1 - refilled_at_once)


def displacement(x: float, extra: float, treated: float, intensity: float) -> tuple[float, float, float]:
    """Return the finding chances of treated and control, and the net gain per head, vacancies being fixed.

    `x` is applications per opening when nobody is treated, `treated` the share whose intensity is higher by `extra`.
    """
    everybody = intensity * success(x)
    crowded = intensity * success(x * (1 + treated * extra))
    on_treated, on_control = (1 + extra) * crowded, crowded
    return on_treated, on_control, treated * on_treated + (1 - treated) * on_control - everybody


def displaced_share(x: float, extra: float, treated: float, intensity: float = 1.0) -> float:
    """Return the part of the gap between treated and control that is no gain but somebody else's loss."""
    on_treated, on_control, net = displacement(x, extra, treated, intensity)
    return 1 - net / treated / (on_treated - on_control)
