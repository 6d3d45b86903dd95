"""Firms and the supports that hang on jobs: which applicants bring one, whose hire is supported, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.markets import Markets
from sim.benefits import Desk
from sim.codes import JobForm
from sim.declare import Int64, Real
from sim.market import Matches
from sim.policies.policy import Benefit, Lever


def reach_thresholds(desk: Desk, levers: Sequence[Lever]) -> None:
    """Where relief pays for people whom orders do not need, the firm wants them all the same."""
    for lever in levers:
        if isinstance(lever, Benefit) and lever.unit == "firm" and desk.standings[lever.name].holders().size:
            worth_having = lever.staff_worth_having(desk.now(lever, desk.look()))
            if worth_having is not None:
                desk.employers.want(np.maximum(desk.employers.wanted, worth_having))


def see_applicants(desk: Desk, matches: Matches) -> None:
    """Firms notice how many of their applicants hold the certificate."""
    employers = desk.employers
    if not desk.workers.certified.any():
        return
    applied = np.bincount(matches.applied_to, minlength=employers.size)
    holders = matches.applied_to[desk.workers.certified[matches.applied_by] > 0]
    firms = np.flatnonzero(applied)
    employers.see_applicants(firms, np.bincount(holders, minlength=employers.size)[firms] / applied[firms])


def shop_relief(desk: Desk, levers: Sequence[Lever], markets: Markets) -> Real:
    """Return the relief that certificate holders count on as owners of a shop of each market (markets,), fen a month.

    It is what the booklet promises for a shop like those there, as far as others are seen to receive what they asked.
    """
    employers, hoped = desk.employers, np.zeros(markets.size)
    for lever in levers:
        if isinstance(lever, Benefit) and lever.on_certificate and lever.lightens_taxes:
            shops = np.flatnonzero((employers.owner >= 0) & (employers.market >= 0))
            now = desk.now(lever, desk.look())
            waived = lever.waives(now, now.tax_due(shops)).astype(np.float64)
            market = employers.market[shops]
            shops_there = np.maximum(np.bincount(market, minlength=markets.size), 1)
            trust = desk.standings[lever.name].trust()
            hoped += trust * np.bincount(market, waived, markets.size) / shops_there
    return hoped


def support_hires(desk: Desk, levers: Sequence[Lever], hired: Int64) -> None:
    """Levers support some of the hires of the month; these sign for the term that the law asks for."""
    workers = desk.workers
    for lever in levers:
        if isinstance(lever, Benefit) and lever.unit == "firm" and hired.size:
            support = lever.supports(desk.now(lever, desk.look()), hired)
            if support is not None:
                who = support.who
                workers.support_job(who, support.column, support.until)
                form = np.full(who.size, int(JobForm.CONTRACT), np.int8)
                ends = np.maximum(np.where(workers.form[who] == form, workers.job_ends[who], 0), support.contract_ends)
                workers.sign(who, form, ends)
