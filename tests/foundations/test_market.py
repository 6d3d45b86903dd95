"""The month's market of real tables, as production runs it, against the slow twins of its kernels."""

import math
from dataclasses import replace

import numpy as np
import pytest
from kernels import naive

from sim.channels import habits_of, shown
from sim.codes import Activity, Origin
from sim.county import County
from sim.demand import change_demand
from sim.firms import lay_off, plan_staff, post_openings
from sim.kernels.search import Seekers
from sim.luck import Luck, Purpose
from sim.market import run_market, vouched
from sim.scenario import read_plan

CHANNELS = (
    "world.advertised_openings=0.7", "world.desk_coverage=0.5", "world.desk_channel=0.2", "world.network_channel=0.3",
    "world.agency_channel=0.2", "world.agency_openings=0.3", "world.illegal_agencies=0.4",
    'world.agency_fee="30 元/月"',
)  # fmt: skip
SETTINGS = (
    *CHANNELS,

    "world.workers=1600", "world.order_swing=0.2", "world.order_news=1", "world.order_swing_falls=0",
    "world.search_on_the_job=0.1", "world.interviews=2",
)  # fmt: skip


@pytest.fixture(scope="module", params=[1, 2])
def county(request):
    """A small, restless county after three months, with this month's openings posted."""
    county = County(read_plan("no_new_policy", list(SETTINGS)), rng=request.param)
    for _ in range(3):
        county.step()
    idle = np.flatnonzero(county.workers.activity == Activity.UNEMPLOYED)[::2]
    county.workers.certificate[idle] = True
    world, luck = county.world_now(), county.luck()
    change_demand(county.employers, county.markets, world, luck)
    plan_staff(county.employers, world)
    for state in (True, False):
        lay_off(county.workers, county.employers, world, luck, state=state)
    post_openings(county.workers, county.employers, world, county.month)
    return county


def reach(person, world, key, seed):
    """One bit a channel that this person can use: service, desk, relatives, agency; one more when it is a fraud."""
    at_desk = naive.draw(naive.make_key(seed, int(Purpose.DESK), 0), person.row, 0) < world.desk_coverage
    fraud = naive.draw(key(Purpose.AGENCY), person.row, 0) < world.illegal_agencies
    return (
        person.registered + 2 * at_desk + 4 * person.relatives + 8 * (person.cash >= world.agency_fee) + 16 * fraud
    )  # fmt: skip


def shown_skill(person, world):
    """What employers take somebody to be able to do: no less than what their certificate was given for."""
    vouched = world.certificate_trust * world.passing_skill if person.certificate else 0.0
    return max(person.skill, float(np.float32(vouched)))


def slow_market(county):
    """The same month in Python: pairs of person and employer at each stage, and the pay of each hire."""
    workers, employers, world, place = county.workers, county.employers, county.world, county.place
    seed, month = county.seed, county.month

    def key(purpose, when=month):
        return naive.make_key(seed, int(purpose), when)

    openings = naive.list_openings(
        employers.openings.tolist(), employers.name.tolist(), (employers.town.tolist(), employers.trade.tolist()),
        employers.general_share.tolist(), key(Purpose.OPENING_TRADE, 0),
        (key(Purpose.LISTING), shown(world)),
    )  # fmt: skip
    names = [opening["name"] for opening in openings]
    usual = place.ordinary.size[:, :-1, :-1]
    counts = np.reshape(naive.count_openings(openings, usual.shape), place.ordinary.size.shape)[:, :-1, :-1]
    sizes = naive.board_sizes(usual.ravel().tolist(), counts.ravel().tolist())
    cells = dict(zip(np.ndindex(*usual.shape), sizes, strict=True))
    board = naive.pin_openings(openings, cells, key(Purpose.BOARD_PLACE))

    seekers, least, everybody = [], [], [0] * workers.size
    chance = world.search_on_the_job
    looking = set(naive.choose_by_chance(everybody, [True], chance, key(Purpose.SEARCH_ON_THE_JOB)))
    for w in workers:
        waited = w.spell_start < month
        on_the_job = w.activity == Activity.EMPLOYED and waited
        looks = w.at_home or w.row in looking
        on_the_job = on_the_job and looks
        if on_the_job:
            effort = w.attitude
            present = math.floor(w.wage * world.home_pay) if w.at_home else w.wage
            enough = max(naive.half_up(present * (1.0 + world.moving_premium)), present + 1)
        elif w.activity in (Activity.UNEMPLOYED, Activity.FLEXIBLE) and waited:
            counted_on = resources(w, world)
            ease = 1.0 - world.ease * min(counted_on / max(w.expected_pay, 1), 1.0)
            time = world.odd_job_effort if w.activity == Activity.FLEXIBLE else 1.0
            effort = min(world.effort * w.attitude * ease * time, 1.0)
            enough = counted_on * (1.0 + world.reservation_markup)
            enough = naive.half_up(max(min(enough, w.expected_pay * world.least_share), w.earnings))
        else:
            continue
        hope = min(w.chance / world.first_chance, 1.0)
        (sends,) = naive.count_applications(
            [effort], world.applications, [w.row], key(Purpose.EFFORT)
        )  # fmt: skip
        seekers.append({
            "person": w.row, "town": w.town, "trade": w.trade, "employer": w.employer, "applications": sends,
            "outside_trade": naive.limit(1.0 - (1.0 - world.outside_trade) * hope, 21),
            "reach": reach(w, world, key, county.seed),
        })  # fmt: skip
        least.append(enough)
    fast_habits = habits_of(len(place.towns), place.trades, world)
    habits = [part.tolist() if isinstance(part, np.ndarray) else part for part in fast_habits[:6]]
    sent = naive.search(seekers, openings, board, habits, key(Purpose.LOOK))

    seeker, opening = [i for i, _ in sent], [v for _, v in sent]
    person, employer = [seekers[i]["person"] for i in seeker], [openings[v]["employer"] for v in opening]
    lots = naive.draw_lots(person, opening, names, key(Purpose.INTERVIEW))
    guests = naive.invite(opening, lots, len(names), world.interviews)
    people = [(person[a], workers[person[a]].trade, shown_skill(workers[person[a]], world)) for a in guests]
    asked = [
        (names[opening[a]], openings[opening[a]]["general"], openings[opening[a]]["trade"],
         employers[employer[a]].required_skill)
        for a in guests
    ]  # fmt: skip
    suits = naive.try_out(people, asked, world.suitability, world.untrained_skill, key(Purpose.SUITABILITY))
    rest = [guests[g] for g in suits]
    pay, value = [], []
    for a in rest:
        someone, firm = workers[person[a]], employers[employer[a]]
        pay.append(naive.pay_of(firm.wage_offer, someone.personal_pay, world.minimum_wage))
        value.append(someone.output * firm.output_per_head - pay[-1])
    who, at = [person[a] for a in rest], [opening[a] for a in rest]
    chosen = naive.offer(len(names), at, value, who, names, key(Purpose.RANKING))
    offered, wages = ([None if c is None else column[c] for c in chosen] for column in ([seeker[a] for a in rest], pay))
    persons = [one["person"] for one in seekers]
    taken = naive.accept(offered, wages, persons, least, names, key(Purpose.OFFER_CHOICE))
    hired = sorted((chosen[v] for v in taken), key=lambda c: who[c])
    return {
        "seekers": [who["person"] for who in seekers],
        "applied": list(zip(person, employer, strict=True)),
        "interviewed": [(person[a], employer[a]) for a in guests],
        "offered": [(who[c], employer[rest[c]]) for c in chosen if c is not None],
        "hired": [(who[c], employer[rest[c]], pay[c]) for c in hired],
    }


