"""Every worked example in `cases/` comes out as its author reckoned it."""

import pytest

from sim.months import write_month
from sim.policies import LEVERS
from tests.policies.cases import START, Town, fen, month_by_month, read_cases

CASES = read_cases()
WORDS = {
    "case", "law", "months", "levers", "world", "people", "employers", "events", "paid", "owed", "charged", "counted",
    "staff", "booked", "closing", "after",
}  # fmt: skip


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['case']}" for file, case in CASES])
def test_case(file, case):
    assert set(case) <= WORDS, f"{file}: a word that no case knows"
    town = Town(case)
    town.live()
    expected = [
        name for name in ("paid", "owed", "charged", "counted", "staff", "booked", "closing", "after") if name in case
    ]
    assert expected, "a case must say what comes out"
    for page in ("paid", "owed", "charged"):
        for name, said in case.get(page, {}).items():
            lived = [month.get(name, 0) for month in getattr(town, page)]
            assert lived == month_by_month(said), f"{name}: {page}"
    if "owed" not in case:
        assert town.owed == town.paid, "somebody was refused, which the case does not say"
    if "paid" in case:
        unsaid = set().union(*town.paid) - set(case["paid"])
        assert not unsaid, "somebody was paid of whom the case says nothing"
    check_books(town, case)
    check_ends(town, case)


def check_books(town, case):
    for month, levers in case.get("counted", {}).items():
        for lever, counts in levers.items():
            stood = town.stood[[write_month(START + i) for i in range(case["months"])].index(month)][lever]
            assert {name: stood[name] for name in counts} == counts, f"{month}: {lever}"
    for month, said in case.get("booked", {}).items():
        assert town.booked(month) == {entry: fen(amount) for entry, amount in said.items()}, month
    for month, said in case.get("closing", {}).items():
        assert {account: town.closing(month, account) for account in said} == {a: fen(n) for a, n in said.items()}


def check_ends(town, case):
    for name, said in case.get("staff", {}).items():
        assert [month[name] for month in town.staff] == said, name
    for name, said in case.get("after", {}).items():
        row = town.county.workers[town.people.index(name)]
        assert {fact: told(row, fact) for fact in said} == said, name


def told(row, fact):
    """A fact as a case writes it: a month as text, "" for never."""
    value = getattr(row, fact)
    if row.population.columns[fact].unit == "month":
        return write_month(value) if value else ""
    return value


def test_there_are_enough_cases():
    """A case that is not read proves nothing; every lever has six or more."""
    files = [file for file, _ in CASES]
    assert {name: files.count(name) for name in LEVERS if files.count(name) < 6} == {}
    assert len(files) >= 140
