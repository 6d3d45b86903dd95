"""Every kernel gives exactly what its slow twin gives, on inputs that hypothesis makes."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sim
from sim import exact, ledger, luck
from sim.codes import Activity
from sim.kernels import board, checking, counting, hiring, jobs, search, sharing, spending, standing, weighing
from sim.luck import Purpose
from sim.runs import selftest

from . import naive
from .worlds import (
    NO_RELIEF,
    empty_applications,
    everybody_applies_to,
    habits_of,
    keys,
    make_world,
    number,
    pin,
    play,
    post,
    seekers_of,
    shown,
    worlds,
)  # fmt: skip

WORDS = st.integers(0, 2**64 - 1)
KEYS = st.integers(0, 2**64 - 1).map(np.uint64)
PEOPLE = st.integers(0, 2**40)


def kernels_of(folder):
    """Names of all functions decorated with @kernel."""
    return {
        node.name
        for path in Path(folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "kernel" for mark in node.decorator_list)
    }


def none(rows):
    """The kernels' -1 as None."""
    return [None if row < 0 else int(row) for row in rows]


def array(values, dtype):
    return np.array(values, dtype)


def test_every_kernel_has_a_twin_and_a_test():
    found = kernels_of(Path(sim.__file__).parent)
    assert len(found) >= 24
    assert {name for name in found if not callable(getattr(naive, name, None))} == set()
    here = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(here) if isinstance(node, ast.Attribute)}
    assert found - called == set()


# --- luck ----------------------------------------------------------------------------------------------------


@given(bits=WORDS)
@example(0)
@example(2**64 - 1)
def test_mix(bits):
    assert int(luck.mix(np.uint64(bits))) == naive.mix(bits)


@given(key=KEYS, who=st.lists(PEOPLE, max_size=5), k=st.integers(0, 2**46))
def test_draws(key, who, k):
    out, ids = np.empty(len(who)), array(who, np.int64)
    luck.draw_each(key, ids, np.uint64(k), out)
    assert out.tolist() == naive.draw_each(int(key), who, k)
    for person in who:
        assert int(luck.draw_bits(key, np.int64(person), np.uint64(k))) == naive.draw_bits(int(key), person, k)
        assert luck.draw(key, np.int64(person), np.uint64(k)) == naive.draw(int(key), person, k)


@given(bits=WORDS, chance=st.floats(0, 1), size=st.sampled_from([21, 22, 53]))
@example(1, 1.0, 53)
@example(1, 0.0, 22)
def test_streams_and_limits(bits, chance, size):
    assert int(luck.next_bits(np.uint64(bits))) == naive.next_bits(bits)
    assert int(luck.limit(chance, size)) == naive.limit(chance, size)


@given(seed=st.integers(0, 2**63 - 1), purpose=st.sampled_from(list(Purpose)), month=st.integers(0, 10**6))
def test_keys(seed, purpose, month):
    key = luck.make_key(np.uint64(seed), np.uint64(purpose), np.uint64(month))
    assert int(key) == naive.make_key(seed, int(purpose), month)
    assert luck.Luck(seed, month).key(purpose) == key


# --- exact functions ---------------------------------------------------------------------------------------------


@given(x=st.lists(st.floats(-700, 700), max_size=20))
def test_exp_each(x):
    out = np.empty(len(x))
    exact.exp_each(array(x, np.float64), out)
    assert out.tolist() == naive.exp_each(x)


@given(x=st.lists(st.floats(2.0**-1022, 1e308), max_size=20))
@example([1.0, 0.5, 0.7071067811865475, 0.7071067811865476, 0.7071067811865477])
def test_log_each(x):
    out = np.empty(len(x))
    exact.log_each(array(x, np.float64), out)
    assert out.tolist() == naive.log_each(x) == [exact.log_of(number) for number in x]


@given(p=st.lists(st.floats(2.0**-54, 1 - 2.0**-53), max_size=20))
@example([0.5, 0.075, 0.925, 0.0749, 0.9251, 1e-12, 1 - 1e-12])
def test_quantile_each(p):
    out, tables = np.empty(len(p)), (exact._A, exact._B, exact._C, exact._D, exact._E, exact._F)
    exact.quantile_each(array(p, np.float64), out)
    assert out.tolist() == naive.quantile_each(p, tables)
    assert exact.ratio_of(0.1, *tables[:2]) == naive.ratio_of(0.1, *tables[:2])


# --- board and search ------------------------------------------------------------------------------------------


def listed_by(world):
    """The world's openings as the twin writes them down."""
    key = keys(world)
    return naive.list_openings(
        world.openings.tolist(), world.firm_name.tolist(), (world.firm_town.tolist(), world.firm_trade.tolist()),
        world.general_share.tolist(), int(luck.Luck(world.seed).key(Purpose.OPENING_TRADE)),
        (int(key(Purpose.LISTING)), shown(world)),
    )  # fmt: skip


def pinned_by(world, openings):
    """The world's boards as the twin pins them: (view, town, trade) -> places."""
    shape = board.VIEWS, world.towns, world.trades
    cells = list(np.ndindex(*shape))
    count = np.reshape(naive.count_openings(openings, shape), (shape[0], shape[1] + 1, shape[2] + 1))
    sizes = naive.board_sizes(world.ordinary.ravel().tolist(), [count[cell] for cell in cells])
    key = int(keys(world)(Purpose.BOARD_PLACE))
    return naive.pin_openings(openings, dict(zip(cells, sizes, strict=True)), key)


def every_run(world):
    """(view, town, trade) of every run, in the order of the fast board; the last town and trade are any."""
    return list(np.ndindex(board.VIEWS, world.towns + 1, world.trades + 1))


