"""Labour inspection comes to employers by lot: who is found out pays, and insures its people from then on."""

import numpy as np
import pytest

from sim.codes import Activity, JobForm
from sim.county import County
from tests.county.worlds import county_plan

NOBODY_INSURES = ("world.inspection_seen={}", "world.inspection_belief_spread=0", "world.inspection_owed=24")
RATES = {"pension": 0.20, "medical": 0.06, "unemployment": 0.02}
UNREPORTED = (JobForm.TEMPORARY, JobForm.HOURLY)


def lived(share, months=6, workers=3_000):
    """Yield a county month by month, with what its employers did before, and the claims of the lever."""
    county = County(county_plan(*NOBODY_INSURES, f"world.inspection={share}", months=months, workers=workers), rng=4)
    settle, claims = county.ledger.settle, []

    def listening(claim):
        paid = settle(claim)
        if claim.programme == "social_contributions":
            claims.append((claim, paid))
        return paid

    county.ledger.settle = listening
    while county.running:
        claims.clear()
        insures, visited = county.employers.insures.copy(), county.employers.visited.copy()
        county.step()
        yield county, insures, visited, claims


def owed(county):
    """Return what each employer that hides people owes, worked out person by person."""
    w, e = county.workers, county.employers
    total = dict.fromkeys(np.flatnonzero(e.visited & ~e.insures).tolist(), 0)
    for row in range(w.size):
        employer = w.employer[row].item()
        hidden = employer in total and w.activity[row] == Activity.EMPLOYED and w.form[row] not in UNREPORTED
        if hidden and not w.at_home[row]:
            months = min(county.month - w.spell_start[row], 12)  # the month that was just lived counts
            base = w.wage[row] * float(e.reported_base[employer])
            total[employer] += sum(int(np.floor(base * rate + 0.5)) * months for rate in RATES.values())
    return total


def test_who_hides_people_and_is_visited_is_asked_for_arrears_and_as_much_again():
    found = 0
    for county, _, _, claims in lived(1.0):
        asked = {}
        for claim, _ in claims:
            if "arrears" in claim.purpose or claim.purpose == "fines and late fees":
                for employer, fen in zip(claim.payer_rows.tolist(), claim.fen.tolist(), strict=True):
                    asked[employer] = asked.get(employer, 0) + fen
        due = {employer: 2 * fen for employer, fen in owed(county).items() if fen}
        assert asked == due
        found += len(due)
    assert found > 20


def test_months_that_were_paid_for_later_count_as_insured():
    for _, _, _, claims in lived(1.0, months=2):
        late = [(claim, paid) for claim, paid in claims if claim.purpose == "unemployment contribution in arrears"]
        assert {claim.clock for claim, _ in late} == {"insured_months"}
        assert all(claim.ticks >= 1 for claim, _ in late)
        assert {claim.ticks for claim, _ in late} > {12}, "some have not been there for a year"


def test_visits_come_to_the_declared_share_and_make_people_insured():
    visits, before_size = 0, 0
    for county, insures, visited, _ in lived(0.6):
        e = county.employers
        visits += np.count_nonzero(e.visited)
        before_size += np.count_nonzero(e.in_business)
        assert not e.visited[~e.in_business].any()
        decides = e.name[: insures.size] % 12 == (county.month - 1) % 12
        known = visited & ~insures & e.in_business[: insures.size]
        assert e.insures[: insures.size][known & ~decides].all()
        never = ~visited & ~insures & ~decides
        assert not e.insures[: insures.size][never].any(), "nobody begins to insure out of turn without a visit"
    assert visits == pytest.approx(0.05 * before_size, abs=4 * np.sqrt(0.05 * before_size))


def test_without_inspection_nobody_is_visited():
    for county, _, _, claims in lived(0.0, months=2, workers=600):
        assert not county.employers.visited.any()
        assert not any("arrears" in claim.purpose for claim, _ in claims)