def resources(w, world):
    """What somebody counts on without a job, in fen a month, over the months that they look ahead."""
    left = max(w.insurance_months_left, w.centre_months_left)
    support = w.support * (min(left, world.horizon) / world.horizon if left else 1.0)
    savings = w.cash * (world.savings_part / world.horizon)
    family = w.family_income * world.family_part / w.family_size
    return support + savings + family + (world.farm_income if w.origin == Origin.RURAL else 0.0)


def test_production_does_what_the_slow_twins_do(county):
    slow = slow_market(county)
    fast = run_market(county.workers, county.employers, county.place, county.world, Luck(county.seed, county.month))

    def pairs(*columns):
        return list(zip(*(column.tolist() for column in columns), strict=True))

    assert sorted(fast.seekers.tolist()) == slow["seekers"]
    assert sorted(pairs(fast.applied_by, fast.applied_to)) == sorted(slow["applied"])
    assert sorted(pairs(fast.interviewed, fast.interviewed_by)) == sorted(slow["interviewed"])
    assert pairs(fast.offered, fast.offered_by) == slow["offered"]
    assert pairs(fast.person, fast.employer, fast.pay) == slow["hired"]
    assert len(slow["seekers"]) > len(slow["applied"]) / 3 > len(slow["hired"]) > 3  # a market, not a formality


def test_nobody_is_hired_by_their_own_employer_and_nothing_changes_before_it_is_noted(county):
    before = {name: getattr(county.workers, name).copy() for name in county.workers.columns}
    matches = run_market(county.workers, county.employers, county.place, county.world, county.luck())
    assert (county.workers.employer[matches.person] != matches.employer).all()
    assert (np.bincount(matches.employer, minlength=county.employers.size) <= county.employers.openings).all()
    for name, column in before.items():
        assert getattr(county.workers, name).tolist() == column.tolist()


def test_a_certificate_vouches_for_the_skill_that_earned_it(county):
    """Whoever has become worse since is taken for as good as then; who is better than it says is seen to be."""
    w, world = county.workers, county.world
    who = np.flatnonzero(w.activity == Activity.UNEMPLOYED)[:4]
    skill, certificate = w.skill[who].copy(), w.certificate[who].copy()
    w.skill[who], w.certificate[who] = [0.2, 0.2, 0.7, 0.7], [False, True, False, True]
    for trust, taken_for in ((1.0, [0.2, 0.4, 0.7, 0.7]), (0.75, [0.2, 0.3, 0.7, 0.7]), (0.0, [0.2, 0.2, 0.7, 0.7])):
        world = replace(county.world, certificate_trust=trust, passing_skill=0.4)
        seekers = Seekers(who, *[None] * (len(Seekers._fields) - 1))._replace(skill=w.skill[who])
        assert vouched(w, seekers, world).skill == pytest.approx(taken_for, rel=1e-6)
        assert w.skill[who] == pytest.approx([0.2, 0.2, 0.7, 0.7], rel=1e-6)
    w.skill[who], w.certificate[who] = skill, certificate
