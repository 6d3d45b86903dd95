"""State enterprises reform: layoffs in waves, centres, standstill, bankruptcy. Money is in `sim/soft_budget.py`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.benefits import Desk, View
from sim.codes import Condition
from sim.declare import Int16, Int64, Real
from sim.kernels.jobs import choose_layoffs, crowd_of, staff_of
from sim.luck import Luck, Purpose
from sim.policies.answers import LayoffRules
from sim.policies.policy import Lever
from sim.soft_budget import can_pay
from sim.world import Behaviour

Leavers = tuple[Int64, Int64]  # rows of workers, and the employers that they left
NOBODY = np.zeros(0, np.int64)


def layoff_rules(levers: Sequence[Lever]) -> LayoffRules | None:
    """Return the rules for layoffs that are in force."""
    said = [rules for lever in levers if (rules := lever.layoffs()) is not None]
    return said[-1] if said else None


def plan_waves(employers: Employers, world: Behaviour, luck: Luck, rules: LayoffRules | None = None) -> None:
    """In the planning month of its year a state enterprise decides how much of its surplus to shed.

    Otherwise it keeps its people whatever its orders are. Without rules the government is asked about every plan.
    """
    state = np.flatnonzero(employers.soft_budget)
    if not state.size:
        return
    if not (world.layoff_pace or world.layoff_pace_losing):
        return
    when = np.floor(12 * Luck(luck.seed).draws(Purpose.PLANNING_MONTH, employers.name[state])).astype(np.int64)
    plan = state[(when == luck.month % 12) & (employers.condition[state] != Condition.BANKRUPT)]
    staff, pay = employers.staff[plan], employers.wage_offer[plan]
    losing = employers.at_the_works()[plan] * employers.output_per_head[plan] < staff * pay
    pace = np.where(losing, world.layoff_pace_losing, world.layoff_pace)
    surplus = np.maximum(staff - employers.needs()[plan], 0)
    lot = luck.draws(Purpose.LAYOFF_APPROVAL, employers.name[plan])
    people = np.floor(surplus * pace + 0.5).astype(np.int64)
    if rules is None:
        people[lot < world.layoff_refused] = 0
        employers.plan_wave(plan, people, np.full(plan.size, luck.month + world.layoff_notice))
        return
    people, late = pass_rules(people, staff.astype(np.int64), lot, rules, world.layoff_refused)
    employers.plan_wave(plan, people, luck.month + max(world.layoff_notice, rules.notice) + late)


def pass_rules(people: Int64, staff: Int64, lot: Real, rules: LayoffRules, refused: float) -> tuple[Int64, Int64]:
    """Return how many each enterprise (n,) may lay off, and the months by which approval delays it.

    It asks for as many as those who stay outvote; and for no more than need no approval, where it can expect as many
    by not asking. Plans are examined the smallest first.
    """
    refused = max(refused, rules.refused)
    carried = np.floor(staff * (1.0 - rules.vote)).astype(np.int64) if rules.vote else staff
    people = np.minimum(people, carried)
    free = np.minimum(np.floor(staff * rules.share).astype(np.int64), rules.heads)
    modest = (people > free) & (free > 0) & (free >= people * (1.0 - refused))
    people = np.where(modest, free, people)
    asks = np.flatnonzero(people > free)
    late = np.zeros(people.size, np.int64)
    if rules.capacity:
        late[asks[np.argsort(people[asks], kind="stable")]] = np.arange(asks.size) // rules.capacity
    people[asks[lot[asks] < refused]] = 0
    return people, late


def carry_out_waves(desk: Desk, levers: Sequence[Lever]) -> Leavers:
    """Planned layoffs are carried out, by lot, as far as the law's conditions are met; return who left whom."""
    workers, employers, luck = desk.workers, desk.employers, desk.luck
    due = np.flatnonzero((employers.wave > 0) & (employers.wave_begins <= luck.month))
    if not due.size:
        return NOBODY, NOBODY
    surplus = np.zeros(employers.size, np.int32)
    surplus[due] = np.minimum(employers.wave[due], np.maximum(employers.staff[due] - employers.needs()[due], 0))
    crowd = crowd_of(workers.employer, employers.owner, surplus)
    crowd = crowd[np.argsort(luck.draws(Purpose.LAYOFF, crowd), kind="stable")]
    chosen = crowd[choose_layoffs(crowd, workers.employer, surplus)]
    stay, owed, paid_first = settle_with(desk, levers, chosen)
    employer = workers.employer[chosen].astype(np.int64)
    if paid_first:  # where the money for severance is not there, layoffs stall
        goes = (stay > 0) | can_pay(employers, employer, np.where(stay > 0, 0, owed))
        chosen, employer, stay, owed = chosen[goes], employer[goes], stay[goes], owed[goes]
    _part(desk, chosen, employer, stay, owed)
    employers.carry_out(employer)
    order = np.argsort(chosen, kind="stable")
    return chosen[order], employer[order]


