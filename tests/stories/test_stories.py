"""Stories tell what the tables of a run say: nothing is left out, nothing is made up."""

from collections import Counter

import numpy as np
import pytest

from sim import cli
from sim.codes import Activity
from sim.months import write_month
from sim.stories.firm import Chronicle
from sim.stories.person import LEAVING, Biography
from sim.stories.telling import Witness
from tests.county.worlds import START, county_plan, limit_plan, package

PLANS = {"limit": limit_plan(*package(), months=18), "county": county_plan(workers=600, months=18)}


@pytest.fixture(scope="module", params=PLANS)
def lived(request):
    """A county that has lived, everybody's story, every employer's, and the staff that each had after each month."""
    county = Witness(PLANS[request.param], rng=5, persons=True)
    people = [Biography(county, person) for person in range(county.workers.size)]
    firms = [Chronicle(county, firm) for firm in range(county.employers.size)]
    staff = [county.employers.staff.tolist()]
    while county.running:
        county.step()
        for teller in (*people, *firms):
            teller.go_on()
        staff.append(county.employers.staff.tolist())
    return county, people, firms, staff


def told(story):
    """All that happened, as (month, kind)."""
    return [(month, event.kind) for month, events in story.months for event in events]


def jobs_of(county):
    """All jobs that began in the horizon, as (person, month), and all work for others or oneself that ended in it."""
    spells = county.workers.history.spells(county.workers, np.arange(county.workers.size))
    what, who, start, end = (spells[name] for name in ("activity", "person", "start", "end"))
    hired = (what == Activity.EMPLOYED) & (start >= START)
    over = np.isin(what, (Activity.EMPLOYED, Activity.SELF_EMPLOYED)) & (end >= START)
    return tuple(
        Counter((person, write_month(month)) for person, month in zip(who[some].tolist(), when[some], strict=True))
        for some, when in ((hired, start), (over, end))
    )


def test_every_job_begins_and_ends_in_a_story(lived):
    county, people, _, _ = lived
    began, ended = jobs_of(county)
    hired, left = Counter(), Counter()
    for biography in people:
        for month, kind in told(biography.story):
            hired[biography.person, month] += kind == "hired"
            left[biography.person, month] += kind in LEAVING and kind != "started_business"
    assert +hired == began
    assert +left == ended
    assert len(began) > 20


def test_every_registration_and_every_benefit_is_told(lived):
    county, people, _, _ = lived
    registrations = county.workers.history.registrations(county.workers)
    here = zip(registrations["person"], registrations["start"], registrations["end"], strict=True)
    same_month = 0
    joined, left = Counter(), Counter()
    for person, start, end in here:
        if start == end:  # seen only by whoever looks within a month
            same_month += 1
            continue
        joined[person] += start >= START
        left[person] += end >= START
    for biography in people:
        kinds = Counter(kind for _, kind in told(biography.story))
        assert kinds["registered"] == joined[biography.person]
        assert kinds["left_register"] == left[biography.person]
    served = county.workers.history.told("served")
    drew = {(int(p), write_month(int(m))) for p, m in zip(served["person"], served["month"], strict=True)}
    begins = {(b.person, month) for b in people for month, kind in told(b.story) if kind == "benefit"}
    assert begins <= drew
    assert {person for person, _ in begins} == {person for person, _ in drew}


def test_whoever_waits_for_work_is_told_to_apply_or_to_see_nothing(lived):
    """A month of search has exactly one sentence."""
    county, people, _, _ = lived
    month = write_month(county.told_month)
    seekers = set(county.diary.matches.seekers.tolist())
    applied = set(county.diary.matches.applied_by.tolist())
    for biography in people:
        last = [kind for when, kind in told(biography.story) if when == month]
        searched = [kind for kind in last if kind in ("looked", "refused", "offered")]
        assert len(searched) == (biography.person in seekers)
        assert (searched == ["looked"]) == (biography.person in seekers - applied)


def test_what_is_told_of_an_employer_explains_its_staff(lived):
    _, _, firms, staff = lived
    for firm, chronicle in enumerate(firms):
        change = Counter()
        for month, events in chronicle.story.months:
            for event in events:
                if event.kind in ("laid_off", "ended", "quit", "moved", "retired", "closed"):
                    change[month] -= len(event.people)
                elif event.kind == "openings":
                    change[month] += len(event.people)
        for i in range(1, len(staff)):
            assert change[write_month(START + i - 1)] == staff[i][firm] - staff[i - 1][firm], (firm, i)


def test_months_in_which_nothing_happened_are_left_out(lived):
    _, people, _, _ = lived
    quiet = [b.story for b in people if {kind for _, kind in told(b.story)} == {"year"}]
    assert quiet
    assert {len(story.months) for story in quiet} <= {1, 2}  # the line of the year


SMALL = ["--set", "world.workers=300", "--months", "3"]


def test_the_command_tells_a_story(capsys):
    assert cli.main(["life", "no_new_policy", "--person", "7", *SMALL]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Worker 7: ")
    assert "2003-03  " in said
    assert "Next:" in said.splitlines()[-1]
    assert cli.main(["life", "no_new_policy", "--firm", "1", "--json", *SMALL]) == 0
    assert '"about"' in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ([], "one of --person ID and --firm ID"),
        (["--person", "1", "--firm", "2"], "one of --person ID and --firm ID"),
        (["--person=-1"], "0 or more"),
        (["--person", "1", "--seeds", "0:2"], "write --seeds 0"),
        (["--person", "999999", *SMALL], "workers of this county are 0 to "),
        (["--firm", "999999", *SMALL], "employers of this county are 0 to "),
    ],
)
def test_a_life_that_nobody_lived_is_refused(asked, words, capsys):
    assert cli.main(["life", "no_new_policy", *asked]) == 3
    assert words in capsys.readouterr().err
