"""The county is what a Mesa user expects a model to be."""

import mesa
import numpy as np
import pytest

from sim.agents.employers import Employers
from sim.agents.institutions import CivilAffairs, Institution, InsuranceAgency, LabourBureau, TaxOffice
from sim.agents.population import Population
from sim.agents.standing import Standing
from sim.agents.workers import Workers
from sim.codes import Activity
from sim.county import REPORTERS, County, live
from tests.county.worlds import BUSY, county_plan, differing, limit_plan, metric, package


@pytest.fixture(scope="module")
def lived():
    county = County(limit_plan(*package(), months=6), rng=5)
    county.run_model()
    return county


def test_a_county_is_a_model_that_steps_through_its_months():
    county = County(limit_plan(months=3), rng=5)
    assert isinstance(county, mesa.Model)
    assert (county.running, county.steps, county.month_text) == (True, 0, "2002-12")
    county.step()
    assert (county.running, county.steps, county.month_text) == (True, 1, "2003-01")
    county.step()
    county.step()
    assert (county.running, county.steps, county.month_text) == (False, 3, "2003-03")


def test_run_model_lives_the_whole_horizon_burn_in_included():
    county = County(limit_plan(months=4, burn_in=2), rng=5)
    county.run_model()
    assert (county.steps, county.month_text) == (6, "2003-04")
    assert sorted(set(county.tables()["outcomes"]["month"])) == ["2003-01", "2003-02", "2003-03", "2003-04"]


def test_the_collector_has_a_row_before_the_first_month_and_one_after_each(lived):
    frame = lived.datacollector.get_model_vars_dataframe()
    assert frame.shape == (7, len(REPORTERS))
    assert list(frame.columns) == list(REPORTERS)
    months = ["2002-12", "2003-01", "2003-02", "2003-03", "2003-04", "2003-05", "2003-06"]
    assert frame["month_text"].tolist() == months
    assert frame["employed"].iloc[0] == BUSY.employed
    assert frame["unemployed"].iloc[0] == BUSY.seekers - BUSY.employed
    for name in set(REPORTERS) - {"month_text"}:
        assert frame[name].iloc[1:].tolist() == metric(lived.tables(), name).tolist(), name
    assert frame["hires"].sum() > 0


def test_every_reporter_is_an_attribute_of_the_county(lived):
    last = lived.datacollector.get_model_vars_dataframe().iloc[-1]
    assert {name: getattr(lived, name) for name in REPORTERS} == last.to_dict()
    with pytest.raises(AttributeError, match="a county has no 'happiness'"):
        _ = lived.happiness


def test_agents_are_tables_and_offices_each_once(lived):
    agents = list(lived.agents)
    assert len(agents) == len({id(agent) for agent in agents}) == len({agent.unique_id for agent in agents})
    kinds = [type(agent) for agent in agents]
    assert sorted(kind.__name__ for kind in kinds) == [
        "Banks", "CivilAffairs", "Courses", "Employers", "InsuranceAgency", "LabourBureau", "Loans", "Markets",
        "Providers", "Standing", "Standing", "TaxOffice", "Workers",
    ]  # fmt: skip
    assert all(isinstance(agent, mesa.Agent) for agent in agents)
    assert list(lived.agents_by_type[Workers]) == [lived.workers]
    assert list(lived.agents_by_type[Employers]) == [lived.employers]
    assert set(lived.agents_by_type[Standing]) == set(lived.standings.values())
    assert all(isinstance(agent, Population | Institution) for agent in agents)
    assert all(agent.model is lived for agent in agents)


def test_the_offices_are_agents_with_a_fidelity_of_their_own(lived):
    assert {type(office) for office in lived.offices.values()} == {
        LabourBureau, InsuranceAgency, TaxOffice, CivilAffairs,
    }  # fmt: skip
    assert {name: office.fidelity for name, office in lived.offices.items()} == {
        "labour_bureau": 0.7, "insurance_agency": 1.0, "tax_office": 1.0, "civil_affairs": 0.5,
    }  # fmt: skip