def wind_up(desk: Desk, levers: Sequence[Lever], rules: LayoffRules | None = None) -> tuple[Leavers, Int64]:
    """Some stopped enterprises are declared bankrupt: everybody goes; return who left whom, and the enterprises."""
    workers, employers, luck = desk.workers, desk.employers, desk.luck
    stopped = np.flatnonzero(employers.condition == int(Condition.STOPPED))
    approved = luck.draws(Purpose.BANKRUPTCY, employers.name[stopped]) < desk.world.bankruptcy_rate / 12
    bankrupt = _settled(desk, levers, stopped[approved], rules)
    if not bankrupt.size:
        return (NOBODY, NOBODY), bankrupt
    members = np.flatnonzero(workers.centre >= 0)
    workers.leave_centre(members[np.isin(workers.centre[members], bankrupt)])
    staff = _staff_of(workers, employers, bankrupt)
    employer = workers.employer[staff].astype(np.int64)
    _, owed, _ = settle_with(desk, levers, staff)
    _part(desk, staff, employer, np.zeros(staff.size, np.int16), owed)
    employers.close_down(bankrupt)
    return (staff, employer), bankrupt


def _settled(desk: Desk, levers: Sequence[Lever], rows: Int64, rules: LayoffRules | None) -> Int64:
    """Return which of some enterprises have a settlement plan that their assets can pay."""
    if rules is None or not rules.settlement or not rows.size:
        return rows
    staff = _staff_of(desk.workers, desk.employers, rows)
    _, owed, _ = settle_with(desk, levers, staff)
    due = np.zeros(desk.employers.size, np.int64)
    np.add.at(due, desk.workers.employer[staff], owed)
    return rows[desk.employers.assets[rows] * desk.world.recovery >= due[rows] * rules.settlement]


def run_centres(workers: Workers, levers: Sequence[Lever], month: int) -> None:
    """Whose time in the centre is up leaves it, and everybody when it has closed; for the others this month counts."""
    members = np.flatnonzero(workers.centre >= 0)
    closed = any(0 < lever.centre_closes() < month for lever in levers)
    up = (workers.centre_months_left[members] <= 0) | closed
    workers.leave_centre(members[up])
    workers.tick("centre_months_left", members[~up], -1)


def stand_still(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> None:
    """Who has had no money for full wages too long sends people home; who has orders for everybody calls them back."""
    state = np.flatnonzero(employers.soft_budget)
    if not state.size:
        return
    _recount(workers, employers)
    condition, dry = employers.condition[state], employers.dry_months[state]
    busy = employers.needs()[state] >= employers.staff[state]
    half = state[(condition == Condition.RUNNING) & (dry >= world.dry_patience)]
    stop = state[(condition == Condition.HALF_STOPPED) & (dry >= 2 * world.dry_patience)]
    revive = state[(condition == Condition.HALF_STOPPED) & (dry == 0) & busy]
    for rows, becomes in ((half, Condition.HALF_STOPPED), (stop, Condition.STOPPED), (revive, Condition.RUNNING)):
        if rows.size:
            employers.change_condition(rows, becomes)
    employers.lose_orders(state[employers.condition[state] == Condition.STOPPED])
    if revive.size:
        workers.call_back(_staff_of(workers, employers, revive))
    away, condition = employers.sent_home[state], employers.condition[state]
    target = np.where(condition == Condition.STOPPED, 1.0, world.home_share) * employers.staff[state]
    crowded = state[(condition >= Condition.HALF_STOPPED) & (away < target)]
    if crowded.size:
        _send_home(workers, employers, crowded, world, luck)
    _recount(workers, employers)


def _send_home(workers: Workers, employers: Employers, rows: Int64, world: Behaviour, luck: Luck) -> None:
    """Send home, by lot, the declared share of the staff of half-stopped enterprises, and all of stopped ones."""
    staff = _staff_of(workers, employers, rows)
    share = np.where(employers.condition == Condition.STOPPED, 1.0, world.home_share)
    target = np.ceil(share * employers.staff).astype(np.int32)
    # whoever is at home already stays there: first in the queue
    lots = Luck(luck.seed).draws(Purpose.SENT_HOME, staff) - workers.at_home[staff]
    queue = staff[np.argsort(lots, kind="stable")]
    home = queue[choose_layoffs(queue, workers.employer, target)]
    workers.send_home(home)


def _staff_of(workers: Workers, employers: Employers, rows: Int64) -> Int64:
    """Return the rows (ascending) of all who work for some employers."""
    chosen = np.zeros(employers.size, np.bool_)
    chosen[rows] = True
    return staff_of(workers.employer, chosen)


def _recount(workers: Workers, employers: Employers) -> None:
    home = workers.employer[np.flatnonzero(workers.at_home)]
    employers.count_sent_home(np.bincount(home, minlength=employers.size))


def settle_with(desk: Desk, levers: Sequence[Lever], who: Int64) -> tuple[Int16, Int64, bool]:
    """Ask the levers about people who are to go: months in the centre, severance, and whether that is paid first."""
    view = View(desk.workers.reader(), desk.employers.reader(), NOBODY)
    stay, owed, first = np.zeros(who.size, np.int16), np.zeros(who.size, np.int64), False
    for lever in levers:
        now = desk.now(lever, view)
        if (months := lever.centre_stay(now, who)) is not None:
            stay = np.maximum(stay, months)
        if (severance := lever.severance(now, who)) is not None:
            owed, first = owed + severance.fen, first or severance.paid_first
    return stay, owed, first


def _part(desk: Desk, who: Int64, employer: Int64, stay: Int16, owed: Int64) -> None:
    """People leave a state enterprise, for its centre or for good, with what it owes them noted."""
    desk.workers.leave_job(who, desk.luck.month, by_choice=False)
    desk.employers.let_go(employer)
    enters = stay > 0
    desk.workers.enter_centre(who[enters], employer[enters], stay[enters])
    desk.workers.owe("severance_owed", who, owed, employer)