@given(world=worlds())
def test_openings_and_board(world):
    openings, slow = post(world), listed_by(world)  # `post` calls board.list_openings
    for column in openings._fields:
        assert getattr(openings, column).tolist() == [opening[column] for opening in slow]
    shape, posted = (board.VIEWS, world.towns, world.trades), np.zeros(len(every_run(world)), np.int64)
    board.count_openings(openings, shape, posted)
    assert posted.tolist() == naive.count_openings(slow, shape)
    pinned, boards = pin(world, openings), pinned_by(world, slow)  # calls board.board_sizes and board.pin_openings
    assert pinned.posted.tolist() == posted.tolist()
    for run, where in enumerate(every_run(world)):
        places = naive.run_of(boards, where, world.towns, world.trades)
        assert none(pinned.places[pinned.first[run] :][: pinned.size[run]]) == places
    assert pinned.places.size == 2 * sum(map(len, boards.values()))


@given(names=st.lists(st.integers(0, 2**40), min_size=1, max_size=8, unique=True), free=st.integers(0, 4), key=KEYS)
def test_hang(names, free, key):
    places, slow = np.full(len(names) + free, -1, np.int32), [None] * (len(names) + free)
    for v in range(len(names)):
        lots = array([naive.draw_bits(int(key), name, 0) for name in names], np.uint64)
        board.hang(array(names, np.int64), lots, v, places, 0, places.size)
        naive.hang(names, v, slow, int(key))
        assert none(places) == slow


@given(bits=WORDS, size=st.integers(1, 2**24 - 1))
@example(2**64 - 1, 2**24 - 1)
def test_spread(bits, size):
    place = board.spread(np.uint64(bits), np.int64(size))
    assert int(place) == naive.spread(bits, size) < size


@given(
    people=st.lists(st.tuples(st.floats(0, 1), PEOPLE), max_size=8),
    full=st.sampled_from([0.0, 0.5, 1.0, 2.7, 64.0]),
    key=KEYS,
)
def test_count_applications(people, full, key):
    effort, who = [effort for effort, _ in people], [person for _, person in people]
    sends = np.empty(len(people), np.int32)
    search.count_applications(array(effort, np.float64), full, array(who, np.int64), key, sends)
    assert sends.tolist() == naive.count_applications(effort, full, who, int(key))


BROUGHT = {
    "town": np.int8, "trade": np.int8, "skill": np.float32, "employer": np.int32, "chance": np.float32,
    "output": np.float32, "personal_pay": np.float32,
}  # fmt: skip


@given(world=worlds(), outside=st.sampled_from([0.0, 0.3, 1.0]), usual=st.sampled_from([0.0, 0.4, 1.0]))
def test_describe(world, outside, usual):
    """Everybody in the county, of whom every third one looks for work."""
    blank, some = seekers_of(world), np.arange(0, world.person.size, 3)
    columns = {name: getattr(blank, name) for name in BROUGHT if name != "chance"} | {"chance": world.chance}
    empty = {
        name: np.empty(some.size, getattr(blank, name).dtype)
        for name in (*BROUGHT, "outside_trade")
        if name != "chance"
    }
    told = blank._replace(person=some, **empty)
    jobless = len(some) // 2
    columns["employer"] = columns["employer"].copy()
    columns["employer"][some[:jobless]] = -1
    search.describe(search.Traits(**columns), outside, usual, jobless, told)
    everybody = [{name: columns[name][i].item() for name in BROUGHT} for i in range(world.person.size)]
    expected = naive.describe(some.tolist(), everybody, outside, usual)
    assert [{name: getattr(told, name)[i].item() for name in empty} for i in range(some.size)] == expected


@given(sends=st.lists(st.integers(0, 4), max_size=8))
def test_number_applications(sends):
    looks = number(array(sends, np.int32))  # calls search.number_applications
    assert list(zip(looks.seeker.tolist(), looks.number.tolist(), strict=True)) == naive.number_applications(sends)


def people_of(world):
    seekers = seekers_of(world)
    return [{name: getattr(seekers, name)[i].item() for name in seekers._fields} for i in range(seekers.person.size)]


def slow_habits(world):
    return tuple(part.tolist() if isinstance(part, np.ndarray) else part for part in habits_of(world)[:6])


@given(world=worlds())
@example(make_world(3, firms=1, seekers=12, most_openings=1, towns=1, trades=1))
@example(make_world(4, firms=6, seekers=10, most_openings=0))
def test_search_step_by_step(world):
    openings, slow, key = post(world), listed_by(world), keys(world)(Purpose.LOOK)
    pinned, boards, people = pin(world, openings), pinned_by(world, slow), people_of(world)
    looks, numbered = number(world.applications), naive.number_applications(world.applications.tolist())

    search.aim(seekers_of(world), habits_of(world), key, looks)
    aims = naive.aim(people, numbered, slow_habits(world), int(key))
    columns = zip(looks.run, looks.bits.tolist(), looks.channel.tolist(), strict=True)
    assert [(every_run(world)[run], bits, channel) for run, bits, channel in columns] == aims

    runs = [naive.run_of(boards, where, world.towns, world.trades) for where, _, _ in aims]
    for run, slow_run, bits in zip(looks.run, runs, looks.bits, strict=True):
        if slow_run:
            place = search.place_of(pinned, run, bits)
            assert int(place) - pinned.first[run] == naive.place_of(slow_run, int(bits))
    search.look(pinned, looks)
    found = [naive.look(run, bits) for run, (_, bits, _) in zip(runs, aims, strict=True)]
    assert list(zip(none(looks.opening), looks.bits.tolist(), strict=True)) == found

    search.look_on(pinned, looks)  # calls search.known and search.find_another
    at_last = naive.look_on(found, runs, numbered)
    assert none(looks.opening) == at_last

    room = empty_applications(len(numbered))
    sent = search.send_applications(seekers_of(world), openings, looks, room)
    pairs = list(zip(room.seeker[:sent].tolist(), room.opening[:sent].tolist(), strict=True))
    assert pairs == naive.send_applications(people, slow, at_last, numbered)
    assert {search.known, search.find_another}  # named for the test of completeness


# --- hiring ----------------------------------------------------------------------------------------------------


