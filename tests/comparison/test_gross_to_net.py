"""Every term on a county of a few people where the answer is known by hand, and the identity on any county."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comparison.gross_to_net import IDLE, TERMS, Served, decompose

MILL, SHOP = 1, 2


def served(*rows):
    person, first, last = (np.array(column, np.int64) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    return Served(*(np.asarray(column, np.int64) for column in (person, first, last)))


def terms(with_it, without, rows, measure="jobs", month=-1):
    found = decompose(np.array(with_it).T, np.array(without).T, served(*rows))  # written month by month
    return dict(zip(TERMS, found[measure][month].tolist(), strict=True))


def test_a_job_that_nobody_would_have_had():
    """Person 0 is hired by the mill with support; nobody else changes."""
    assert terms([[MILL, SHOP]], [[IDLE, SHOP]], [(0, 0, 0)]) == {
        "gross": 1, "deadweight": 0, "lock_in": 0, "substitution": 0, "displacement": 0, "net": 1,
    }  # fmt: skip


def test_a_job_that_person_would_have_had_anyway():
    assert terms([[MILL, SHOP]], [[SHOP, SHOP]], [(0, 0, 0)]) == {
        "gross": 1, "deadweight": 1, "lock_in": 0, "substitution": 0, "displacement": 0, "net": 0,
    }  # fmt: skip


def test_a_job_taken_from_another_at_the_same_employer():
    """The mill takes 0 with support instead of 1."""
    assert terms([[MILL, IDLE]], [[IDLE, MILL]], [(0, 0, 0)]) == {
        "gross": 1, "deadweight": 0, "lock_in": 0, "substitution": 1, "displacement": 0, "net": 0,
    }  # fmt: skip


def test_a_job_lost_at_an_employer_that_was_never_touched():
    """0 opens a shop with support (own account); the shop that loses its custom lets 1 go."""
    assert terms([[-1, IDLE]], [[IDLE, SHOP]], [(0, 0, 0)]) == {
        "gross": 1, "deadweight": 0, "lock_in": 0, "substitution": 0, "displacement": 1, "net": 0,
    }  # fmt: skip


def test_a_job_won_elsewhere_is_negative_displacement():
    assert terms([[MILL, SHOP]], [[IDLE, IDLE]], [(0, 0, 0)])["displacement"] == -1


def test_a_course_keeps_its_member_from_work():
    """Lock-in: 0 is in a course (served, idle) and would have worked."""
    assert terms([[IDLE, SHOP]], [[MILL, SHOP]], [(0, 0, 0)]) == {
        "gross": 0, "deadweight": 1, "lock_in": 1, "substitution": 0, "displacement": 0, "net": -1,
    }  # fmt: skip


def test_nobody_counts_before_the_first_claim_and_everybody_after_it():
    with_it, without = [[MILL], [MILL], [MILL]], [[IDLE], [IDLE], [IDLE]]
    assert terms(with_it, without, [(0, 1, 1)], month=0)["gross"] == 0
    assert terms(with_it, without, [(0, 1, 1)], month=1)["gross"] == 1
    assert terms(with_it, without, [(0, 1, 1)], month=2)["gross"] == 1  # support has ended; the person still counts


def test_an_employer_is_touched_from_the_month_of_support_on():
    """Before support the mill is a stranger: the job that 1 lost there is displacement, made good by 0's."""
    with_it, without = [[MILL, IDLE], [MILL, IDLE]], [[IDLE, MILL], [IDLE, MILL]]
    assert terms(with_it, without, [(0, 1, 1)], month=0)["displacement"] == 1 - 1
    assert terms(with_it, without, [(0, 1, 1)], month=1)["substitution"] == 1


def test_an_employer_met_after_support_is_not_touched():
    with_it, without = [[MILL, SHOP], [SHOP, SHOP]], [[IDLE, SHOP], [IDLE, IDLE]]
    found = terms(with_it, without, [(0, 0, 0)], month=1)
    assert (found["substitution"], found["displacement"]) == (0, -1)


def test_job_months_add_up():
    with_it, without = [[MILL], [MILL], [IDLE]], [[IDLE], [MILL], [IDLE]]
    assert terms(with_it, without, [(0, 0, 0)], "job_months")["gross"] == 2
    assert terms(with_it, without, [(0, 0, 0)], "job_months")["net"] == 1


def test_work_that_support_pays_for_is_no_lock_in():
    found = terms([[MILL]], [[SHOP]], [(0, 0, 0)], "unsubsidised_jobs")
    assert (found["gross"], found["deadweight"], found["lock_in"]) == (0, 1, 0)


def test_paid_work_is_not_unsubsidised():
    with_it, without = [[MILL], [MILL]], [[IDLE], [IDLE]]
    assert terms(with_it, without, [(0, 0, 0)], "unsubsidised_jobs", month=0)["gross"] == 0
    assert terms(with_it, without, [(0, 0, 0)], "unsubsidised_jobs", month=1)["gross"] == 1


@st.composite
def counties(draw):
    persons, months = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    unit = st.integers(0, 3)
    run = st.lists(st.lists(unit, min_size=persons, max_size=persons), min_size=months, max_size=months)
    rows = st.lists(st.tuples(st.integers(0, persons - 1), st.integers(0, months - 1), st.integers(0, 3)), max_size=6)
    return draw(run), draw(run), [(who, first, min(first + more, months - 1)) for who, first, more in draw(rows)]


@given(counties())
@pytest.mark.parametrize("measure", ["jobs", "job_months", "unsubsidised_jobs", "unsubsidised_job_months"])
def test_gross_is_net_and_what_leaks_away(measure, county):
    for month in range(len(county[0])):
        t = terms(*county, measure, month)
        assert t["gross"] == t["net"] + t["deadweight"] + t["substitution"] + t["displacement"]


@given(counties())
def test_net_is_the_difference_of_heads(county):
    with_it, without, rows = county
    assert terms(with_it, without, rows)["net"] == sum(map(bool, with_it[-1])) - sum(map(bool, without[-1]))


def test_a_lever_that_names_nobody_has_a_net_alone():
    found = terms([[MILL, SHOP]], [[IDLE, SHOP]], [])
    assert (found["gross"], found["deadweight"], found["net"]) == (0, 0, 1)
