"""The slow, obvious twin of every kernel: Python numbers, lists and dicts, written from what the kernels promise.

Nothing here imports `sim`. A person or an opening is a number, a board is a list of places for each cell, a key is
a 64-bit number. `None` stands for nobody and for an empty place.
"""

from fractions import Fraction
from math import ceil, floor, frexp, ldexp, sqrt

WORD = 2**64


# --- luck --------------------------------------------------------------------------------------------------


def mix(bits):
    """The finaliser of splitmix64."""
    bits = (bits ^ bits // 2**30) * 0xBF58476D1CE4E5B9 % WORD
    bits = (bits ^ bits // 2**27) * 0x94D049BB133111EB % WORD
    return bits ^ bits // 2**31


def draw_bits(key, who, k):
    """The 64 bits that belong to (key, who, k)."""
    name = (who * 0x9E3779B97F4A7C15 + k * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) % WORD
    return mix(mix(name) ^ key)


def draw(key, who, k):
    """The upper 53 of these bits as a share of 1."""
    return (draw_bits(key, who, k) // 2**11) / 2**53


def next_bits(bits):
    """The 64 bits that follow others."""
    return mix((bits + 0x9E3779B97F4A7C15) % WORD)


def limit(chance, bits):
    """How many numbers of so many bits lie below this share of them all."""
    return ceil(Fraction(chance) * 2**bits)


def draw_each(key, who, k):
    return [draw(key, person, k) for person in who]


def make_key(seed, purpose, month):
    """The key of one purpose in one month of one seed."""
    first = mix((seed + 0x9E3779B97F4A7C15) % WORD)
    return mix(first ^ (purpose * 0xA0761D6478BD642F + month) % WORD)


# --- exact functions --------------------------------------------------------------------------------------------

LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10


def exp_each(x):
    """The Taylor series about the nearest multiple of ln 2, innermost term first."""
    powers = []
    for number in x:
        whole = floor(number * 1.4426950408889634 + 0.5)
        rest, total = (number - whole * LN2_HIGH) - whole * LN2_LOW, 1.0
        for term in reversed(range(1, 15)):
            total = 1.0 + rest / term * total
        powers.append(ldexp(total, whole))
    return powers


def log_of(x):
    """The series of the inverse hyperbolic tangent, for a number between the root of a half and that of two."""
    fraction, whole = frexp(x)
    if fraction < 0.7071067811865476:
        fraction, whole = fraction * 2, whole - 1
    s, total = (fraction - 1) / (fraction + 1), 0.0
    for term in reversed(range(12)):
        total = total * (s * s) + 1 / (2 * term + 1)
    return whole * LN2_HIGH + (2 * s * total + whole * LN2_LOW)


def log_each(x):
    return [log_of(number) for number in x]


def ratio_of(x, above, below):
    top, bottom = 0.0, 0.0
    for a, b in zip(above, below, strict=True):
        top, bottom = top * x + a, bottom * x + b
    return top / bottom


def quantile_each(p, tables):
    """Three pairs of polynomials, for the middle, the tails and the far tails; the upper half mirrors the lower."""
    found = []
    for probability in p:
        q = probability - 0.5
        r = sqrt(-log_of(min(probability, 1 - probability)))
        if abs(q) <= 0.425:
            found.append(q * ratio_of(0.180625 - q * q, *tables[:2]))
        else:
            outer = ratio_of(r - 1.6, *tables[2:4]) if r <= 5 else ratio_of(r - 5.0, *tables[4:])
            found.append(outer if q > 0 else -outer)
    return found


# --- the board -----------------------------------------------------------------------------------------------


def list_openings(openings, names, place, general_share, trade_key, listing, slot_bits=20):
    """One dict an opening, by employer and slot; slot k asks for the same trade for ever, listing is by lot."""
    listing_key, shares = listing
    town, trade = place
    posted = []
    for employer, count in enumerate(openings):
        for slot in range(count):
            name = names[employer] * 2**slot_bits + slot
            general = draw(trade_key, name, 0) < general_share[employer]
            views = [view for view, share in enumerate(shares) if draw(listing_key, name, view) < share]
            posted.append({
                "employer": employer, "name": name, "town": town[employer], "trade": 0 if general else trade[employer],
                "general": general, "seen": sum(2**view for view in views),
            })  # fmt: skip
    return posted


def shown_in(opening, view):
    return opening["seen"] // 2**view % 2 == 1


def count_openings(openings, shape):
    """How many openings each view shows in each town and trade; the last town and trade stand for any."""
    views, towns, trades = shape
    return [
        sum(shown_in(o, view) and town in (o["town"], towns) and trade in (o["trade"], trades) for o in openings)
        for view in range(views)
        for town in range(towns + 1)
        for trade in range(trades + 1)
    ]


def spread(bits, size):
    """The upper 40 bits as a share of 1, times the size, in whole numbers."""
    return floor(Fraction(bits // 2**24, 2**40) * size)


def hang(names, opening, places, key):
    """Hang one more opening: all that hang already and this one choose anew, the lowest name first."""
    hanging = sorted([v for v in places if v is not None] + [opening], key=lambda v: names[v])
    places[:] = [None] * len(places)
    for v in hanging:
        begin = spread(draw_bits(key, names[v], 0), len(places))
        around = [(begin + step) % len(places) for step in range(len(places))]
        places[next(place for place in around if places[place] is None)] = v


def pin_openings(openings, sizes, key):
    """A list of places for each (view, town, trade); `sizes` says how many."""
    board = {cell: [None] * size for cell, size in sizes.items()}
    names = [opening["name"] for opening in openings]
    for (view, town, trade), places in board.items():
        for v, opening in enumerate(openings):
            if shown_in(opening, view) and (opening["town"], opening["trade"]) == (town, trade):
                hang(names, v, places, key)
    return board


def board_sizes(ordinary, count):
    """The ordinary size, doubled until at least an eighth of the places stays free."""
    sizes = []
    for size, posted in zip(ordinary, count, strict=True):
        while 8 * posted > 7 * size:
            size *= 2
        sizes.append(size)
    return sizes


# --- searching -----------------------------------------------------------------------------------------------


def count_applications(effort, full, who, key):
    """The whole part of effort x full, and one more with the probability of the rest."""
    sends = []
    for share, person in zip(effort, who, strict=True):
        wish = share * full
        sends.append(floor(wish) + (draw(key, person, 0) < wish - floor(wish)))
    return sends


def describe(seekers, people, outside, usual):
    """What each seeker brings, and the limit of applications outside the trade: the rest of hope goes there."""
    known = []
    for person in seekers:
        own = people[person]
        hope = min(own["chance"] / usual, 1.0) if usual else 1.0
        share = 1.0 - (1.0 - outside) * hope
        known.append({name: own[name] for name in own if name != "chance"} | {"outside_trade": limit(share, 21)})
    return known


def number_applications(sends):
    return [(i, j) for i, count in enumerate(sends) for j in range(count)]


def aim(seekers, numbered, habits, key):
    """For each application (view, town, trade), luck and channel; the last town and trade stand for any.

    `seekers` are dicts, `habits` is (towns, trades, outside town, limits of the channels by reach, views, spans).
    """
    towns, trades, outside_town, ways, views, spans = habits
    aims = []
    for i, j in numbered:
        seeker = seekers[i]
        bits = draw_bits(key, seeker["person"], j)
        first, second, third = bits % 2**21, bits // 2**21 % 2**21, bits // 2**42
        cheated, way = divmod(seeker["reach"], 16)
        channel = next((c for c, share in enumerate(ways[4 * way : 4 * way + 4]) if third < share), 4)
        town = towns if spans[2 * channel + (first < outside_town * 2**21)] else seeker["town"]
        trade = trades if second < seeker["outside_trade"] else seeker["trade"]
        aims.append(((views[5 * cheated + channel], town, trade), bits, channel))
    return aims


def run_of(board, where, towns, trades):
    """The places of a view in a town or in all, for a trade or for all: town by town, trade by trade."""
    view, town, trade = where
    return [
        place
        for t in (range(towns) if town == towns else [town])
        for k in (range(trades) if trade == trades else [trade])
        for place in board[view, t, k]
    ]


def place_of(run, bits):
    return spread(bits, len(run))


def look(run, bits):
    """Look at places by lot until one holds an opening; return it and the luck used."""
    if all(place is None for place in run):
        return None, bits
    while True:
        bits = next_bits(bits)
        if run[place_of(run, bits)] is not None:
            return run[place_of(run, bits)], bits


def known(opening, before):
    return opening in before


def find_another(run, bits, before):
    """Look at places by lot until one holds an opening that this person does not know; None if there is none."""
    if all(place is None or place in before for place in run):
        return None
    opening, bits = look(run, bits)
    while opening in before:
        opening, bits = look(run, bits)
    return opening


def look_on(found, runs, numbered):
    """What each application finds in the end; `found` are (opening, luck), `runs` the places of each."""
    openings = []
    for (opening, bits), run, (_, j) in zip(found, runs, numbered, strict=True):
        before = openings[len(openings) - j :]
        again = opening is not None and known(opening, before)
        openings.append(find_another(run, bits, before) if again else opening)
    return openings


def send_applications(seekers, openings, found, numbered):
    """Pairs (seeker, opening) of those who found an opening that is not their own employer's."""
    return [
        (i, v)
        for (i, _), v in zip(numbered, found, strict=True)
        if v is not None and openings[v]["employer"] != seekers[i]["employer"]
    ]


def search(seekers, openings, board, habits, key):
    """All of it: pairs (seeker, opening)."""
    numbered = number_applications([seeker["applications"] for seeker in seekers])
    aims = aim(seekers, numbered, habits, key)
    runs = [run_of(board, where, *habits[:2]) for where, _, _ in aims]
    found = [look(run, bits) for run, (_, bits, _) in zip(runs, aims, strict=True)]
    return send_applications(seekers, openings, look_on(found, runs, numbered), numbered)


# --- hiring --------------------------------------------------------------------------------------------------


def draw_lots(person, opening, name, key):
    return [draw_bits(key, who, name[v]) for who, v in zip(person, opening, strict=True)]


def group_by_opening(seeker, opening, openings, lots):
    """Where each opening's applications begin, whose they are, opening by opening, and their lots."""
    piles = [[a for a, v in enumerate(opening) if v == wanted] for wanted in range(openings)]
    first = [sum(len(pile) for pile in piles[:v]) for v in range(openings + 1)]
    order = [a for pile in piles for a in pile]
    return first, [seeker[a] for a in order], [lots[a] for a in order]


def find_bar(lots, most):
    return sorted(lots)[most - 1]


def invite(opening, lots, openings, most):
    """Opening by opening, of its applications the `most` with the lowest lots."""
    guests = []
    for v in range(openings):
        pile = [a for a, other in enumerate(opening) if other == v]
        guests += sorted(sorted(pile, key=lambda a: lots[a])[:most])
    return guests


def try_out(people, openings, sure, untrained, key):
    """Of the guests, those whose draw for this person and this opening is below their chance.

    `people` are (person, trade, skill), `openings` (name, general, trade asked, skill asked).
    """
    suits = []
    for g, ((who, trade, skill), (name, general, asked_trade, asked_skill)) in enumerate(
        zip(people, openings, strict=True)
    ):
        here = skill * (1.0 if trade == asked_trade else untrained)
        chance = sure * (1.0 if general else min(here / max(asked_skill, 1e-9), 1.0))
        suits += [g] if draw(key, who, name) < chance else []
    return suits


def pay_of(offer, personal, least):
    """What a person is paid: the offer times their own worth, and the least in any case."""
    return max(half_up(offer * personal), least)


def offer(openings, opening, value, person, name, key):
    """For each opening the candidate of the highest value, of equals the highest lot."""
    chosen = []
    for v in range(openings):
        pile = [c for c, other in enumerate(opening) if other == v]
        chosen.append(max(pile, key=lambda c: (value[c], draw_bits(key, person[c], name[v])), default=None))
    return chosen


def accept(chosen, pay, person, least, name, key):
    """Of the openings, those whose offer is for its seeker the best that is enough, of equals the highest lot."""
    taken = []
    for s, enough in enumerate(least):
        mine = [v for v, who in enumerate(chosen) if who == s and pay[v] >= enough]
        if mine:
            taken.append(max(mine, key=lambda v: (pay[v], draw_bits(key, person[chosen[v]], name[v]))))
    return sorted(taken)


def count_queues(piles, employer, employers):
    """How many applications lie in the piles of each employer."""
    return [sum(size for size, at in zip(piles, employer, strict=True) if at == f) for f in range(employers)]


# --- jobs ----------------------------------------------------------------------------------------------------


def half_up(number):
    """The nearest whole number, halves up, in exact arithmetic."""
    return floor(Fraction(number) + Fraction(1, 2))


def want_staff(orders, staff, inertia):
    """The staff, or the orders as a whole number once they differ from it by more than both parts of the inertia."""
    return [
        half_up(wish) if abs(wish - now) > max(inertia[0], inertia[1] * now) else now
        for wish, now in zip(orders, staff, strict=True)
    ]  # fmt: skip


def add_up_pay(employer, wage, at_home, home_pay, bills, home):
    """Everybody's pay on the bill of their employer, and heads at home; both are changed in place."""
    for f, pay, away in zip(employer, wage, at_home, strict=True):
        bills[f + 1] += floor(pay * home_pay) if away else pay
        home[f + 1] += away


def find_staff(employer, chosen):
    return [w for w, f in enumerate(employer) if f >= 0 and chosen[f]]


def count_surplus(staff, wanted, ownership, mine, soft):
    """How many people employers of some ownerships have too many; none where the budget is soft."""
    return [
        max(now - wish, 0) if mine[kind] and not easy else 0
        for now, wish, kind, easy in zip(staff, wanted, ownership, soft, strict=True)
    ]


def begin_spell(person, activity, month, without_work):
    """A person begins something: an interval without work goes on, or begins."""
    still = without_work[activity] and not without_work[person["activity"]]
    changed = {"activity": activity, "spell_start": month, "earnings": 0, "earnings_seen": 0}
    return person | changed | ({"jobless_since": month} if still else {})


def take_posts(person, employer, pay):
    """A person takes a job, and all that had to do with being without one ends."""
    ends = {"registered": False, "centre": -1, "centre_months_left": 0, "at_home": False, "left_by_choice": False}
    return person | ends | {"employer": employer, "wage": pay, "first_wage": pay, "expected_pay": pay}


def leave_posts(person):
    """A person has no job any more."""
    return person | {"employer": -1, "wage": 0, "first_wage": 0, "at_home": False, "form": 0, "job_ends": 0}


def crowd_of(employer, owner, surplus):
    """Everybody whose employer has too many people, but for its owner."""
    return [w for w, f in enumerate(employer) if f >= 0 and surplus[f] > 0 and owner[f] != w]


def choose_layoffs(crowd, employer, surplus):
    """Who in the crowd is among the first `surplus` people of their employer."""
    goes = []
    for i, w in enumerate(crowd):
        before = sum(employer[other] == employer[w] for other in crowd[:i])
        goes.append(before < surplus[employer[w]])
    return goes


def lot_of(key, w):
    """Sixteen bits of a draw for four people."""
    return draw_bits(key, w // 4, 0) // 2 ** (16 * (w % 4)) % 2**16


def find_lucky(key, edge, activity, doing):
    """Lots below the edge, and on it those whose own draw says so."""
    lots = [lot_of(key, w) for w in range(len(activity))]
    return [
        w
        for w, lot in enumerate(lots)
        if doing[activity[w]] and (lot < edge[0] or (lot == edge[0] and draw(key, w, 1) < edge[1]))
    ]


def choose_by_chance(activity, doing, chance, key):
    """Sixteen bits of a draw for four are a share of 1, and a draw of their own the rest of it, bit for bit."""
    chosen = []
    for w, does in enumerate(activity):
        share = Fraction(lot_of(key, w), 2**16) + Fraction(draw(key, w, 1)) / 2**16
        chosen += [w] if doing[does] and share < Fraction(chance) else []
    return chosen


def adjust_offers(offer, openings, filled, applications, habits, least):
    """Cut where the queue for an opening is long, else raise where openings stayed empty; never below `least`."""
    rise, cut, long_queue = habits
    offers = []
    for f, now in enumerate(offer):
        new = now
        if openings[f] and applications[f] / openings[f] > long_queue:
            new = half_up(now * (1.0 - cut))
        elif openings[f] and filled[f] < openings[f]:
            new = half_up(now * (1.0 + rise))
        offers.append(max(new, least))
    return offers


# --- standing, counting, the ledger ----------------------------------------------------------------------------

UNAWARE, AWARE, APPLIED, APPROVED = range(4)


def find_since(among, activity, since, doing, month):
    return [w for w in among if doing[activity[w]] and since[w] < month]


def update_doing(rows, moved, activity, doing):
    """Those of the list who did not move, and of those who did who does it now."""
    return sorted({w for w in rows if w not in moved} | {w for w in moved if doing[activity[w]]})


def find_unlike(rows, one, other):
    return [w for w in rows if one[w] != other[w]]


def climb_steps(step, who, gain, chances, news_key, office_key, number):
    """One person after the other: hear of it, apply if it pays, be carried through by the office."""
    publicity, fidelity = chances
    after = []
    for person, now, brings in zip(who, step, gain, strict=True):
        aware = now >= AWARE or draw(news_key, person, number) < publicity
        if not aware:
            after.append(UNAWARE)
        elif brings <= 0:
            after.append(AWARE)
        elif now == APPROVED or draw(office_key, person, number) < fidelity:
            after.append(APPROVED)
        else:
            after.append(APPLIED)
    return after


def is_below(activity, pay, family_size, line):
    """Whether each household has less than the line a head: owners count what they think that work pays."""
    wage, expected, earned, support, others = pay
    below = []
    for person, size in enumerate(family_size):
        own = expected[person] if activity[person] == 1 else wage[person]
        below.append(own + earned[person] + support[person] + others[person] < line * size)
    return below


def place_people(person, town, birth, shape, month):
    """Everybody's number in a count by sex, age band, schooling, origin and town, the last running fastest."""
    cells = []
    for sex, schooling, origin, place, born in zip(*person, town, birth, strict=True):
        years = (month - born) // 12
        band = sum(years >= border for border in (30, 40, 50))
        at = 0
        for code, size in zip((sex, band, schooling, origin, place), (2, 4, *shape), strict=True):
            at = at * size + code
        cells.append(at)
    return cells


def place_spells(activity, since, jobless, month, first, nowhere):
    """The cell of each jobless person by the months out of work."""
    bands = [sum(month - began >= border for border in (6, 12, 24)) for began in since]
    return [first + band if does == jobless else nowhere for does, band in zip(activity, bands, strict=True)]


def tally(who, employer, amount, cells, out):
    """Count or add up each person at three places, which may be nowhere; `out` is changed in place."""
    for i, (w, f) in enumerate(zip(who, employer, strict=True)):
        for place in (cells["person"][w], cells["spell"][w], cells["employer"][f + 1]):
            out[place] += amount[i] if amount else 1


def count_people(activity, employer, wage, private, cells, out, activities=10):
    """Count each person at three places of the row of what they do; wages go to the last row, but not by spell."""
    for w, (a, f) in enumerate(zip(activity, employer, strict=True)):
        row = a + activities if private[f + 1] else a
        person, spell, place = cells["person"][w], cells["spell"][w], cells["employer"][f + 1]
        for at in (person, spell, place):
            out[row][at] += 1
        for at in (person, place):
            out[-1][at] += wage[w]


def add_up(counts, groups):
    """One dictionary a row: group -> what its cells add up to."""
    sums = [{} for _ in counts]
    for total, row in zip(sums, counts, strict=True):
        for cell, n in enumerate(row):
            for group in set(groups[cell]) - {-1}:
                total[group] = total.get(group, 0) + n
    return sums


def find_complaint(people, allowed):
    """The gravest complaint and the first person that it is about; None when nobody gives cause."""
    for number, wrong in enumerate((
        lambda p: p["activity"] not in range(allowed["activities"]),
        lambda p: p["employer"] not in range(-1, allowed["employers"]),
        lambda p: (p["activity"] in allowed["at_employer"]) != (p["employer"] >= 0),
        lambda p: p["activity"] == allowed["paid"] and p["wage"] < allowed["minimum_wage"],
        lambda p: p["activity"] != allowed["paid"] and p["wage"] != 0,
        lambda p: p["registered"] and p["activity"] not in allowed["registered"],
        lambda p: min(p["insurance_months_left"], p["insured_months"], p["centre_months_left"]) < 0,
        lambda p: p["support"] < 0,
    )):  # fmt: skip
        for w, person in enumerate(people):
            if wrong(person):
                return number, w
    return None


def spend_share(cash, share, town, by_town):
    """What everybody spends, rounded down to the fen as floating point numbers have it; `by_town` is added to."""
    spent = [floor(fen * share - 0.5 + 0.5) for fen in cash]
    for place, fen in zip(town, spent, strict=True):
        by_town[place] += fen
    return spent


def count_heads(employer, out):
    for f in employer:
        out[f + 1] += 1


def pay_in_order(purse, payer, fen):
    """Who is paid, row after row; `purse` is changed in place."""
    paid = []
    for p, amount in zip(payer, fen, strict=True):
        paid.append(amount == 0 or purse[p] >= amount)
        if amount and paid[-1]:
            purse[p] -= amount
    return paid


def pay_queue(cash, fen):
    """Whose amount is covered together with all those before it."""
    return [sum(fen[: place + 1]) <= cash for place in range(len(fen))]


def came(fen, paid):
    """How much was paid, and to how many who were owed something."""
    amounts = [amount for amount, ok in zip(fen, paid, strict=True) if ok]
    return sum(amounts), len([amount for amount in amounts if amount > 0])


def survey(fen, payer, payee):
    """The least amount and the total, and how far the rows of those who owe something, and of payees, reach."""
    owing = [0] + [row for row, amount in zip(payer, fen, strict=False) if amount]
    return min([0, *fen]), sum(fen), min(owing), max(owing), min([0, *payee]), max([0, *payee])


def receive(purse, payee, fen, paid):
    for p, amount, came in zip(payee, fen, paid, strict=True):
        if came:
            purse[p] += amount


def arithmetic(values):
    """The machine's self-test: a quotient, a root, a product and sum in two roundings, a sum in order."""
    total = 0.0
    for value in values[5:]:
        total += value
    return [
        values[0] / values[1],
        values[2] ** 0.5,
        float(Fraction(values[3] * values[3]) + Fraction(values[4])),
        total,
    ]


# --- markets -------------------------------------------------------------------------------------------------


def value_custom(custom, output, market, markets):
    """What the custom of each market's employers is worth, in thousandths of what they would sell, as whole numbers."""
    worth = [0] * markets
    for c, o, m in zip(custom, output, market, strict=True):
        worth[m] += floor(c * 1000.0 + 0.5) * o
    return worth


def share_orders(custom, market, demand, worth):
    """Each employer's orders in persons: its custom times what its market asks for over what all custom is worth."""
    return [c * (demand[m] * 1000.0 / worth[m]) if worth[m] else 0.0 for c, m in zip(custom, market, strict=True)]


def add_up_trade(market, private, owned, facts, markets):
    """Two counts, four sums over private employers, and the profits of the owned, market by market."""

    def total(numbers, among):
        return [sum(n for n, m, some in zip(numbers, market, among, strict=True) if some and m == at)
                for at in range(markets)]  # fmt: skip

    ones = [1] * len(market)
    return [total(ones, private), total(ones, owned), *(total(fact, private) for fact in facts), total(facts[3], owned)]


# --- weighing ------------------------------------------------------------------------------------------------


def count_on_one(person, horizon, savings, family, farm):
    """What somebody can count on without a job: benefits for the months left, savings, family, land."""
    support = float(person["support"])
    if horizon == 0:
        return support
    left = max(person["insurance"], person["centre"])
    if left > 0:
        support *= min(left, horizon) / horizon
    own = support + person["cash"] * (savings / horizon)
    return own + person["others"] * family / person["size"] + (farm if person["origin"] == 4 else 0.0)


def count_on(people, horizon, savings, family, farm):
    """The same for everybody."""
    return [count_on_one(person, horizon, savings, family, farm) for person in people]


def weigh_search(person, horizon, parts, farm, wishes):
    """Effort, and the least pay in fen: of who has a job (activity 0) or a post (3), odd jobs (2) or none of these."""
    effort, ease, odd_jobs, markup, share, premium, home = wishes
    if person["activity"] in (0, 3):
        present = person["wage"] + (person["earnings"] if person["activity"] == 3 else 0)
        present = floor(present * home) if person["at_home"] else present
        return person["attitude"], max(half_up(present * (1.0 + premium)), present + 1)
    without = count_on_one(person, horizon, *parts, farm)
    eased = 1.0 - ease * min(without / max(person["pay"], 1), 1.0)
    own = min(effort * person["attitude"] * eased * (odd_jobs if person["activity"] == 2 else 1.0), 1.0)
    enough = without * (1.0 + markup)
    if horizon:
        enough = max(min(enough, person["pay"] * share), person["earnings"])
    return own, half_up(enough)


def look_ahead(people, horizon, savings, family, farm, need):
    """What each counts on, what a month of search is worth, and who is in need."""
    seen = []
    for person in people:
        without = count_on_one(person, horizon, savings, family, farm)
        gain = person["chance"] * max(person["pay"] - without, 0.0) * horizon
        seen.append((without, gain, without + person["others"] < need * person["size"]))
    return seen


def learn(person, tried, hired, offer, news, rates, single):
    """What somebody believes and can do after a month; `single` rounds to what a narrow column keeps."""
    pay, chance = person["pay"], person["chance"]
    mine = offer * person["personal_pay"]
    if mine > 0:
        pay = half_up(pay + rates[0] * person["attitude"] * (mine - pay))
    own = rates[1] * person["attitude"] * ((1.0 if hired else 0.0) - chance) if tried else 0.0
    chance = chance + own + rates[2] * (news - chance)
    return pay, single(chance), single(person["skill"] * rates[3]), single(person["output"] * rates[3])


def practise(people, employers, first, ceiling, rates, key, single):
    """Every twelfth person from `first` on: skill and output after a year at work, and who turns to the trade there."""
    after, turned = [(person["skill"], person["output"]) for person in people], []
    for row in range(first, len(people), 12):
        person = people[row]
        if person["employer"] is None:
            continue
        trade, general = employers[person["employer"]]
        factor = 1.0 + rates[0] * max(ceiling[person["schooling"]] - person["skill"], 0.0) / max(person["skill"], 1e-9)
        if person["trade"] not in (trade, 0):
            turns = draw(key, row, 0) >= general
            factor = rates[2] if turns else 1.0 - rates[1]
            turned += [row] * turns
        after[row] = single(person["skill"] * factor), single(person["output"] * factor)
    return after, turned


def has_anniversary(wage, since, month):
    """Who is paid and began 12, 24, 36, ... months ago."""
    return [pay > 0 and began in range(month - 12, 0, -12) for pay, began in zip(wage, since, strict=True)]
