"""Small worlds in which much happens, and a plain way to compare what two runs wrote down."""

import dataclasses
import hashlib
from functools import cache

import numpy as np

from sim.months import read_month, write_month
from sim.plan import Horizon, Plan
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from sim.scenario import read_plan
from sim.world import LimitWorld

START = read_month("2003-01")
SAME = ("outcomes", "ledger", "persons", "spells", "register", "served")  # what "nothing changed" means

BUSY = LimitWorld(
    seekers=300, employed=220, firms=12, towns=2, trades=3, vacancy_rule="staff_gap", jobs=230, pay=50_000,
    order_swing=0.06, separation=0.03, quit=0.02, exit=0.01, search_on_the_job=0.1, applications=2.0, interviews=3,
    suitability=0.5, ease=0.6, outside_trade=0.4, outside_town=0.3, untrained_skill=0.6, listed_openings=0.5,
    public_channel=0.4, service_worth=100, offer_raise=0.03, offer_cut=0.02, long_queue=3.0, spending=0.7,
    output_per_pay=1.8, savings=60_000, publicity=0.4, labour_bureau_fidelity=0.7, civil_affairs_fidelity=0.5,
    contribution_months=40, family_size=3, type_shares=(("soe", 6_000), ("rural", 4_000)),
    type_effort=(("rural", 0.6),), type_suitability=(("rural", 0.8),),
)  # fmt: skip


def package():
    """Return the three levers of this county: money is short in the second and plentiful in the first."""
    return SocialContributions(), UnemploymentInsurance(opening_balance=20_000_000), Dibao(budget=3_000_000)


def limit_plan(*levers, months=12, world=BUSY, before=None, burn_in=0, policy_start=None):
    """Return a plan over a limit world; `before` are the levers in force before `policy_start`."""
    policy_start = START if policy_start is None else policy_start
    before = levers if before is None else tuple(before)
    return Plan("test", world, levers, before, Horizon(START, months, burn_in, policy_start))


@cache
def county_plan(*sets, months=12, workers=600):
    """Return the default county, rescaled."""
    return read_plan("no_new_policy", [f"world.workers={workers}", f"horizon.months={months}", *sets])


def with_levers(plan, *levers, before=None):
    """Return the plan with other levers."""
    before = levers if before is None else tuple(before)
    return dataclasses.replace(plan, levers=levers, levers_before=before)


def with_months(plan, months, **rest):
    """Return the plan with another horizon."""
    return dataclasses.replace(plan, horizon=dataclasses.replace(plan.horizon, months=months, **rest))


def roll_of(county):
    """Return how many people point to each employer (employers,)."""
    w, e = county.workers, county.employers
    return np.bincount(w.employer[w.employer >= 0], minlength=e.size)


# --- comparing ------------------------------------------------------------------------------------------------


def plain(table):
    """Return a table as Python lists, None where nothing is known, and its types."""
    return {name: (str(column.dtype), np.ma.asarray(column).tolist()) for name, column in table.items()}


def differing(one, other, tables=None):
    """Name the tables and columns in which two runs differ: an empty list means the same bytes."""
    if tables is None:
        assert set(one) == set(other)
    found = []
    for name in tables or one:
        a, b = plain(one[name]), plain(other[name])
        assert list(a) == list(b)
        found += [f"{name}.{column}" for column in a if a[column] != b[column]]
    return found


def digest(tables):
    """Return one number for everything that a run wrote: SHA-256 over the text of its columns."""
    text = hashlib.sha256()
    for name in sorted(tables):
        text.update(repr((name, plain(tables[name]))).encode())
    return text.hexdigest()


def rows(table, keep):
    """Return the rows of a table for which a mask (rows,) holds."""
    return {name: column[keep] for name, column in table.items()}


def until(tables, month):
    """Return the monthly tables up to and including a month, the others as they are."""
    when = write_month(month)
    return {name: rows(t, t["month"] <= when) if "month" in t else t for name, t in tables.items()}


def metric(tables, name, by="all", group="all"):
    """Return one outcome, month by month."""
    told = tables["outcomes"]
    return told["value"][(told["metric"] == name) & (told["by"] == by) & (told["group"] == group)]
