"""The story of one worker: work, pay, applications and refusals, the register, benefits, the purse."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import Activity, JobForm
from sim.errors import InvalidInput, Problem
from sim.months import write_month
from sim.plan import Plan
from sim.policies import LEVERS
from sim.stories.telling import Event, Names, Story, Witness, coded, count, snapshot, yuan

LEAVING = {
    "laid_off": "was laid off 下岗 by {}",
    "closed": "lost the job when {} closed 歇业",
    "ended": "was not kept by {} when the term ran out 合同到期",
    "quit": "left {} of own accord 辞职",
    "moved": "left {} for another job 跳槽",
    "retired": "retired 退休 from {}",
    "started_business": "opened a business 自主创业: {}",
}
BECOMING = {
    Activity.SELF_EMPLOYED: "works for own account 自谋职业",
    Activity.FLEXIBLE: "turned to odd jobs 灵活就业",
    Activity.PUBLIC_POST: "took a public-interest post 公益性岗位",
    Activity.IN_TRAINING: "began a course 培训",
    Activity.DISCOURAGED: "gave up looking for work 放弃求职",
    Activity.AWAY: "went away to work 外出务工",
    Activity.RETIRED: "retired 退休",
}


def tell_person(plan: Plan, seed: int, person: int) -> Story:
    """Live a plan with one seed and tell the story of the worker in one row; InvalidInput when there is none."""
    county = Witness(plan, rng=seed)
    if person >= county.workers.size:
        last = county.workers.size - 1
        expected = f"workers of this county are 0 to {last}, those who arrive later included"
        raise InvalidInput([Problem("person", "command line", None, "--person", str(person), expected)])
    biography = Biography(county, person)
    while county.running:
        county.step()
        biography.go_on()
    return biography.story


class Biography:
    """The story of one worker of a county, told on after each month."""

    def __init__(self, county: Witness, person: int) -> None:
        """Say who it is."""
        self.county, self.person = county, person
        self.names = Names(county)
        self.story = Story(_about(county, self.names, person))
        self.before = snapshot(county.workers, person)
        self.drew: set[str] = set()

    def go_on(self) -> None:
        """Tell the month that was just lived; what happened before the horizon is not told."""
        county, names, person, before = self.county, self.names, self.person, self.before
        now = snapshot(county.workers, person)
        draws = {lever for lever, who in county.diary.paid.items() if person in who}
        events = [
            *_left(county, names, person, before, now),
            *_statuses(names, before, now),
            *_benefits(county, person, self.drew, draws),
            *_searched(county, names, person),
            *_began(county, names, person, before, now),
            *_debts(county, person, before, now),
        ]
        if county.year_ends and now.activity != Activity.NOT_ARRIVED:
            standing = f"{_standing(county, names, now)}; purse {yuan(now.cash)}"
            events.append(Event("year", f"[end of the year: {standing}]"))
        if county.told_month >= county.plan.horizon.start:
            self.story.tell(county.told_month, events)
        self.before, self.drew = now, draws


def _about(county: Witness, names: Names, person: int) -> list[str]:
    w = snapshot(county.workers, person)
    age = (county.month - w.birth) // 12
    lines = [
        f"Worker {person}: {coded(w.sex)}, born {write_month(w.birth)} ({max(age, 0)} years), {coded(w.schooling)}, "
        f"trade {coded(w.trade)} at skill {w.skill:.2f}, of {names.town(w.town)}, comes from {coded(w.origin)}.",
        f"Household of {w.family_size}; the others earn {yuan(w.family_income)} a month; purse {yuan(w.cash)}.",
    ]
    if w.activity == Activity.NOT_ARRIVED:
        return [*lines, f"Will come to look for work in {write_month(w.spell_start)}."]
    return [*lines, f"At the start: {_standing(county, names, w)}."]


def _standing(county: Witness, names: Names, w: Any) -> str:
    """Say what somebody does, since when, and what stands beside it."""
    said = [f"{coded(w.activity)} since {write_month(w.spell_start)}"]
    if w.activity == Activity.EMPLOYED:
        said = [f"{coded(w.form)} at {names.employer(w.employer)} for {yuan(w.wage)} a month"]
    elif w.employer >= 0:
        said = [f"{coded(w.activity)} at {names.employer(w.employer)}"]
    if w.at_home:
        said.append("sent home on part pay 放假")
    if w.centre >= 0:
        said.append(f"in the reemployment centre 再就业服务中心 of {names.employer(w.centre)}")
    if w.registered:
        said.append(f"on the register 登记失业 since {write_month(w.registered_since)}")
    return ", ".join(said)


def _left(county: Witness, names: Names, person: int, before: Any, now: Any) -> list[Event]:
    """Tell what ended: work, or a term that was renewed."""
    events = []
    for reason, words in LEAVING.items():
        who, employer = county.diary.gone(reason)
        events += [Event(reason, words.format(names.employer(int(employer[i])))) for i in np.flatnonzero(who == person)]
    if not events and now.employer == before.employer and before.job_ends == county.told_month:
        events.append(Event("renewed", f"was kept on to {write_month(now.job_ends)} 续签"))
    return events


def _statuses(names: Names, before: Any, now: Any) -> list[Event]:
    """Tell what changed beside the activity."""
    events = []
    if now.at_home != before.at_home and now.employer == before.employer:
        events.append(
            Event("at_home", "was sent home on part pay 放假" if now.at_home else "was called back to work 返岗")
        )
    if now.centre != before.centre and now.centre >= 0:
        stay = f"the reemployment centre 再就业服务中心 of {names.employer(now.centre)}"
        events.append(Event("centre", f"entered {stay} for {count(now.centre_months_left, 'month')}"))
    elif now.centre != before.centre:
        events.append(Event("left_centre", "left the reemployment centre 出中心"))
    if now.registered and not before.registered:
        events.append(Event("registered", "put the name on the register of the unemployed 登记失业"))
    if now.trade != before.trade:
        events.append(Event("trade", f"took up another trade: {coded(now.trade)}"))
    return events


def _searched(county: Witness, names: Names, person: int) -> list[Event]:
    """Tell where the person applied, who invited them and who made an offer."""
    m = county.diary.matches
    if m is None:
        return []
    asked = [int(f) for f in m.applied_to[m.applied_by == person]]
    met = [int(f) for f in m.interviewed_by[m.interviewed == person]]
    offers = [int(f) for f in m.offered_by[m.offered == person]]
    if not asked:
        looked = bool(np.isin(person, m.seekers))
        return [Event("looked", "looked for work and saw no opening")] if looked else []
    places = ", ".join(names.employer(employer) for employer in asked)
    text = f"applied for {count(len(asked), 'job')} 求职 ({places})"
    if not met:
        return [Event("refused", f"{text} and was invited by nobody")]
    if not offers:
        return [Event("refused", f"{text}, had {count(len(met), 'interview')} 面试 and no offer")]
    hired = person in m.person
    outcome = "" if hired and len(offers) == 1 else ", took one" if hired else " and took none"
    return [Event("offered", f"{text}, had {count(len(met), 'interview')} and {count(len(offers), 'offer')}{outcome}")]


def _began(county: Witness, names: Names, person: int, before: Any, now: Any) -> list[Event]:
    """Tell what began: a job, odd jobs, a search."""
    m = county.diary.matches
    off = "left the register of the unemployed 退出登记"
    events = [Event("left_register", off)] if before.registered and not now.registered else []
    if m is not None and person in m.person:
        term = f" to {write_month(now.job_ends)}" if now.job_ends else ""
        form = f" as {coded(now.form)}{term}" if now.form != JobForm.NONE else ""
        text = f"began work 就业 at {names.employer(now.employer)}{form} for {yuan(now.wage)} a month"
        return [Event("hired", text), *events]
    if now.activity == before.activity:
        return events
    if before.activity == Activity.NOT_ARRIVED:
        return [Event("arrived", "came to look for work")]
    if now.activity == Activity.UNEMPLOYED:
        from_work = before.activity in (Activity.EMPLOYED, Activity.SELF_EMPLOYED, Activity.PUBLIC_POST)
        return events if from_work else [Event("looks_again", "looks for work again"), *events]
    if now.activity == Activity.RETIRED and before.employer >= 0:
        return events  # told as leaving the employer
    return [Event(f"became_{now.activity.label}", BECOMING.get(now.activity, coded(now.activity))), *events]


def _benefits(county: Witness, person: int, drew: set[str], draws: set[str]) -> list[Event]:
    """Tell which benefits began, ended or found no money."""
    events = []
    for lever, standing in county.standings.items():
        owed, name = int(standing.fixed[person]), f"{lever.replace('_', ' ')} {LEVERS[lever].term}"
        if lever in draws and lever not in drew:
            events.append(Event("benefit", f"drew {name}, {yuan(owed)} a month"))
        elif lever not in draws and owed:
            events.append(Event("no_money", f"was owed {yuan(owed)} of {name}, for which there was no money"))
        elif lever in drew and lever not in draws:
            events.append(Event("benefit_ends", f"drew no more {name}"))
    return events


def _debts(county: Witness, person: int, before: Any, now: Any) -> list[Event]:
    """Tell what an employer stays owing, and what is settled."""
    events = []
    for kind, words in (("wages_owed", "arrears of wages 拖欠工资"), ("severance_owed", "severance 经济补偿金")):
        was, is_now = getattr(before, kind), getattr(now, kind)
        for debt, who, fen in county.diary.settled:
            if debt == kind and (came := int(fen[who == person].sum())):
                events.append(Event(f"{kind}_paid", f"was paid {yuan(came)} of {words}"))
        if is_now > was:
            events.append(Event(kind, f"is owed {yuan(is_now)} of {words}"))
        elif is_now < was:
            events.append(
                Event(kind, f"is owed {yuan(is_now)} of {words} still" if is_now else f"is owed no more {words}")
            )
    return events