@given(opening=st.lists(st.integers(0, 4), max_size=12))
def test_group_by_opening(opening):
    lots, seeker = list(range(100, 100 + len(opening))), list(range(0, 7 * len(opening), 7))
    sent = search.Applications(array(seeker, np.int32), array(opening, np.int32), array(opening, np.int8))
    first, *piled = hiring.group_by_opening(sent, 5, array(lots, np.uint64))
    assert (first.tolist(), *(column.tolist() for column in piled)) == naive.group_by_opening(seeker, opening, 5, lots)
    employer, queue = array([0, 0, 2, 2, 3], np.int32), np.zeros(4, np.int64)
    hiring.count_queues(first, employer, queue)
    assert queue.tolist() == naive.count_queues(np.diff(first).tolist(), employer.tolist(), 4)


@given(
    pairs=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=8),
    skills=st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0]), min_size=5, max_size=5),
    untrained=st.sampled_from([0.0, 0.6, 1.0]),
    key=KEYS,
)
def test_try_out(pairs, skills, untrained, key):
    """Three seekers of two trades; four openings of two employers, every other one general."""
    seeker, opening = ([pair[part] for pair in pairs] for part in range(2))
    skill, trade, asked_skill = np.float32(skills[:3]), [1, 2, 1], np.float32(skills[3:])
    employer, general, asked_trade = [0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 2, 0]
    seekers = seekers_of(make_world(1, firms=1, seekers=3))._replace(skill=skill, trade=array(trade, np.int8))
    openings = board.Openings(
        array(employer, np.int32), np.arange(4), np.zeros(4, np.int8), array(asked_trade, np.int8),
        array(general, np.int8), np.ones(4, np.int8),
    )  # fmt: skip
    guests, terms = hiring.Guests(array(seeker, np.int32), array(opening, np.int32)), (0.7, untrained)
    suits = hiring.try_out(guests, seekers, openings, asked_skill, terms, key)
    people = [(int(seekers.person[s]), trade[s], float(skill[s])) for s in seeker]
    asked = [(v, general[v], asked_trade[v], float(asked_skill[employer[v]])) for v in opening]
    rest = naive.try_out(people, asked, *terms, int(key))
    assert list(zip(*(column.tolist() for column in suits), strict=True)) == [pairs[g] for g in rest]


@given(lots=st.lists(st.integers(0, 20), min_size=2, max_size=12), most=st.integers(1, 6))
def test_find_bar(lots, most):
    most = min(most, len(lots) - 1)
    bar = hiring.find_bar(array([99, *lots], np.uint64), np.uint32(1), np.uint32(len(lots) + 1), most)
    assert int(bar) == naive.find_bar(lots, most)


@given(world=worlds(), crowded=st.booleans())
@example(make_world(5, firms=1, seekers=12, most_openings=1, interviews=1), True)  # one opening, K = 1
@example(make_world(6, firms=3, seekers=12, interviews=2), True)
def test_interviews_offers_and_acceptances(world, crowded):
    """`crowded`: everybody applies to every opening."""
    sent = everybody_applies_to(int(world.openings.sum()), world.person.size) if crowded else None
    month, key = play(world, sent=sent), keys(world)  # calls all kernels of hiring
    opening, seeker, name = month.sent.opening.tolist(), month.sent.seeker.tolist(), month.openings.name.tolist()
    person = world.person.tolist()
    lots = hiring.draw_lots(month.sent, world.person, month.openings.name, key(Purpose.INTERVIEW))
    slow = naive.draw_lots([person[s] for s in seeker], opening, name, int(key(Purpose.INTERVIEW)))
    assert lots.tolist() == slow
    guests = naive.invite(opening, lots.tolist(), len(name), world.interviews)
    assert month.rows_of(month.guests).tolist() == guests
    suits = naive.try_out(
        [(person[seeker[a]], 0, month.chance[a].item()) for a in guests],
        [(name[opening[a]], False, 0, 1.0) for a in guests],
        1.0, 1.0, int(key(Purpose.SUITABILITY)),
    )  # fmt: skip
    rest = [guests[g] for g in suits]
    assert month.rows_of(month.suits).tolist() == rest
    value, who = month.value[rest].tolist(), [person[seeker[a]] for a in rest]
    best = naive.offer(len(name), [opening[a] for a in rest], value, who, name, int(key(Purpose.RANKING)))
    chosen = [None if c is None else seeker[rest[c]] for c in best]
    assert none(month.chosen) == chosen
    pay = world.firm_pay[month.openings.employer].tolist()
    taken = naive.accept(chosen, pay, person, world.least.tolist(), name, int(key(Purpose.OFFER_CHOICE)))
    fast = hiring.accept(
        month.chosen, array(pay, np.int64), world.person, world.least, month.openings.name, key(Purpose.OFFER_CHOICE)
    )
    assert fast.tolist() == taken == np.sort(month.taken[month.taken >= 0]).tolist()
    assert {hiring.invite, hiring.offer}  # named for the test of completeness


@given(
    offers=st.lists(st.integers(24_000, 90_000), min_size=3, max_size=3),
    worth=st.lists(st.sampled_from([0.5, 0.9, 1.0, 1.17]), min_size=3, max_size=3),
    least=st.sampled_from([0, 24_000, 60_000]),
)
def test_pay(offers, worth, least):
    """Person i is offered opening i, which is employer i's, and nobody else wants it."""
    each = np.arange(3, dtype=np.int32)
    seekers = seekers_of(make_world(1, firms=1, seekers=3))._replace(personal_pay=np.float32(worth))
    openings = board.Openings(each, np.arange(3), *np.zeros((4, 3), np.int8))
    firms = np.full(3, 50_000), array(offers, np.int64)
    chosen, pay = hiring.offer(hiring.Guests(each, each), seekers, openings, firms, NO_RELIEF, least, np.uint64(1))
    assert chosen.tolist() == each.tolist()
    assert pay.tolist() == [naive.pay_of(offer, single(own), least) for offer, own in zip(offers, worth, strict=True)]


