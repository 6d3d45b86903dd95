"""Founding a limit world: equal employers, equal people but for their types, nothing else."""

from __future__ import annotations

import mesa
import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, JobForm, Origin, Ownership
from sim.founding.dealing import by_label, deal, deal_evenly
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.world import LimitWorld


def found_limit_employers(model: mesa.Model, world: LimitWorld, start: int) -> Employers:
    """Build equal private employers; town and trade go round, so that every cell has its share of them."""
    employers = Employers(model, world.firms)
    employers.ownership[:] = Ownership.PRIVATE
    employers.town[:] = employers.rows % world.towns
    employers.trade[:] = employers.rows // world.towns % world.trades
    employers.required_skill[:] = 1.0
    employers.name[:] = employers.rows
    employers.founded[:] = start
    employers.wage_offer[:] = world.pay
    employers.output_per_head[:] = to_fen(np.full(world.firms, world.pay * world.output_per_pay))
    employers.staff[:] = deal_evenly(world.employed, world.firms)
    employers.wanted[:] = deal_evenly(world.jobs, world.firms)
    employers.custom[:] = world.custom or employers.wanted
    employers.order_growth[:] = world.custom_growth
    employers.orders[:] = employers.custom
    employers.insures[:] = True
    return employers


def found_limit_workers(model: mesa.Model, world: LimitWorld, employers: Employers, luck: Luck, start: int) -> Workers:
    """Build everybody jobless since the month before the start, but for the first `employed`."""
    workers = Workers(model, world.seekers)
    who = workers.rows
    workers.origin[:] = deal(world.type_shares, who, luck, Purpose.FIRST_JOB)
    workers.town[:] = who % world.towns
    workers.trade[:] = who // world.towns % world.trades
    workers.attitude[:] = by_label(world.type_effort, Origin)[workers.origin]
    workers.skill[:] = by_label(world.type_suitability, Origin)[workers.origin]
    workers.output[:] = by_label(world.type_output, Origin)[workers.origin]
    workers.chance[:] = world.first_chance * by_label(world.type_suitability, Origin)[workers.origin]
    workers.birth[:] = start - 30 * 12
    workers.family_size[:] = world.family_size
    workers.insured_months[:] = world.contribution_months
    workers.cash[:] = world.savings
    workers.expected_pay[:] = world.pay
    workers.activity[:] = Activity.UNEMPLOYED
    workers.spell_start[:] = start - 1
    at_work = np.flatnonzero(
        luck.draws(Purpose.FIRST_JOB, who, 1).argsort(kind="stable").argsort(kind="stable") < world.employed
    )
    workers.activity[at_work] = Activity.EMPLOYED
    workers.form[at_work] = JobForm.REGULAR
    workers.employer[at_work] = np.repeat(employers.rows, employers.staff)
    workers.wage[at_work] = world.pay
    return workers
