"""Digests of what every kernel gives on seeded inputs: `python -m kernels.digests` in `tests/` prints them.

The same with the JIT on and off, on any machine.
"""

import hashlib
import json

import numpy as np

from sim import exact, ledger, luck
from sim.kernels import board, checking, counting, hiring, jobs, search, sharing, spending, standing, weighing
from sim.luck import Luck, Purpose
from sim.runs import selftest

from .worlds import habits_of, keys, make_world, number, pin, play, post, seekers_of


def digest(*results):
    """Hash arrays and numbers with their types."""
    hashed = hashlib.sha256()
    for result in results:
        column = np.asarray(result)
        hashed.update(f"{column.dtype}{column.shape}".encode())
        hashed.update(np.ascontiguousarray(column).tobytes())
    return hashed.hexdigest()


def of_the_market():
    """The kernels of the market, month after month in different worlds."""
    found = {}
    for seed in range(4):
        world = make_world(
            seed, firms=40, seekers=60, size=(2, 8, 32, 64)[seed], interviews=seed + 1, most_applications=6
        )
        month = play(world)
        grouped = hiring.group_by_opening(month.sent, month.openings.name.size, month.sent.seeker.astype(np.uint64))
        queue = np.zeros(40, np.int64)
        hiring.count_queues(grouped[0], month.openings.employer, queue)
        found |= {
            f"list_openings {seed}": digest(*month.openings),
            f"pin_openings {seed}": digest(*month.board),
            f"send_applications {seed}": digest(*month.sent),
            f"draw_lots {seed}": digest(
                hiring.draw_lots(month.sent, world.person, month.openings.name, np.uint64(seed))
            ),
            f"invite {seed}": digest(*month.guests),
            f"try_out {seed}": digest(*month.suits),
            f"offer {seed}": digest(month.chosen),
            f"accept {seed}": digest(month.taken),
            f"count_queues {seed}": digest(queue),
        }
    return found


def of_the_search():
    """Everybody looks around, step by step; few openings, so that many know what they find."""
    world = make_world(9, firms=12, seekers=80, most_applications=6)
    openings, key = post(world), keys(world)(Purpose.LOOK)
    pinned, seekers, looks = pin(world, openings), seekers_of(world), number(world.applications)
    found = {"count_openings": digest(pinned.posted), "number_applications": digest(looks.seeker, looks.number)}
    search.aim(seekers, habits_of(world), key, looks)
    found["aim"] = digest(looks.run, looks.bits)
    found["place_of"] = digest(*(np.uint64(search.place_of(pinned, r, b)) for r, b in zip(looks.run, looks.bits)))  # noqa: B905
    search.look(pinned, looks)
    found["look"] = digest(looks.opening, looks.bits)
    knew = [search.known(looks.opening, np.int64(a), looks.number[a]) for a in range(looks.seeker.size)]
    search.look_on(pinned, looks)
    assert any(knew)
    found |= {"known": digest(np.array(knew)), "find_another": digest(looks.opening), "look_on": digest(looks.bits)}
    effort = Luck(1, 1).draws(Purpose.ATTITUDE, np.arange(80))
    told = seekers._replace(person=np.arange(80)[::-1].copy(), skill=np.zeros(80, np.float32))
    sends = np.empty(80, np.int32)
    search.count_applications(effort, 2.7, np.arange(80), Luck(1, 1).key(Purpose.EFFORT), sends)
    names, places = np.arange(9) * 77, np.full(10, -1, np.int32)
    for v in range(9):
        board.hang(names, looks.bits[:9], v, places, 0, 10)
    columns = {name: getattr(seekers, name) for name in search.Traits._fields if name != "chance"}
    search.describe(search.Traits(chance=effort[:80].astype(np.float32), **columns), 0.3, 0.4, 5, told)
    return found | {
        "describe": digest(*told),
        "count_applications": digest(sends),
        "hang": digest(places),
        "spread": digest(np.uint64(board.spread(np.uint64(2**63 + 12345), np.int64(999)))),
    }


