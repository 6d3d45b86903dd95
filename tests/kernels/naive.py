"""The slow, obvious twin of every kernel: Python numbers, lists and dicts, written from what the kernels promise.

Nothing here imports `sim`. A person or an opening is a number, a board is a list of places for each cell, a key is
a 64-bit number. `None` stands for nobody and for an empty place.
"""

from fractions import Fraction
from math import floor

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


def draw_each(key, who, k):
    return [draw(key, person, k) for person in who]


def make_key(seed, purpose, month):
    """The key of one purpose in one month of one seed."""
    first = mix((seed + 0x9E3779B97F4A7C15) % WORD)
    return mix(first ^ (purpose * 0xA0761D6478BD642F + month) % WORD)


# --- the board -----------------------------------------------------------------------------------------------


def list_openings(openings, names, place, general_share, trades, trade_key, listing, slot_bits=20):
    """One dict an opening, by employer and slot; slot k asks for the same trade for ever, listing is by lot."""
    listing_key, listed_share = listing
    town, trade = place
    listed = []
    for employer, count in enumerate(openings):
        for slot in range(count):
            name = names[employer] * 2**slot_bits + slot
            general = draw(trade_key, name, 0) < general_share[employer]
            asks_for = 0 if general else trade[employer]
            listed.append({
                "employer": employer, "name": name, "cell": town[employer] * trades + asks_for, "general": general,
                "listed": draw(listing_key, name, 0) < listed_share,
            })  # fmt: skip
    return listed


def pin_openings(names, cells, sizes, key):
    """A list of places for each cell; each opening at the place of its name, or at the next free one after it.

    The lowest name chooses first.
    """
    board = [[None] * size for size in sizes]
    for name, cell, opening in sorted(zip(names, cells, range(len(names)), strict=True)):
        places = board[cell]
        begin = draw_bits(key, name, 0) % len(places)
        around = [(begin + step) % len(places) for step in range(len(places))]
        free = next(place for place in around if places[place] is None)
        places[free] = opening
    return board


def power_of_two(least):
    power = 2
    while power < least:
        power *= 2
    return power


def board_sizes(ordinary, count):
    """The ordinary size, or a power of two of at least two places an opening when the cell has outgrown it."""
    return [size if size >= 2 * posted else power_of_two(2 * posted) for size, posted in zip(ordinary, count)]  # noqa: B905


# --- searching -----------------------------------------------------------------------------------------------


def count_applications(effort, full, luck):
    """The whole part of effort x full, and one more with the probability of the rest."""
    sends = []
    for share, lot in zip(effort, luck, strict=True):
        wish = share * full
        sends.append(floor(wish) + (lot < wish - floor(wish)))
    return sends


def choose_cell(count, towns, trades, town, trade, any_town, any_trade, luck):
    """Put the openings of all cells that this person looks at into a row; the luck points at one of them."""
    row = []
    for t in range(towns) if any_town else [town]:
        for k in range(trades) if any_trade else [trade]:
            row += [t * trades + k] * count[t * trades + k]
    return row[int(luck * len(row))] if row else None


def look_around(openings, board, cell, through_public, mine, key, who, k):
    """Look at places by lot until one holds an opening that this person can see and has not applied to."""
    places = board[cell]

    def fits(place):
        v = places[place]
        return v is not None and v not in mine and (openings[v]["listed"] or not through_public)

    if not any(fits(place) for place in range(len(places))):
        return None
    look = 0
    while not fits(place := draw_bits(key, who, k + look) % len(places)):
        look += 1
    return places[place]


def send_applications(seekers, openings, board, habits, choice_key, look_key):
    """Pairs (seeker, opening); `seekers` are dicts, `habits` is (towns, trades, outside town, outside trade)."""
    towns, trades, outside_town, outside_trade = habits
    posted, listed = ([0] * (towns * trades) for _ in range(2))
    for opening in openings:
        posted[opening["cell"]] += 1
        listed[opening["cell"]] += opening["listed"]
    sent = []
    for i, seeker in enumerate(seekers):
        who, mine = seeker["person"], []
        for j in range(seeker["applications"]):
            any_town, any_trade, public, luck = (draw(choice_key, who, 4 * j + part) for part in range(4))
            public = public < seeker["public"]
            cell = choose_cell(
                listed if public else posted, towns, trades, seeker["town"], seeker["trade"],
                any_town < outside_town, any_trade < outside_trade, luck,
            )  # fmt: skip
            if cell is None:
                continue
            v = look_around(openings, board, cell, public, mine, look_key, who, j * 2**40)
            if v is not None and openings[v]["employer"] != seeker["employer"]:
                mine.append(v)
        sent += [(i, v) for v in mine]
    return sent


