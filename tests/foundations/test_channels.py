"""Who hears of which openings, and what it costs them."""

import dataclasses

import numpy as np
import pytest

from sim.codes import Channel
from sim.county import County
from sim.market import run_market
from sim.months import read_month
from sim.plan import Horizon, Plan
from sim.world import LimitWorld

SEEKERS = 200
HIDDEN = LimitWorld(
    seekers=SEEKERS, firms=6, vacancies=60, towns=3, advertised_openings=0.0, listed_openings=0.0, applications=2.0,
    savings=10_000,
)  # fmt: skip


def market(related=(), **values):
    """One month's matches in a world in which no opening is advertised; `related` have relatives in town."""
    start = read_month("2003-01")
    plan = Plan("channels", dataclasses.replace(HIDDEN, **values), (), (), Horizon(start, 1, 0, start))
    county = County(plan, rng=1)
    county.workers.relatives[list(related)] = True
    if values.get("public_channel"):
        county.workers.register(county.workers.rows, start)
    county.employers.post_openings(np.full(6, 10))
    return county, run_market(county.workers, county.employers, county.place, county.world, county.luck())


def at_home(county, matches):
    """Of the applications, those that go to the applicant's own town."""
    return county.workers.town[matches.applied_by] == county.employers.town[matches.applied_to]


def test_nobody_hears_of_what_is_neither_advertised_nor_told():
    assert market()[1].applied_by.size == 0


def test_relatives_tell_of_all_openings_of_their_town():
    county, matches = market(related=range(50), network_channel=1.0, outside_town=0.5)
    assert np.unique(matches.applied_by).tolist() == list(range(50))
    assert at_home(county, matches).all()
    assert set(matches.sent.channel) == {Channel.NETWORK}
    assert matches.clients.size == 0


def test_the_service_shows_listed_openings_of_any_town():
    county, matches = market(listed_openings=1.0, public_channel=1.0)
    assert matches.applied_by.size == 2 * SEEKERS
    assert 0.2 < at_home(county, matches).mean() < 0.47  # a third by chance


def test_a_desk_shows_listed_openings_of_its_town_to_those_whom_it_covers():
    county, matches = market(listed_openings=1.0, desk_channel=1.0, desk_coverage=0.4, outside_town=1.0)
    assert at_home(county, matches).all()
    assert 0.25 < np.unique(matches.applied_by).size / SEEKERS < 0.55
    _, all_covered = market(listed_openings=1.0, desk_channel=1.0, desk_coverage=1.0)
    assert np.unique(all_covered.applied_by).size == SEEKERS


@pytest.mark.parametrize(("illegal", "applying"), [(0.0, SEEKERS), (1.0, 0)])
def test_an_agency_takes_its_fee_and_shows_something_unless_it_is_illegal(illegal, applying):
    county, matches = market(agency_channel=1.0, agency_openings=1.0, agency_fee=3_000, illegal_agencies=illegal)
    assert np.unique(matches.applied_by).size == applying
    assert matches.clients.tolist() == list(range(SEEKERS))
    county.step()
    without_pay = county.workers.wage == 0
    assert without_pay.sum() >= SEEKERS - 60
    assert (county.workers.cash[without_pay] == HIDDEN.savings - 3_000).all()


def test_who_cannot_pay_goes_to_no_agency():
    assert market(agency_channel=1.0, agency_openings=1.0, agency_fee=10_001)[1].clients.size == 0


def test_channels_share_the_applications_as_said():
    _, matches = market(
        related=range(SEEKERS), advertised_openings=1.0, network_channel=0.3, agency_channel=0.2, agency_openings=1.0
    )
    share = np.bincount(matches.sent.channel, minlength=5) / matches.sent.channel.size
    assert abs(share[Channel.NETWORK] - 0.3) < 0.1
    assert abs(share[Channel.AGENCY] - 0.2) < 0.1
    assert abs(share[Channel.ADVERTISEMENT] - 0.5) < 0.1
