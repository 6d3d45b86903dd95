"""Repayment plans against closed forms (A13) and against exact fractions."""

from fractions import Fraction

import numpy as np
import pytest

from sim.schedules import SCHEDULES, interest_by, left_after

LOANS = [(2_000_000, 0.0558, 24), (500_000, 0.0549, 12), (1_999_999, 0.2, 36), (100, 0.05, 24), (700_001, 0.0, 7)]


def plan(principal, rate, months, schedule):
    """Balances after 0..months instalments, and the interest paid by then, in fen."""
    k = np.arange(months + 1)
    terms = np.full(k.size, principal), np.full(k.size, rate / 12), np.full(k.size, months)
    return left_after(*terms, k, schedule), interest_by(*terms, k, schedule)


@pytest.mark.parametrize(
    ("schedule", "interest"), [("annuity", 118_317), ("equal_principal", 116_250), ("bullet", 223_200)]
)
def test_20_000_yuan_at_558_for_two_years(schedule, interest):
    left, by = plan(2_000_000, 0.0558, 24, schedule)
    assert by[-1] == interest
    assert left[0] == 2_000_000
    assert left[-1] == 0


def test_the_annuity_to_the_fen():
    left, by = plan(2_000_000, 0.0558, 24, "annuity")
    instalments = -np.diff(left) + np.diff(by)
    assert left[12] == 1_027_828
    assert set(instalments.tolist()) <= {88_262, 88_263, 88_264}  # 882.6321 yuan, rounded where it falls
    assert instalments.sum() == 2_118_317


def exact(principal, rate, months, schedule):
    """The same plan in fractions, month by month."""
    r, balance, paid = Fraction(rate) / 12, Fraction(principal), Fraction(0)
    grown = (1 + r) ** months
    instalment = balance * r * grown / (grown - 1) if r else balance / months
    for month in range(1, months + 1):
        interest = balance * r
        repaid = {"annuity": instalment - interest, "equal_principal": Fraction(principal) / months}.get(
            schedule, balance if month == months else Fraction(0)
        )
        balance, paid = balance - repaid, paid + interest
        yield balance, paid


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("loan", LOANS, ids=str)
def test_every_plan_is_the_exact_one_rounded_once(loan, schedule):
    left, by = plan(*loan, schedule)
    for month, (balance, paid) in enumerate(exact(*loan, schedule), 1):
        assert abs(left[month] - balance) <= Fraction(1, 2) + Fraction(1, 10**6), month
        assert abs(by[month] - paid) <= Fraction(1, 2) + Fraction(1, 10**6), month
    assert left[-1] == 0
    assert (np.diff(left) <= 0).all()
    assert (np.diff(by) >= 0).all()
