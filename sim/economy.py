"""What is owed in the ordinary course of a month, levers apart: sales, wages, profits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.claims import OUTSIDE, Claim
from sim.codes import Activity
from sim.declare import Int64
from sim.soft_budget import Withheld

RESERVE_MONTHS = 2  # wages that an employer keeps in hand before its owner takes a profit


def sales(employers: Employers) -> Iterator[Claim]:
    """Employers sell what those at work make."""
    sold = employers.at_the_works() * employers.output_per_head
    yield Claim.make("economy", "sales", OUTSIDE, "employers", sold, payee_rows=employers.rows)


def earnings(workers: Workers, withheld: Withheld) -> Iterator[Claim]:
    """Employers pay wages, less what is withheld; the other members of each household bring home what they earn."""
    everybody = workers.rows  # whoever is owed nothing costs less than a list of the others
    pay = workers.wage
    if withheld.who.size:
        pay = pay.copy()
        pay[withheld.who] -= withheld.fen
    yield Claim.make(
        "economy",
        "wages",
        "employers",
        "workers",
        pay,
        payer_rows=workers.employer,
        payee_rows=everybody,
        about=everybody,
    )
    yield Claim.make(
        "economy",
        "family income",
        OUTSIDE,
        "workers",
        workers.family_income * (workers.activity != int(Activity.NOT_ARRIVED)),
        payee_rows=everybody,
        about=everybody,
    )


def reserve_of(employers: Employers) -> Int64:
    """Return what each employer keeps in hand for wages (employers,)."""
    reserve: Int64 = RESERVE_MONTHS * employers.staff * employers.wage_offer
    return reserve


def profits(employers: Employers) -> Iterator[Claim]:
    """Owners take what an employer holds beyond its reserve."""
    surplus = np.maximum(employers.cash - reserve_of(employers), 0)
    surplus[employers.saves()] = 0
    shops = np.flatnonzero((employers.owner >= 0) & (surplus > 0))
    owners = employers.owner[shops]
    yield Claim.make(
        "economy",
        "owner's income",
        "employers",
        "workers",
        surplus[shops],
        payer_rows=shops,
        payee_rows=owners,
        about=owners,
    )
    firms = np.flatnonzero((employers.owner < 0) & (surplus > 0))
    yield Claim.make("economy", "profits", "employers", OUTSIDE, surplus[firms], payer_rows=firms)
