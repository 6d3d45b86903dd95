"""What a plan to lay people off has to pass: votes, thresholds, approval, and the time of the clerks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.policies.answers import LayoffRules
from sim.reform import pass_rules


def by_hand(plans, rules, refused):
    """Return what each of some enterprises (people, staff, lot) may shed, one after the other."""
    shed, asking = [], []
    for row, (people, staff, lot) in enumerate(plans):
        if rules.vote:
            people = min(people, int(np.floor(staff * (1.0 - rules.vote))))
        free = min(int(np.floor(staff * rules.share)), rules.heads)
        if people > free > 0 and free >= people * (1.0 - max(refused, rules.refused)):
            people = free
        if people > free:
            asking.append((people, row))
            people = 0 if lot < max(refused, rules.refused) else people
        shed.append(people)
    late = [0] * len(plans)
    for place, (_, row) in enumerate(sorted(asking)):
        late[row] = place // rules.capacity if rules.capacity else 0
    return shed, late


@given(
    plans=st.lists(
        st.tuples(st.integers(0, 80), st.integers(1, 200), st.sampled_from([0.05, 0.35, 0.9])), min_size=1, max_size=8
    ),
    rules=st.builds(
        LayoffRules,
        notice=st.just(1), heads=st.integers(0, 60), share=st.sampled_from([0.0, 0.1, 0.5, 1.0]),
        refused=st.sampled_from([0.0, 0.3, 1.0]), capacity=st.integers(0, 3), vote=st.sampled_from([0.0, 0.5, 0.6]),
        settlement=st.just(0.0),
    ),
)  # fmt: skip
def test_plans_one_by_one(plans, rules):
    plans = [(min(people, staff), staff, lot) for people, staff, lot in plans]  # nobody plans to shed more than all
    people, staff, lot = (np.array(column) for column in zip(*plans, strict=True))
    shed, late = pass_rules(people.astype(np.int64), staff.astype(np.int64), lot, rules, 0.1)
    assert (shed.tolist(), late.tolist()) == by_hand(plans, rules, 0.1)


def test_one_clerk_takes_the_smallest_plan_first():
    rules = LayoffRules(1, 0, 0.0, 0.0, 1, 0.0, 0.0)
    three, hundred = np.array([9, 2, 5]), np.full(3, 100)
    shed, late = pass_rules(three, hundred, np.ones(3), rules, 0.0)
    assert shed.tolist() == [9, 2, 5]
    assert late.tolist() == [2, 0, 1]