# --- jobs ------------------------------------------------------------------------------------------------------


@st.composite
def staffs(draw):
    """Employers of up to five people: (employer, owner, surplus), some owned by one of their staff."""
    firms = draw(st.integers(1, 5))
    employer = draw(st.lists(st.integers(-1, firms - 1), max_size=14))
    owner = []
    for f in range(firms):
        staff = [w for w, at in enumerate(employer) if at == f]
        owner.append(draw(st.sampled_from([-1, *staff])))
    return employer, owner, draw(st.lists(st.integers(0, 4), min_size=firms, max_size=firms))


@given(
    firms=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2), st.booleans()), max_size=8),
    mine=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_count_surplus(firms, mine):
    staff, wanted, ownership, soft = ([firm[part] for firm in firms] for part in range(4))
    surplus = np.empty(len(firms), np.int32)
    total = jobs.count_surplus(
        array(staff, np.int32), array(wanted, np.int32), (array(ownership, np.int8), array(mine, np.bool_)),
        array(soft, np.bool_), surplus,
    )  # fmt: skip
    assert surplus.tolist() == naive.count_surplus(staff, wanted, ownership, mine, soft)
    assert total == surplus.sum()


LIFE = {
    "activity": np.int8, "spell_start": np.int32, "jobless_since": np.int32, "earnings": np.int64,
    "earnings_seen": np.int64, "employer": np.int32, "wage": np.int64, "first_wage": np.int64, "at_home": np.bool_,
    "expected_pay": np.int64, "registered": np.bool_, "centre": np.int32, "centre_months_left": np.int16,
    "left_by_choice": np.bool_, "form": np.int8, "job_ends": np.int32,
}  # fmt: skip


@given(
    lives=st.lists(
        st.fixed_dictionaries({
            name: st.booleans() if dtype is np.bool_ else st.integers(-(name == "centre"), 3)
            for name, dtype in LIFE.items()
        }),
        min_size=1, max_size=8,
    ),
    activity=st.integers(0, 3), without_work=st.lists(st.booleans(), min_size=4, max_size=4),
)  # fmt: skip
def test_lives_that_change(lives, activity, without_work):
    """Every other person begins something, takes a job or leaves it."""
    for life in lives:  # what hangs together
        life["earnings_seen"] = min(life["earnings"], life["earnings_seen"])
        life["centre_months_left"] *= life["centre"] >= 0
        life["job_ends"] *= life["form"] > 0
    who = np.arange(0, len(lives), 2)

    def changed(change, *arguments):
        columns = {name: np.array([life[name] for life in lives], dtype) for name, dtype in LIFE.items()}
        change(columns, *arguments)
        return [{name: column[w].item() for name, column in columns.items()} for w in range(len(lives))]

    def named(kind, columns):
        return kind(*(columns[name] for name in kind._fields))

    def expected(twin, *arguments):
        return [twin(life, *arguments) if w % 2 == 0 else life for w, life in enumerate(lives)]

    moves = np.zeros((4, 4), np.int64)
    wanted = array(without_work, np.bool_)
    begun = changed(lambda c: jobs.begin_spell(who, activity, 99, wanted, named(jobs.Spells, c), moves))
    assert begun == expected(naive.begin_spell, activity, 99, without_work)
    assert moves[:, activity].tolist() == np.bincount([lives[w]["activity"] for w in who], minlength=4).tolist()
    assert moves.sum() == who.size
    at, pay = np.full(who.size, 7), np.full(who.size, 50_000)
    taken = changed(lambda c: jobs.take_posts(who, at, pay, named(jobs.Posts, c), named(jobs.Past, c)))
    assert taken == expected(naive.take_posts, 7, 50_000)
    left = changed(lambda c: jobs.leave_posts(who, named(jobs.Posts, c), c["form"], c["job_ends"]))
    assert left == expected(naive.leave_posts)


@given(
    firms=st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 10**6)), max_size=8),
    inertia=st.tuples(st.sampled_from([0.0, 0.8, 2.0]), st.sampled_from([0.0, 0.05, 0.5])),
)
@example([(2.5, 2), (3.5, 2), (1.2, 2), (1.1, 2), (0.0, 1), (2.1, 40)], (0.8, 0.05))
def test_want_staff(firms, inertia):
    orders, staff = [orders for orders, _ in firms], [staff for _, staff in firms]
    wanted = jobs.want_staff(array(orders, np.float64), array(staff, np.int32), inertia)
    assert wanted.tolist() == naive.want_staff(orders, staff, inertia)


@given(
    firms=st.lists(st.tuples(st.floats(0, 1e5), st.integers(0, 10**6), st.integers(0, 3)), max_size=12),
    demand=st.lists(st.integers(0, 10**12), min_size=4, max_size=4),
)
def test_sharing(firms, demand):
    custom, output, market = ([firm[i] for firm in firms] for i in range(3))
    columns = array(custom, np.float64), array(market, np.int16)
    worth, orders = np.zeros(4, np.int64), np.empty(len(firms))
    sharing.value_custom(columns[0], array(output, np.int64), columns[1], worth)
    assert worth.tolist() == naive.value_custom(custom, output, market, 4)
    sharing.share_orders(*columns, array(demand, np.int64), worth, orders)
    assert orders.tolist() == naive.share_orders(custom, market, demand, worth.tolist())


@given(people=st.lists(st.tuples(st.integers(0, 3), st.integers(24_000, 24_060)), max_size=20))
def test_has_anniversary(people):
    wage, since = [pay for pay, _ in people], [began for _, began in people]
    due = jobs.has_anniversary(array(wage, np.int64), array(since, np.int32), 24_050)
    assert due.tolist() == naive.has_anniversary(wage, since, 24_050)


