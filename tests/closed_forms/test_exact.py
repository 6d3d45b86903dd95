"""Every formula of `exact.py` against the values printed in `reference/analytic_checks.md`, to their printed digits."""

import math

import numpy as np
import pytest

from tests.closed_forms import exact


def agree(value, printed):
    """Hold a value against a printed one: equal when rounded to the digits that are printed."""
    digits = len(printed.partition(".")[2])
    assert f"{value:.{digits}f}".removeprefix("0") == printed.removeprefix("0")


@pytest.mark.parametrize(
    ("seekers", "vacancies", "mean", "spread"),
    [
        (1000, 500, "432.468", "6.338"),
        (500, 1000, "393.621", "7.396"),
        (100, 100, "63.397", "3.121"),
        (50, 10, "9.9485", None),
    ],
)
def test_a1(seekers, vacancies, mean, spread):
    agree(exact.urn_ball_mean(seekers, vacancies), mean)
    if spread:
        agree(math.sqrt(exact.urn_ball_variance(seekers, vacancies)), spread)


def test_a1_by_counting_every_way_in_a_tiny_market():
    ways = [len(set(way)) for way in np.ndindex(3, 3, 3, 3)]  # four seekers, three openings
    assert exact.urn_ball_mean(4, 3) == pytest.approx(np.mean(ways))
    assert exact.urn_ball_variance(4, 3) == pytest.approx(np.var(ways))


@pytest.mark.parametrize(
    ("vacancies", "printed"),
    [
        (1000, {1: "632.1", 2: "677.8", 3: "681.0", 5: "669.6", 10: "651.3", 20: "641.5"}),
        (500, {1: "432.3", 2: "430.6", 3: "420.4", 5: "409.5"}),
    ],
)
def test_a2(vacancies, printed):
    for applications, hires in printed.items():
        agree(exact.several_applications_limit(1000, vacancies, applications), hires)


def test_a2_in_a_market_of_any_size():
    assert exact.several_applications(1000, 500, 1) == pytest.approx(exact.urn_ball_mean(1000, 500))
    for applications in (2, 3):
        large = exact.several_applications_limit(10_000, 8_000, applications)
        assert exact.several_applications(10_000, 8_000, applications) == pytest.approx(large, rel=1e-4)


@pytest.mark.parametrize(
    ("x", "printed"), [(0.5, ".771"), (1, ".582"), (1.5, ".431"), (2, ".313"), (3, ".157"), (4, ".075")]
)
def test_a3(x, printed):
    agree(exact.seeker_elasticity(x), printed)
    seekers = round(100_000 * x)
    on_seekers = exact.arc_elasticity(seekers, 100_000, 0.01, of_seekers=True)
    on_vacancies = exact.arc_elasticity(seekers, 100_000, 0.01, of_seekers=False)
    assert on_seekers == pytest.approx(exact.seeker_elasticity(x), abs=1e-3)
    assert on_seekers + on_vacancies == pytest.approx(1, abs=1e-3)


def test_a4():
    agree(exact.steady_unemployment(0.02, 0.04), ".33333")
    agree(exact.steady_unemployment_hired_at_once(0.02, 0.04), ".32432")
    agree(exact.persistence(0.02, 0.04), ".94")
    agree(math.log(0.5) / math.log(exact.persistence(0.02, 0.04)), "11.2")
    agree(exact.spread_of_rate(1 / 3, 10_000), ".00471")
    assert exact.spread_of_mean(1.0, 0.0, 25) == pytest.approx(0.2)
    assert exact.spread_of_mean(1.0, 0.5, 2) == pytest.approx(math.sqrt(0.75))
    assert exact.finding_chance(0.04, 1e6) == pytest.approx(0.04, rel=1e-7)


def test_a5():
    agree(1 / 0.03, "33.3")
    assert exact.survival(0.03, 22) > 0.5 > exact.survival(0.03, 23)
    agree(exact.survival(0.03, 12), ".694")
    agree(exact.mean_completed_spell_in_stock(0.03), "65.7")


def test_a6():
    for months, printed in {0: ".0700", 3: ".0620", 6: ".0544", 12: ".0416", 18: ".0326", 24: ".0270"}.items():
        agree(exact.mixture_hazard((0.5, 0.5), (0.12, 0.02), months), printed)


def test_a8():
    agree(exact.exhaustion(0.03, 12), ".6938")
    agree(exact.paid_months(0.03, 12), "10.205")
    agree(exact.mean_duration(0.03, 0.05, 12), "24.082")
    agree(exact.one_more_month(0.03, 0.05, 12), ".278")
    agree(exact.one_more_month(0.03, 0.04, 12), ".173")
    agree(exact.one_more_month(0.03, 0.036, 12), ".116")
    assert exact.mean_duration_by_chain(0.03, 0.05, 12) == pytest.approx(exact.mean_duration(0.03, 0.05, 12))
    assert exact.duration_within(0.03, 0.05, 12, 2000)[0] == pytest.approx(exact.mean_duration(0.03, 0.05, 12))
    assert exact.duration_within(0.03, 0.05, 12, 12)[0] == pytest.approx(exact.paid_months(0.03, 12))
    mean, spread = exact.duration_within(0.2, 0.2, 3, 500)
    assert (mean, spread) == (pytest.approx(5), pytest.approx(exact.spread_of_spell(0.2)))
    more = exact.mean_duration(0.03, 0.05, 13) - exact.mean_duration(0.03, 0.05, 12)
    assert more == pytest.approx(exact.one_more_month(0.03, 0.05, 12))


