"""A21: of a subsidy on every hire most goes to hires that would have been made, or all of it into pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

import numpy as np
import pytest

from sim.county import County
from sim.declare import Int64
from sim.policies import Lever
from sim.policies.policy import Now
from tests.closed_forms.living import Sets, limit, settings

PAY = 50_000  # fen


@dataclass(frozen=True, kw_only=True)
class HiringSubsidy(Lever):
    """So many fen a month for every worker on a staff, however hired: the plainest subsidy."""

    name: ClassVar[str] = "hiring_subsidy"
    number: ClassVar[int] = 97
    relieves: ClassVar[bool] = True
    fen: int = 0

    def hiring_relief(self, now: Now) -> Int64:
        return np.full(now.employers.staff.size, self.fen, np.int64)


@cache
def lived(share: float, sets: Sets) -> tuple[int, int, float]:
    """Live with a subsidy of a share of pay; return hires, people in work and the mean offer at the end."""
    plan = replace(limit("hiring_subsidy", sets), levers=(HiringSubsidy(fen=round(share * PAY)),), levers_before=())
    county, hires = County(plan, rng=1), 0
    while county.running:
        county.step()
        hires += int(county.measure["hires"])
    return hires, int(county.measure["employed"]), float(county.employers.wage_offer.mean())


def share_for(growth: float, elasticity: float) -> float:
    """Return the subsidy, as a share of pay, that raises the staff wanted by a share."""
    return float(1.0 - (1.0 + growth) ** (-1.0 / elasticity))


@pytest.mark.parametrize(("growth", "deadweight"), [(0.10, 0.909), (0.20, 0.833), (0.50, 0.667)])
@pytest.mark.parametrize("elasticity", [0.5, 1.2])
def test_most_subsidised_hires_would_have_been_made_anyway(growth, deadweight, elasticity):
    sets = settings(labour_elasticity=elasticity)
    without, _, _ = lived(0.0, sets)
    hires, employed, offer = lived(share_for(growth, elasticity), sets)
    assert without == 1_000
    assert employed == hires
    assert offer == PAY
    assert without / hires == pytest.approx(deadweight, abs=0.01)
    assert hires / without - 1 == pytest.approx(growth, abs=0.003)  # a person in each of four firms


@pytest.mark.parametrize("elasticity", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("share", [0.1, 0.3])
def test_staff_answers_to_the_cost_of_labour_by_the_elasticity(share, elasticity):
    sets = settings(labour_elasticity=elasticity, seekers=40_000)
    hires, _, _ = lived(share, sets)
    assert np.log(hires / 1_000) == pytest.approx(-elasticity * np.log(1 - share), abs=0.003)


@pytest.mark.parametrize("share", [0.1, 0.25])
def test_where_everybody_works_already_a_subsidy_goes_into_pay_and_makes_no_job(share):
    sets = settings(seekers=1_000, offer_raise=0.002, months=120)
    _, without, before = lived(0.0, sets)
    _, employed, offer = lived(share, sets)
    assert before == pytest.approx(PAY, rel=0.002)  # a step while the first openings were filled
    assert without == 1_000
    assert employed == pytest.approx(1_000, abs=4)
    assert offer - before == pytest.approx(share * PAY, abs=0.01 * PAY)