@given(
    people=st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 10**6), st.booleans()), max_size=12),
    home_pay=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_add_up_pay(people, home_pay):
    employer, wage, at_home = ([person[part] for person in people] for part in range(3))
    bills, home = np.zeros((2, 4), np.int64)
    columns = array(employer, np.int32), array(wage, np.int64), array(at_home, np.bool_)
    jobs.add_up_pay(*columns, home_pay, bills, home)
    slow = [0] * 4, [0] * 4
    naive.add_up_pay(employer, wage, at_home, home_pay, *slow)
    assert (bills.tolist(), home.tolist()) == slow


@given(firms=st.lists(st.tuples(st.integers(0, 2), *(st.booleans(),) * 2, *(st.integers(-99, 99),) * 4), max_size=9))
def test_add_up_trade(firms):
    market, private, owned, *facts = ([firm[part] for firm in firms] for part in range(7))
    out, columns = np.zeros((7, 3), np.int64), tuple(array(fact, np.int64) for fact in facts)
    sharing.add_up_trade(array(market, np.int16), array(private, np.bool_), array(owned, np.bool_), columns, out)
    assert out.tolist() == naive.add_up_trade(market, private, owned, facts, 3)


@given(staff=staffs())
def test_find_staff(staff):
    employer, _, surplus = staff
    chosen, rows = array([False, *(more > 1 for more in surplus)], np.bool_), np.empty(len(employer), np.int64)
    found = rows[: jobs.find_staff(array(employer, np.int32), chosen, rows)]
    assert found.tolist() == naive.find_staff(employer, chosen[1:])
    assert found.tolist() == jobs.staff_of(array(employer, np.int32), chosen[1:]).tolist()


@given(staff=staffs(), lots=st.integers(0, 2**32))
def test_layoffs(staff, lots):
    employer, owner, surplus = staff
    columns = array(employer, np.int32), array(owner, np.int32), array(surplus, np.int32)
    crowd = jobs.crowd_of(*columns)
    assert crowd.tolist() == naive.crowd_of(employer, owner, surplus)
    crowd = np.random.default_rng(lots).permutation(crowd)
    goes = jobs.choose_layoffs(crowd, columns[0], columns[2])
    assert goes.tolist() == naive.choose_layoffs(crowd.tolist(), employer, surplus)


@given(
    activity=st.lists(st.integers(0, 2), max_size=20),
    chance=st.sampled_from([0.0, 0.01, 0.5, 1.0]) | st.floats(0, 1),
    key=KEYS,
)
def test_choose_by_chance(activity, chance, key):
    doing = [True, False, True]
    rows = jobs.choose_by_chance(array(activity, np.int8), np.array(doing), chance, key)
    assert rows.tolist() == naive.choose_by_chance(activity, doing, chance, int(key))
    bits, found = np.empty(5, np.uint64), np.empty(len(activity) + 1, np.int64)
    number = jobs.find_lucky(
        key, (9_999, 0.5), array(activity, np.int8), np.array(doing), bits[: -(-len(activity) // 4)], found
    )
    assert found[:number].tolist() == naive.find_lucky(int(key), (9_999, 0.5), activity, doing)


@given(key=KEYS, who=st.integers(0, 39), beyond=st.floats(0, 1))
def test_who_is_on_the_edge_has_a_draw_of_their_own(key, who, beyond):
    """The chance is between this person's sixteen bits and the next higher ones."""
    chance = (naive.lot_of(int(key), who) + beyond) / 2**16
    rows = jobs.choose_by_chance(np.zeros(40, np.int8), np.array([True]), chance, key)
    assert rows.tolist() == naive.choose_by_chance([0] * 40, [True], chance, int(key))


@given(
    firms=st.lists(
        st.tuples(st.integers(0, 10**9), st.integers(0, 5), st.integers(0, 5), st.integers(0, 60)), max_size=8
    ),
    habits=st.sampled_from([(0.0, 0.0, 0.0), (0.02, 0.01, 8.0), (0.5, 1.0, 3.0)]),
    least=st.sampled_from([0, 24_000]),
)
def test_adjust_offers(firms, habits, least):
    offer, openings, filled, applications = ([firm[part] for firm in firms] for part in range(4))
    filled = [min(pair) for pair in zip(filled, openings, strict=True)]
    offers = jobs.adjust_offers(
        array(offer, np.int64), array(openings, np.int32), array(filled, np.int32), array(applications, np.int32),
        habits, least,
    )  # fmt: skip
    assert offers.tolist() == naive.adjust_offers(offer, openings, filled, applications, habits, least)


# --- standing, counting, ledger ----------------------------------------------------------------------------------


@given(
    people=st.lists(st.tuples(st.integers(0, 3), st.integers(10, 12)), max_size=12),
    doing=st.lists(st.booleans(), min_size=4, max_size=4),
    month=st.integers(10, 13),
    among=st.sets(st.integers(0, 11)),
)
def test_find_since(people, doing, month, among):
    activity, since = ([person[part] for person in people] for part in range(2))
    among = sorted(w for w in among if w < len(people))
    columns = array(activity, np.int8), array(since, np.int32), array(doing, np.bool_)
    rows = np.empty(len(among), np.int64)
    found = standing.find_since(array(among, np.int64), *columns, month, rows)
    assert rows[:found].tolist() == naive.find_since(among, activity, since, doing, month)
    late = array([began >= 11 for began in since], np.bool_)
    found = standing.find_unlike(array(among, np.int64), late, columns[0] > 1, rows)
    assert rows[:found].tolist() == naive.find_unlike(among, late.tolist(), [does > 1 for does in activity])


@given(
    people=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20),
    doing=st.lists(st.booleans(), min_size=4, max_size=4),
    again=st.lists(st.integers(0, 19), max_size=6),
)
def test_update_doing(people, doing, again):
    """People did one thing and now do another; some who did not change are said to have moved, some twice."""
    before, after = ([person[part] for person in people] for part in range(2))
    changed = [w for w, (was, does) in enumerate(people) if was != does]
    moved = sorted(changed + [w for w in again if w < len(people)])
    rows, out = [w for w, does in enumerate(before) if doing[does]], np.empty(2 * len(people) + 7, np.int64)
    wanted, now = array(doing, np.bool_), [w for w, does in enumerate(after) if doing[does]]
    found = standing.update_doing(array(rows, np.int64), array(moved, np.int64), array(after, np.int8), wanted, out)
    assert out[:found].tolist() == naive.update_doing(rows, moved, after, doing) == now


@given(
    people=st.lists(st.tuples(st.integers(0, 3), PEOPLE, st.integers(-2, 2)), max_size=20),
    chances=st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.5, 1.0])),
    keys=st.tuples(KEYS, KEYS),
    number=st.integers(1, 60),
)
def test_climb_steps(people, chances, keys, number):
    step, who, gain = ([person[part] for person in people] for part in range(3))
    after = standing.climb_steps(
        array(step, np.int8), array(who, np.int64), array(gain, np.int64), chances, *keys, number
    )
    assert after.tolist() == naive.climb_steps(step, who, gain, chances, *map(int, keys), number)