@pytest.mark.parametrize(("rate", "printed"), [(0.12, ".03658"), (0.15, ".02365"), (0.18, ".01946")])
def test_a9(rate, printed):
    openings = exact.vacancies_that_hold(0.02, 0.2, rate)
    agree(openings, printed)
    assert exact.steady_market([0.2], [1], 0.02, exact.fixed(openings))[0] == pytest.approx(rate)


def test_a12():
    for x, share in {0.5: ".23", 1: ".42", 1.5: ".57", 2: ".69", 3: ".84"}.items():
        agree(exact.displaced_share(x, 1e-6, 0.5), share)
        assert exact.displaced_share(x, 1e-6, 0.2) == pytest.approx(1 - exact.seeker_elasticity(x), abs=1e-5)
    treated, control, net = exact.displacement(1, 0.3, 0.5, 0.2)
    nobody_treated = 0.2 * exact.success(1)
    agree(treated, ".1545")
    agree(control, ".1188")
    agree(treated - nobody_treated, ".0281")
    agree(nobody_treated - control, ".0076")
    agree(net, ".0102")


REGIMES = """
.95  .2  .03  .1481  .0981   .30  .857  .0235  .0301   22
.95  .3  .02  .0856  .0356   .72  .682  .0078  .0184   58
.90  .3  .02  .1215  .0215  1.69  .382  .0022  .0253   91
.85  .3  .02  .1677  .0177  2.85  .175  .0006  .0335   98
.80  .3  .02  .2160  .0160  4.06  .071  .0002  .0411  100
"""


@pytest.mark.parametrize("row", REGIMES.strip().splitlines())
def test_a12_regimes(row):
    jobs, sigma, separation = (float(part) for part in row.split()[:3])
    printed = row.split()[3:]
    rule = exact.rationed(jobs)
    base = exact.steady_market([sigma], [1], separation, rule)[0]
    openings = rule(base, 0)
    x = sigma * base / openings
    rationed, fixed, free = (
        base - exact.steady_market([1.3 * sigma], [1], separation, regime)[0]
        for regime in (rule, exact.fixed(openings), exact.free_entry(1 / x))
    )
    values = (base, openings, x, exact.seeker_elasticity(x), rationed, free, 100 * (1 - rationed / free))
    for value, said in zip(values, printed, strict=True):
        agree(value, said)
    assert free >= fixed >= rationed


def test_a12_regimes_first_row_by_treated_share():
    """A share of each month's searchers is treated: the intensity of everybody is the mean of the two."""
    rule = exact.rationed(0.95)
    base = exact.steady_market([0.2], [1], 0.03, rule)[0]
    openings = rule(base, 0)
    regimes = {
        rule: (".14806", ".14095", ".13475", ".12454"),
        exact.fixed(openings): (".14806", ".13937", ".13165", ".11853"),
        exact.free_entry(openings / (0.2 * base)): (".14806", ".13916", ".13128", ".11792"),
    }
    for regime, printed in regimes.items():
        for treated, said in zip((0, 0.25, 0.5, 1), printed, strict=True):
            agree(exact.steady_market([0.2 * (1 + 0.3 * treated)], [1], 0.03, regime)[0], said)


def test_a16():
    slope = np.polyfit(
        np.log([1e3, 1e6]), np.log([math.sqrt(exact.urn_ball_variance(n, n)) / n for n in (1000, 10**6)]), 1
    )
    assert slope[0] == pytest.approx(-0.5, abs=1e-3)


def test_a23():
    first, second = exact.ranked_hires(100, 100, 100)
    agree(first, "63.397")
    agree(second, "23.205")
    agree(second / first, ".366")
    for vacancies, printed in {2: ".779", 1: ".607", 0.5: ".368", 0.25: ".135"}.items():
        agree(math.exp(-0.5 / vacancies), printed)


def test_a23_limit_of_the_ratio():
    for per_seeker in (2, 1, 0.5, 0.25):
        first, second = exact.ranked_hires(5 * 10**5, 5 * 10**5, per_seeker * 10**6)
        assert second / first == pytest.approx(math.exp(-0.5 / per_seeker), rel=1e-5)


def test_a24():
    for months, printed in {6: "5.42", 12: "3.74", 24: "1.78", 36: ".85"}.items():
        agree(100 * exact.boost_gain(0.02, 0.04, 0.012, 6, months), printed)