# --- the verbs of an AgentSet ---------------------------------------------------------------------------------


def test_select(lived):
    w = lived.workers
    out_of_work = [row for row in range(300) if w[row].activity == Activity.UNEMPLOYED]
    assert 0 < len(out_of_work) < 300
    by_function = w.select(lambda w: w.activity == Activity.UNEMPLOYED)
    assert by_function.rows.tolist() == out_of_work
    assert len(by_function) == len(out_of_work)
    assert w.select(w.activity == Activity.UNEMPLOYED).rows.tolist() == out_of_work
    narrower = by_function.select(lambda w: w.town == 1)
    assert narrower.rows.tolist() == [row for row in out_of_work if w[row].town == 1]
    assert len(w.select()) == len(w) == 300


def test_agg_and_get(lived):
    w = lived.workers
    wages = [person.wage for person in w]
    assert w.get("wage").tolist() == wages
    assert w.agg("wage", np.sum) == sum(wages)
    assert w.select(lambda w: w.wage > 0).agg("wage", min) == min(n for n in wages if n > 0)


def test_what_get_returns_is_a_copy(lived):
    w = lived.workers
    before = w.wage.tolist()
    w.get("wage")[:] = -1
    w.select(lambda w: w.wage > 0).get("wage")[:] = -1
    assert w.wage.tolist() == before


def test_groupby(lived):
    w = lived.workers
    groups = w.groupby("activity")
    expected = {}
    for row, person in enumerate(w):
        expected.setdefault(Activity(person.activity).name.lower(), []).append(row)
    assert {name: group.rows.tolist() for name, group in groups.items()} == expected
    assert {"employed", "unemployed"} <= set(groups)
    by_town = w.groupby("town")
    assert set(by_town) == {0, 1}
    assert sum(map(len, by_town.values())) == 300


def test_one_row_prints_one_life(lived):
    person = lived.workers[17]
    said = str(person)
    assert said.startswith("Workers 17\n")
    assert all(f"  {name} " in said for name in lived.workers.columns)
    with pytest.raises(AttributeError, match="there is no column 'shoe_size'"):
        _ = person.shoe_size
    with pytest.raises(IndexError):
        _ = lived.workers[300]
    assert str(lived.workers[-1]).startswith("Workers 299\n")


# --- seeds and company ----------------------------------------------------------------------------------------


def test_without_a_seed_every_county_has_a_seed_of_its_own_and_says_which():
    one, other = County(limit_plan(months=2)), County(limit_plan(months=2))
    assert one.seed != other.seed
    one.run_model()
    again = County(limit_plan(months=2), rng=one.seed)
    again.run_model()
    assert differing(one.tables(), again.tables()) == []
    assert set(one.tables()["outcomes"]["seed"]) == {one.seed}


def test_two_counties_in_one_process_do_not_know_of_each_other():
    plans = limit_plan(*package(), months=6), county_plan(months=6)
    alone = [live(plan, seed, persons=True) for plan, seed in zip(plans, (5, 6), strict=True)]
    together = [County(plan, rng=seed, persons=True) for plan, seed in zip(plans, (5, 6), strict=True)]
    twin = County(plans[0], rng=7, persons=True)  # the same plan with another seed, in between
    for _ in range(6):
        for county in (*together, twin):
            county.step()
    assert [differing(a, b.tables()) for a, b in zip(alone, together, strict=True)] == [[], []]
    assert differing(alone[0], twin.tables(), tables=["outcomes"]) != []


def test_the_randomness_of_mesa_decides_nothing():
    """Chance is looked up by name: whoever draws from the model's own generators changes nothing."""
    quiet, noisy = (County(limit_plan(*package(), months=4), rng=5, persons=True) for _ in range(2))
    while noisy.running:
        noisy.random.random()
        noisy.rng.random(100)
        np.random.default_rng().random()
        noisy.step()
    quiet.run_model()
    assert differing(quiet.tables(), noisy.tables()) == []
