"""A19: people and money add up in every month, in a limit world where everything happens and in a small county.

Everything is counted here again from the tables and the journal; nothing asks `sim.invariants`.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.codes import Activity
from sim.county import County
from tests.closed_forms.worlds import busy_limit, small_county

WORLDS = {"limit": busy_limit, "county": small_county}
AT_EMPLOYER = (Activity.EMPLOYED, Activity.SELF_EMPLOYED)
IN_WORK = (Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.FLEXIBLE, Activity.PUBLIC_POST)


def months(world, seed=11):
    """Live month by month; yield the county, and the activities, accounts and purses before each month."""
    county = County(WORLDS[world](), rng=seed)
    while county.running:
        before = county.workers.activity.copy()
        accounts = {name: account.cash for name, account in county.ledger.accounts.items()}
        purses = {name: int(purse.sum()) for name, purse in county.ledger.purses.items()}
        county.step()
        yield county, before, {**accounts, **purses}


@pytest.mark.parametrize("world", WORLDS)
def test_people_add_up(world):
    """Catches people who are lost, counted twice, or in two places."""
    looked = Counter()
    for county, before, _ in months(world):
        workers, of = county.workers, county.measure
        activity = workers.activity
        counts = np.bincount(activity, minlength=len(Activity))
        assert counts.sum() == workers.size == before.size
        assert of["employed"] == counts[list(IN_WORK)].sum()
        assert of["unemployed"] == counts[Activity.UNEMPLOYED]
        assert of["labour_force"] == of["employed"] + of["unemployed"] + counts[Activity.IN_TRAINING]
        away = counts[[Activity.AWAY, Activity.NOT_ARRIVED]].sum()
        assert of["labour_force"] + of["discouraged"] + of["retired"] + away == workers.size

        def moved(*path, before=before, activity=activity):
            there, here = (np.isin(side, steps) for side, steps in zip((before, activity), path, strict=True))
            return np.count_nonzero(there & here)

        others = [code for code in Activity if code not in AT_EMPLOYER]
        looking, idle = [Activity.UNEMPLOYED], [code for code in others if code != Activity.UNEMPLOYED]
        began = of["hires"] + of["started_business"]
        assert moved(AT_EMPLOYER, others) - moved(others, AT_EMPLOYER) == of["separations"] - began
        from_jobs = moved(AT_EMPLOYER, looking) - moved(looking, AT_EMPLOYER)
        change = of["unemployed"] - np.count_nonzero(before == Activity.UNEMPLOYED)
        assert change == from_jobs + moved(idle, looking) - moved(looking, idle)
        assert of["reemployed"] + of["started_business"] >= moved(looking, AT_EMPLOYER)

        staff = np.bincount(workers.employer[workers.employer >= 0], minlength=county.employers.size)
        assert np.array_equal(staff, county.employers.staff)
        at_employer = np.isin(before, AT_EMPLOYER).sum()
        assert of["jobs_created"] - of["jobs_destroyed"] == staff.sum() - at_employer
        assert of["hires"] <= min(of["offers"], of["vacancies"])
        assert of["offers"] <= of["interviews"] <= of["applications"]
        looked.update(hires=of["hires"], separations=of["separations"], quits=of["quits"])
    assert all(looked.values())  # the identities held for something


@pytest.mark.parametrize("world", WORLDS)
def test_money_adds_up(world):
    """Catches fen made or lost: every change of every holder is postings in less postings out, and all add to zero."""
    programmes = Counter()
    for county, _, held in months(world):
        ledger = county.ledger
        flows = Counter(dict.fromkeys(held, 0))
        for (programme, _, _, kind, _, payer, payee), (_, fen) in ledger.journal.items():
            assert fen > 0
            programmes[programme] += fen
            if kind == "cash":
                flows[payer] -= fen
                flows[payee] += fen
        now = {name: account.cash for name, account in ledger.accounts.items()}
        now |= {name: int(purse.sum()) for name, purse in ledger.purses.items()}
        assert {name: now[name] - held[name] for name in held} == dict(flows)
        assert sum(now.values()) == 0
        inside = [name for name, account in ledger.accounts.items() if not account.spec.external]
        assert all(now[name] >= 0 for name in inside)
        assert all(purse.min() >= 0 for purse in ledger.purses.values())
    assert {"economy", "social_contributions", "unemployment_insurance", "dibao"} <= programmes.keys()


@pytest.mark.parametrize("world", WORLDS)
def test_the_books_say_what_happened(world):
    """Catches balances that do not follow from one month to the next, and a ledger table that leaves postings out."""
    county = County(WORLDS[world](), rng=11)
    county.run_model()
    tables = county.tables()
    ledger, balances = tables["ledger"], tables["balances"]
    closing: dict[str, int] = {}
    for month in dict.fromkeys(balances["month"]):
        here = balances["month"] == month
        journal = (ledger["month"] == month) & (ledger["kind"] == "cash")
        for row in np.flatnonzero(here):
            account = balances["account"][row]
            opening, inflow, outflow, close = (
                int(balances[column][row]) for column in ("opening", "inflow", "outflow", "closing")
            )
            assert opening == closing.get(account, opening)
            assert close == opening + inflow - outflow
            between = ledger["payer"] == ledger["payee"]
            assert inflow == ledger["fen"][journal & (ledger["payee"] == account)].sum()
            assert outflow == ledger["fen"][journal & (ledger["payer"] == account)].sum()
            assert not (between & journal).any()
            closing[account] = close
        assert sum(closing.values()) == 0
    paid = tables["programmes"]
    for lever in ("unemployment_insurance", "dibao"):
        to_workers = (ledger["programme"] == lever) & (ledger["payee"] == "workers")
        assert ledger["persons"][to_workers].sum() == paid["paid"][paid["lever"] == lever].sum() > 0