# --- hiring --------------------------------------------------------------------------------------------------


def group_by_opening(opening, openings):
    """Where each opening's applications begin, and the applications opening by opening."""
    piles = [[a for a, v in enumerate(opening) if v == wanted] for wanted in range(openings)]
    first = [sum(len(pile) for pile in piles[:v]) for v in range(openings + 1)]
    return first, [a for pile in piles for a in pile]


def invite(opening, person, name, most, key):
    """Of each opening's applicants, the `most` with the lowest lots."""
    invited = [True] * len(opening)
    for v, opening_name in enumerate(name):
        pile = [a for a, other in enumerate(opening) if other == v]
        pile.sort(key=lambda a: draw_bits(key, person[a], opening_name))
        for a in pile[most:]:
            invited[a] = False
    return invited


def try_out(chance, person, opening, name, invited, key):
    """Of the invited, those whose draw for this person and this opening is below their chance."""
    return [
        invited[a] and draw(key, person[a], name[v]) < chance[a]
        for a, v in enumerate(opening)
    ]  # fmt: skip


def offer(opening, suits, value, person, name, key):
    """For each opening the suitable application of the highest value, of equals the highest lot."""
    chosen = []
    for v in range(len(name)):
        pile = [a for a, other in enumerate(opening) if other == v and suits[a]]
        chosen.append(max(pile, key=lambda a: (value[a], draw_bits(key, person[a], name[v])), default=None))
    return chosen


def accept(chosen, seeker, person, pay, least, name, key):
    """For each seeker the offer of the highest pay that is enough, of equals the highest lot."""
    taken = []
    for s, enough in enumerate(least):
        mine = [v for v, a in enumerate(chosen) if a is not None and seeker[a] == s and pay[a] >= enough]
        taken.append(
            max(mine, key=lambda v: (pay[chosen[v]], draw_bits(key, person[chosen[v]], name[v])), default=None)
        )
    return taken


# --- jobs ----------------------------------------------------------------------------------------------------


def half_up(number):
    """The nearest whole number, halves up, in exact arithmetic."""
    return floor(Fraction(number) + Fraction(1, 2))


def want_staff(orders, staff, inertia):
    """The staff, or the orders as a whole number once they differ from it by more than the inertia."""
    return [
        half_up(wish) if abs(wish - now) > inertia else now
        for wish, now in zip(orders, staff, strict=True)
    ]  # fmt: skip


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


def choose_by_chance(may, chance, key):
    return [w for w, able in enumerate(may) if able and draw(key, w, 0) < chance]


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


def find_below(activity, pay, family_size, line):
    """Whose household has less than the line a head: owners count what they think that work pays."""
    wage, expected, earned, support, others = pay
    below = []
    for person, size in enumerate(family_size):
        own = expected[person] if activity[person] == 1 else wage[person]
        if own + earned[person] + support[person] + others[person] < line * size:
            below.append(person)
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


def tally(who, employer, amount, cells, out):
    """Count or add up each person at up to three places; `out` is changed in place."""
    for i, (w, f) in enumerate(zip(who, employer, strict=True)):
        places = {cells["person"][w], cells["spell"][w], cells["employer"][f] if f >= 0 else -1} - {-1}
        for place in places:
            out[place] += amount[i] if amount else 1


def count_people(activity, employer, wage, private, cells, out, activities=10):
    """Count each person at up to three places of the row of what they do; wages go to the last row."""
    for w, (a, f) in enumerate(zip(activity, employer, strict=True)):
        row = a + activities if f >= 0 and private[f] else a
        places = {cells["person"][w], cells["spell"][w], cells["employer"][f] if f >= 0 else -1} - {-1}
        for place in places:
            out[row][place] += 1
            out[-1][place] += wage[w]


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


def count_heads(employer, out):
    for f in employer:
        if f >= 0:
            out[f] += 1


def pay_in_order(purse, payer, fen):
    """Who is paid, row after row; `purse` is changed in place."""
    paid = []
    for p, amount in zip(payer, fen, strict=True):
        paid.append(purse[p] >= amount)
        purse[p] -= amount if paid[-1] else 0
    return paid


def count_paid(fen, paid):
    """How much was paid, and to how many who were owed something."""
    came = [amount for amount, ok in zip(fen, paid, strict=True) if ok]
    return sum(came), len([amount for amount in came if amount > 0])


def rows_owed(rows, fen):
    owed = [0] + [row for row, amount in zip(rows, fen, strict=True) if amount]
    return min(owed), max(owed)


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