FEN = st.sampled_from([0, 99, 100, 101, 300])


@given(people=st.lists(st.tuples(st.integers(0, 9), FEN, FEN, FEN, FEN, FEN, st.integers(1, 5)), max_size=20))
@example([(1, 0, 99, 0, 0, 0, 1), (0, 0, 99, 0, 0, 100, 1), (5, 0, 0, 0, 50, 49, 1), (2, 0, 0, 100, 0, 0, 1)])
def test_is_below(people):
    activity, *pay, size = ([person[part] for person in people] for part in range(7))
    below = np.empty(len(people), np.bool_)
    money = tuple(array(column, np.int64) for column in pay)
    standing.is_below(array(activity, np.int8), money, array(size, np.int8), 100, below)
    assert below.tolist() == naive.is_below(activity, pay, size, 100)


@given(
    people=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 4), st.integers(0, 2), st.integers(0, 900)),
        max_size=12,
    ),
    month=st.integers(901, 1000),
)
@example([(1, 0, 0, 2, 0), (1, 3, 4, 0, 1), (0, 0, 0, 0, 12)], 30 * 12)  # 30 years, and a month less
@example([(0, 1, 0, 2, 0), (0, 1, 4, 0, 1)], 40 * 12)
@example([(1, 2, 1, 1, 0), (1, 2, 1, 1, 1)], 50 * 12)
def test_place_people(people, month):
    sex, schooling, origin, town, birth = ([person[part] for person in people] for part in range(5))
    out = np.empty(len(people), np.int32)
    person = tuple(array(codes, np.int8) for codes in (sex, schooling, origin))
    counting.place_people(person, array(town, np.int8), array(birth, np.int32), (4, 5, 3), month, out)
    assert out.tolist() == naive.place_people((sex, schooling, origin), town, birth, (4, 5, 3), month)
    grid = np.zeros((2, 4, 4, 5, 3))
    assert out.max(initial=0) < grid.size


@given(
    people=st.lists(st.tuples(st.integers(4, 6), st.integers(0, 40)), max_size=12),
    month=st.sampled_from([40, 41]),
)
@example([(5, 35), (5, 34), (5, 28), (5, 29), (5, 16), (5, 17)], 40)
def test_place_spells(people, month):
    activity, since = ([person[part] for person in people] for part in range(2))
    out = np.empty(len(people), np.int32)
    counting.place_spells(array(activity, np.int8), array(since, np.int32), 5, month, 70, 99, out)
    assert out.tolist() == naive.place_spells(activity, since, 5, month, 70, 99)


@given(
    people=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([4, 5, 6, 9]), st.integers(-1, 2)), min_size=1, max_size=8
    ),
    counted=st.lists(st.tuples(st.integers(0, 7), st.integers(-9, 10**12)), max_size=16),
    adding=st.booleans(),
)
def test_tally(people, counted, adding):
    who = [row % len(people) for row, _ in counted]
    employer = [people[w][2] for w in who]
    amount = [n for _, n in counted] if adding else []
    cells = {"person": [p for p, _, _ in people], "spell": [s for _, s, _ in people], "employer": [9, 7, 8, 7]}
    out, slow = np.zeros(10, np.int64), [0] * 10
    fast = counting.Cells(
        array(cells["person"], np.int32), array(cells["spell"], np.int32), array(cells["employer"], np.int32)
    )
    counting.tally(array(who, np.int64), array(employer, np.int64), array(amount, np.int64), fast, out)
    naive.tally(who, employer, amount, cells, slow)
    assert out.tolist() == slow


@given(
    people=st.lists(
        st.tuples(
            st.integers(0, 9),
            st.integers(0, 3),
            st.sampled_from([4, 5, 6, 9]),
            st.integers(-1, 2),
            st.integers(0, 10**12),
        ),
        max_size=12,
    )
)
def test_count_people(people):
    activity, person, spell, employer, wage = ([person[part] for person in people] for part in range(5))
    private, places = [False, False, True, True], [9, 7, 8, 7]
    out, slow = np.zeros((21, 10), np.int64), [[0] * 10 for _ in range(21)]
    cells = counting.Cells(array(person, np.int32), array(spell, np.int32), array(places, np.int32))
    counting.count_people(
        array(activity, np.int8), array(employer, np.int32), array(wage, np.int64), array(private, np.bool_), cells, out
    )  # fmt: skip
    naive.count_people(
        activity, employer, wage, private, {"person": person, "spell": spell, "employer": places}, slow
    )  # fmt: skip
    assert out.tolist() == slow
    assert len(Activity) == counting.ACTIVITIES


@given(
    counts=st.lists(st.lists(st.integers(-2, 10**12), min_size=4, max_size=4), max_size=3),
    groups=st.lists(st.permutations([0, 1, 2, 3, -1, -1]), min_size=4, max_size=4),
)
def test_add_up(counts, groups):
    out = np.zeros((len(counts), 4), np.int64)
    counting.add_up(array(counts, np.int64).reshape(-1, 4), array([g[:3] for g in groups], np.int64), out)
    sums = naive.add_up(counts, [g[:3] for g in groups])
    assert out.tolist() == [[total.get(group, 0) for group in range(4)] for total in sums]