def of_the_others():
    """Everything but the market."""
    rng = np.random.default_rng(5)
    employer = rng.integers(-1, 12, 80).astype(np.int32)
    owner, surplus = np.full(12, 3, np.int32), rng.integers(0, 4, 12)
    staff, orders = rng.integers(0, 9, 12).astype(np.int32), rng.random(12) * 9
    filled, queue, offers = (rng.integers(0, 5, 12).astype(np.int32) for _ in range(3))
    key, crowd = Luck(3, 3).key(Purpose.QUIT), jobs.crowd_of(employer, owner, surplus)
    step, eligible = rng.integers(0, 4, 80).astype(np.int8), rng.random(80) < 0.7
    person, places = tuple(rng.integers(0, 2, 80).astype(np.int8) for _ in range(3)), np.empty(80, np.int32)
    counting.place_people(
        person, step, rng.integers(0, 700, 80).astype(np.int32), (4, 5, 4), 24_000, places
    )  # fmt: skip
    spells = np.empty(80, np.int32)
    counting.place_spells(step, places, 2, 300, 650, 699, spells)
    cells = counting.Cells(places, spells, np.arange(13, dtype=np.int32))
    counted, purse, paid = np.zeros(700, np.int64), rng.integers(0, 50, 8), np.empty(40, np.bool_)
    queue_paid = np.empty(40, np.bool_)
    counting.tally(np.arange(80), employer.astype(np.int64), rng.integers(0, 9, 80), cells, counted)
    doing, summed, heads = np.zeros((21, 700), np.int64), np.zeros((21, 9), np.int64), np.zeros(13, np.int64)
    counting.count_people(step, employer, rng.integers(0, 9, 80), np.arange(13) > 6, cells, doing)
    counting.add_up(doing, rng.integers(-1, 9, (700, 3)), summed)
    checking.count_heads(employer, heads)
    clock = rng.integers(0, 9, 80).astype(np.int16)
    facts = checking.Facts(step, employer, purse[step] - 9, step > 2, clock, clock - 1, clock, clock.astype(np.int64))
    spent, by_town = np.empty(8, np.int64), np.zeros(3, np.int64)
    spending.spend_share(purse, 0.6, rng.integers(0, 3, 8).astype(np.int8), spent, by_town)
    payer, fen = rng.integers(0, 8, 40), rng.integers(0, 20, 40)
    came = ledger.pay_in_order(purse, payer, fen, paid)
    held = purse.copy()
    ledger.receive(held, payer, fen, paid)
    drawn, machine = np.empty(50), np.empty(4)
    luck.draw_each(key, np.arange(50) * 10**9, np.uint64(7), drawn)
    selftest.arithmetic(np.array([1.0, 3.0, 2.0, 1 + 2.0**-30, -1 - 2.0**-29, 1e16, 1.0, -1e16, 0.1]), machine)
    fours = np.empty(20, np.uint64)
    lucky = np.zeros(81, np.int64)
    jobs.find_lucky(key, (20_000, 0.5), eligible.view(np.int8), np.array([False, True]), fours, lucky)
    listed, shed, kinds = np.zeros(90, np.int64), np.empty(12, np.int32), step[:12].copy()
    poor, wages = np.zeros(80, np.int64), rng.integers(0, 9, 80)
    chances, key2 = (0.3, 0.6), Luck(3, 3).key(Purpose.OFFICE)
    custom, market = rng.random(12) * 9, (np.arange(12) % 3).astype(np.int16)
    worth, shared = np.zeros(3, np.int64), np.empty(12)
    sharing.value_custom(custom, offers.astype(np.int64) * 9_999, market, worth)
    sharing.share_orders(custom, market, np.array([10**6, 0, 77]), worth, shared)
    bills, home, trade = np.zeros(13, np.int64), np.zeros(13, np.int64), np.zeros((7, 3), np.int64)
    jobs.add_up_pay(employer, np.arange(80) * 7, eligible, 0.6, bills, home)
    sharing.add_up_trade(market, staff > 3, staff > 5, (surplus, surplus * 2, surplus * 3, surplus - 9), trade)
    below = np.empty(80, np.bool_)
    standing.is_below(step, (wages, wages[::-1].copy(), wages, wages, wages), step, 9, below)
    return {
        "has_anniversary": digest(jobs.has_anniversary(offers.astype(np.int64), (staff * 7).astype(np.int32), 60)),
        "value_custom": digest(worth),
        "share_orders": digest(shared),
        "want_staff": digest(jobs.want_staff(orders, staff, (0.8, 0.1))),
        "crowd_of": digest(crowd),
        "add_up_pay": digest(bills, home),
        "add_up_trade": digest(trade),
        "find_staff": digest(jobs.staff_of(employer, surplus > 0)),
        "choose_layoffs": digest(jobs.choose_layoffs(crowd, employer, surplus)),
        "choose_by_chance": digest(jobs.choose_by_chance(eligible.view(np.int8), np.array([False, True]), 0.3, key)),
        "adjust_offers": digest(
            jobs.adjust_offers(offers * 9_999, staff, np.minimum(filled, staff), queue, (0.02, 0.01, 2.0), 20_000)
        ),
        "climb_steps": digest(
            standing.climb_steps(step, np.arange(80) * 7, rng.integers(-3, 3, 80), chances, key, key2, 2)
        ),
        "is_below": digest(below),
        "find_unlike": digest(np.int64(standing.find_unlike(np.arange(80), eligible, step > 1, poor)), poor),
        "update_doing": digest(
            np.int64(standing.update_doing(np.arange(9), np.arange(5, 70), step, eligible, listed)), listed
        ),
        "count_surplus": digest(np.int64(jobs.count_surplus(staff, filled, (kinds, eligible), eligible, shed)), shed),
        "find_bar": digest(np.uint64(hiring.find_bar(fours, np.uint32(3), np.uint32(20), 6))),
        "find_since": digest(np.int64(standing.find_since(np.arange(80), step, places, eligible, 90, poor)), poor),
        "place_people": digest(places),
        "place_spells": digest(spells),
        "tally": digest(counted),
        "count_people": digest(doing),
        "add_up": digest(summed),
        "count_heads": digest(heads),
        "spend_share": digest(spent, by_town),
        "find_complaint": digest(np.int64(checking.find_complaint(facts, checking.Allowed(10, 0, 11, 52, 12, 5)))),
        "pay_in_order": digest(purse, paid, np.array(came, np.int64)),
        "receive": digest(held),
        "pay_queue": digest(np.array(ledger.pay_queue(90, fen, queue_paid), np.int64), queue_paid),
        "survey": digest(np.array(ledger.survey(fen, payer, payer[::-1].copy()), np.int64)),
        "find_lucky": digest(fours, lucky),
        "next_bits": digest(np.uint64(luck.next_bits(key))),
        "limit": digest(np.uint64(luck.limit(0.3, 53))),
        "draw_each": digest(drawn),
        "draw": digest(luck.draw(key, np.int64(5), np.uint64(2**45))),
        "draw_bits": digest(np.uint64(luck.draw_bits(key, np.int64(5), np.uint64(2**45)))),
        "mix": digest(np.uint64(luck.mix(np.uint64(2**63 + 5)))),
        "make_key": digest(key, key2),
        "arithmetic": digest(machine),
    }  # fmt: skip