def a_person():
    """Somebody who may be wrong in any way, though mostly is not."""
    clock = st.sampled_from([0, 3, 32_767, -1, -32_768])
    return st.fixed_dictionaries({
        "activity": st.sampled_from([0, 0, 1, 3, 5, 5, 9, -1, 10, 37, 127, -128]),
        "employer": st.sampled_from([-1, -1, 0, 2, 3, -2]),
        "wage": st.sampled_from([0, 0, 99, 100, -5]),
        "registered": st.booleans(),
        "insurance_months_left": clock, "insured_months": clock, "centre_months_left": clock,
        "support": st.sampled_from([0, 7, -1]),
    })  # fmt: skip


HONEST = {
    "activity": 0, "employer": 1, "wage": 100, "registered": False, "insurance_months_left": 0, "insured_months": 7,
    "centre_months_left": 0, "support": 0,
}  # fmt: skip


@given(people=st.lists(a_person(), max_size=6), honest=st.integers(0, 20))
def test_find_complaint(people, honest):
    people = [HONEST] * honest + people
    at_employer, registered = {0, 1, 3}, {2, 4, 5}
    columns = checking.Facts(*(
        array([person[name] for person in people], dtype)
        for name, dtype in zip(checking.Facts._fields, ["i1", "i4", "i8", "?", "i2", "i2", "i2", "i8"], strict=True)
    ))  # fmt: skip
    bits = [sum(1 << code for code in codes) for codes in (at_employer, registered)]
    found = int(checking.find_complaint(columns, checking.Allowed(10, 0, *bits, 3, 100)))
    expected = naive.find_complaint(people, {
        "activities": 10, "paid": 0, "at_employer": at_employer, "registered": registered, "employers": 3,
        "minimum_wage": 100,
    })  # fmt: skip
    complaint, row = divmod(found, 1 << checking.ROW_BITS)
    assert (None if complaint == checking.NO_COMPLAINT else (complaint, row)) == expected


@given(
    purses=st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 2)), max_size=12),
    share=st.sampled_from([0.0, 0.3, 0.6, 0.95, 1.0]),
)
def test_spend_share(purses, share):
    cash, town = [fen for fen, _ in purses], [place for _, place in purses]
    spent, by_town, slow = np.empty(len(cash), np.int64), np.zeros(3, np.int64), [0] * 3
    spending.spend_share(array(cash, np.int64), share, array(town, np.int8), spent, by_town)
    assert spent.tolist() == naive.spend_share(cash, share, town, slow)
    assert by_town.tolist() == slow
    assert all(0 <= fen <= held for fen, held in zip(spent.tolist(), cash, strict=True))


@given(employer=st.lists(st.integers(-1, 3), max_size=20))
def test_count_heads(employer):
    out, slow = np.zeros(5, np.int64), [0] * 5
    checking.count_heads(array(employer, np.int32), out)
    naive.count_heads(employer, slow)
    assert out.tolist() == slow


@given(
    purse=st.lists(st.integers(0, 50), min_size=1, max_size=4),
    claims=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=16),
)
@example([5], [(0, 9), (0, 5), (0, 1)])  # too much stops nobody after it
@example([5], [(0, 0), (0, 0)])
def test_paying_and_receiving(purse, claims):
    payer, fen = [row % len(purse) for row, _ in claims], [amount for _, amount in claims]
    payer = [row if amount else 10 - row for row, amount in zip(payer, fen, strict=True)]  # may be nobody's row
    payee = [row % len(purse) for row in range(len(fen))]
    held, slow, paid = array(purse, np.int64), list(purse), np.zeros(len(fen), np.bool_)
    came = ledger.pay_in_order(held, array(payer, np.int64), array(fen, np.int64), paid)
    assert paid.tolist() == naive.pay_in_order(slow, payer, fen)
    assert held.tolist() == slow
    assert min(slow) >= 0
    assert came == naive.came(fen, paid.tolist())
    ledger.receive(held, array(payee, np.int64), array(fen, np.int64), paid)
    naive.receive(slow, payee, fen, paid.tolist())
    assert held.tolist() == slow
    assert held.sum() == sum(purse)


@given(cash=st.integers(0, 60), fen=st.lists(st.integers(0, 40), max_size=8))
def test_pay_queue(cash, fen):
    paid = np.zeros(len(fen), np.bool_)
    came = ledger.pay_queue(cash, array(fen, np.int64), paid)
    assert paid.tolist() == naive.pay_queue(cash, fen)
    assert came == naive.came(fen, paid.tolist())


@given(
    claims=st.lists(st.tuples(st.integers(-3, 3), *(st.integers(-2, 9),) * 2), max_size=9),
    ends=st.sampled_from([(True, True), (True, False), (False, True), (False, False)]),
)
def test_survey(claims, ends):
    fen, *rows = ([claim[part] for claim in claims] for part in range(3))
    payer, payee = (column if there else [] for column, there in zip(rows, ends, strict=True))
    found = ledger.survey(*(array(column, np.int64) for column in (fen, payer, payee)))
    assert found == naive.survey(fen, payer, payee)


def test_arithmetic():
    values = [1.0, 3.0, 2.0, 1 + 2.0**-30, -1 - 2.0**-29, 1e16, 1.0, -1e16, 0.1]
    out = np.empty(4)
    selftest.arithmetic(array(values, np.float64), out)
    assert out.tolist() == pytest.approx(naive.arithmetic(values), abs=0, rel=0)


# --- weighing --------------------------------------------------------------------------------------------------


def single(number):
    """What a column of 32 bits keeps of a number."""
    return float(np.float32(number))


UNIT = st.floats(0, 1, width=32)
PERSON = st.fixed_dictionaries({
    "support": st.sampled_from([0, 18_000]), "insurance": st.integers(0, 30), "centre": st.integers(0, 36),
    "cash": st.integers(0, 10**6), "others": st.sampled_from([0, 55_000, 99_999]), "size": st.integers(1, 5),
    "origin": st.integers(0, 4), "pay": st.integers(1, 10**5), "chance": UNIT, "skill": UNIT, "output": UNIT,
    "attitude": UNIT, "personal_pay": UNIT, "town": st.integers(0, 1), "trade": st.integers(0, 2),
    "schooling": st.integers(0, 3), "employer": st.none() | st.integers(0, 1),
    "activity": st.sampled_from([0, 2, 3, 5]), "at_home": st.booleans(),
    "earnings": st.integers(0, 10**5), "wage": st.integers(0, 10**5),
})  # fmt: skip


def columns(people, **names):
    """Columns of people by name and type."""
    return [np.array([person[name] for person in people], dtype) for name, dtype in names.items()]


def means_of(people):
    return weighing.Means(*columns(
        people, support=np.int64, insurance=np.int16, centre=np.int16, cash=np.int64, others=np.int64, size=np.int8,
        origin=np.int8,
    ))  # fmt: skip


def beliefs_of(people):
    return weighing.Beliefs(*columns(
        people, pay=np.int64, chance=np.float32, skill=np.float32, output=np.float32, attitude=np.float32,
        personal_pay=np.float32, town=np.int8, trade=np.int8, schooling=np.int8,
    ))  # fmt: skip


@given(
    people=st.lists(PERSON, min_size=1, max_size=12), horizon=st.sampled_from([0, 6, 24]), parts=st.tuples(UNIT, UNIT)
)
def test_looking_ahead(people, horizon, parts):
    plan, means = weighing.Plan(horizon, *parts, 10_000.0, 12_500), means_of(people)
    who = np.arange(len(people))[::-1].copy()
    resources, gain, needy = np.empty(who.size), np.empty(who.size), np.empty(who.size, np.bool_)
    own = beliefs_of(people)
    weighing.look_ahead(who, means, own.expected_pay, own.chance, plan, resources, gain, needy)
    expected = naive.look_ahead(people[::-1], horizon, *parts, 10_000.0, 12_500)
    assert list(zip(resources.tolist(), gain.tolist(), needy.tolist(), strict=True)) == expected
    weighing.count_on(who, means, plan, resources)
    assert resources.tolist() == naive.count_on(people[::-1], horizon, *parts, 10_000.0)
    nothing = means._replace(support=np.zeros(0, np.int64))
    weighing.count_on(who, nothing, plan, resources)
    without = [person | {"support": 0} for person in people[::-1]]
    assert resources.tolist() == naive.count_on(without, horizon, *parts, 10_000.0)
    assert weighing.count_on_one(0, means, plan) == naive.count_on_one(people[0], horizon, *parts, 10_000.0)


@given(
    people=st.lists(PERSON, min_size=1, max_size=12), horizon=st.sampled_from([0, 6]), parts=st.tuples(UNIT, UNIT),
    wishes=st.tuples(UNIT, UNIT, UNIT, UNIT, UNIT, UNIT, UNIT),
)  # fmt: skip
def test_weigh_search(people, horizon, parts, wishes):
    plan, who = weighing.Plan(horizon, *parts, 10_000.0, 12_500), np.arange(len(people))[::-1].copy()
    kinds = {"activity": np.int8, "attitude": np.float32, "pay": np.int64, "earnings": np.int64, "wage": np.int64}
    own = columns(people, **kinds, at_home=np.bool_)
    effort, least = np.empty(who.size), np.empty(who.size, np.int64)
    weighing.weigh_search(who, means_of(people), tuple(own), plan, weighing.Wishes(*wishes), effort, least)
    expected = [
        naive.weigh_search(person | {"attitude": single(person["attitude"])}, horizon, parts, 10_000.0, wishes)
        for person in people[::-1]
    ]
    assert list(zip(effort.tolist(), least.tolist(), strict=True)) == expected


@given(
    people=st.lists(PERSON, min_size=1, max_size=12), flags=st.lists(st.booleans(), min_size=24, max_size=24),
    rates=st.tuples(UNIT, UNIT, UNIT, UNIT), offers=st.lists(st.sampled_from([0.0, 30_000.5]), min_size=6, max_size=6),
)  # fmt: skip
def test_learning(people, flags, rates, offers):
    own, news = beliefs_of(people), np.array([0.01, 0.3])
    tried, hired = np.array(flags[:12]), np.array(flags[12:])
    table = np.array(offers).reshape(2, 3)
    weighing.learn(np.arange(len(people)), tried, hired, own, table, news, rates)
    for row, person in enumerate(people):
        place = person["town"], person["trade"]
        expected = naive.learn(person, tried[row], hired[row], table[place], news[place[0]], rates, single)
        assert (own.expected_pay[row], own.chance[row], own.skill[row], own.output[row]) == expected


@given(
    people=st.lists(PERSON, min_size=1, max_size=30),
    first=st.integers(0, 11),
    rates=st.tuples(UNIT, UNIT, UNIT),
    key=KEYS,
)
def test_a_year_at_work(people, first, rates, key):
    own, employers, ceiling = beliefs_of(people), [(1, 0.25), (2, 0.75)], [0.25, 0.5, 0.75, 1.0]
    employer = np.array([-1 if p["employer"] is None else p["employer"] for p in people], np.int32)
    places = np.array([1, 2], np.int8), np.array([0.25, 0.75], np.float32)
    turned = np.empty(len(people), np.int64)
    number = weighing.practise(first, employer, own, np.array(ceiling), places, rates, key, turned)
    after, turns = naive.practise(people, employers, first, ceiling, rates, int(key), single)
    assert turned[:number].tolist() == turns
    assert list(zip(own.skill.tolist(), own.output.tolist(), strict=True)) == after