def of_the_exact_functions():
    """Numbers near and far."""
    p = np.random.default_rng(6).random(200) ** 9
    return {
        "exp_each": digest(exact.exp(p * 900 - 450)),
        "log_each": digest(exact.log(p)),
        "log_of": digest(np.float64(exact.log_of(p[0]))),
        "quantile_each": digest(exact.normal_quantile(p)),
        "ratio_of": digest(np.float64(exact.ratio_of(p[0], exact._C, exact._D))),
    }


def of_those_without_a_job():
    """People look ahead, learn and practise."""
    rng, who = np.random.default_rng(5), np.arange(60)
    months, fen, few = (rng.integers(0, most, 60) for most in (30, 90_000, 4))
    means = weighing.Means(fen, months.astype(np.int16), few.astype(np.int16), fen * 3, fen[::-1].copy(),
                           (1 + few).astype(np.int8), few.astype(np.int8))  # fmt: skip
    plan = weighing.Plan(24, 0.37, 0.71, 9_999.0, 12_345)
    resources, gain, needy, turned = np.empty(60), np.empty(60), np.empty(60, np.bool_), np.zeros(60, np.int64)
    narrow = [rng.random(60).astype(np.float32) for _ in range(5)]
    own = weighing.Beliefs(fen + 1, *narrow, *(few.astype(np.int8) for _ in range(3)))
    weighing.look_ahead(who, means, own.expected_pay, own.chance, plan, resources, gain, needy)
    found = {"look_ahead": digest(resources, gain, needy)}
    weighing.count_on(who, means, plan, resources)
    found["count_on"] = digest(resources)
    beliefs = (few * 2).astype(np.int8), narrow[0], own.expected_pay, fen, fen[::-1].copy(), months > 9
    effort, least = np.empty(60), np.empty(60, np.int64)
    wishes = weighing.Wishes(0.9, 0.6, 0.4, 0.1, 0.85, 0.1, 0.6)
    weighing.weigh_search(who, means, beliefs, plan, wishes, effort, least)
    found["weigh_search"] = digest(effort, least)
    found["count_on_one"] = digest(np.float64(weighing.count_on_one(7, means, plan)))
    weighing.learn(who, needy, ~needy, own, rng.random((4, 4)) * 50_000, rng.random(4), (0.1, 0.03, 0.02, 0.99))
    found["learn"] = digest(own.expected_pay, own.chance, own.skill, own.output)
    places = few.astype(np.int8), narrow[3]
    key = Luck(1, 1).key(Purpose.LEARN_TRADE)
    number = weighing.practise(3, who.astype(np.int32), own, rng.random(4), places, (0.15, 0.06, 0.6), key, turned)
    found |= of_jobs(who, few, months, fen)
    return found | {"practise": digest(own.skill, own.output, turned[:number])}


def of_jobs(who, few, months, fen):
    """Half of the people begin something, take a job and leave it."""
    some, moves = who[::2].copy(), np.zeros((4, 4), np.int64)
    small, short, whole = few.astype(np.int8), months.astype(np.int16), months.astype(np.int32)
    spells = jobs.Spells(small.copy(), whole.copy(), whole.copy(), fen.copy(), fen.copy())
    posts = jobs.Posts(whole.copy(), fen.copy(), fen.copy(), months > 9)
    past = jobs.Past(fen.copy(), months > 12, whole.copy(), short.copy(), months > 15)
    jobs.begin_spell(some, 2, 99, np.array([False, True, True, False]), spells, moves)
    found = {"begin_spell": digest(*spells, moves)}
    jobs.take_posts(some, some * 3, some * 999, posts, past)
    found["take_posts"] = digest(*posts, *past)
    form, ends = small.copy(), whole.copy()
    jobs.leave_posts(some[::3].copy(), posts, form, ends)
    return found | {"leave_posts": digest(*posts, form, ends)}


if __name__ == "__main__":
    parts = (of_the_market, of_the_search, of_the_others, of_the_exact_functions, of_those_without_a_job)
    print(json.dumps({name: said for part in parts for name, said in part().items()}, indent=1))
