"""The story of one employer: orders, staff, openings and hires, pay, cash and debts, to its closing."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.errors import InvalidInput, Problem
from sim.months import write_month
from sim.plan import Plan
from sim.stories.telling import Event, Names, Story, Witness, coded, count, snapshot, yuan

LEAVING = {
    "laid_off": "laid off 裁员", "ended": "did not renew the terms of", "quit": "lost by their own choice",
    "moved": "lost to other employers", "retired": "saw retire", "closed": "dismissed on closing",
}  # fmt: skip
MOST_NAMED = 5  # people named one by one


def tell_firm(plan: Plan, seed: int, firm: int) -> Story:
    """Live a plan with one seed and tell the story of the employer in one row; InvalidInput when there never is one."""
    county = Witness(plan, rng=seed)
    chronicle = Chronicle(county, firm)
    while county.running:
        county.step()
        chronicle.go_on()
    if not chronicle.story.about:
        last = county.employers.size - 1
        expected = f"employers of this county are 0 to {last}, those who opened by {county.month_text} included"
        raise InvalidInput([Problem("firm", "command line", None, "--firm", str(firm), expected)])
    return chronicle.story


class Chronicle:
    """The story of one employer of a county, told on after each month; it may open later."""

    def __init__(self, county: Witness, firm: int) -> None:
        """Say who it is, if it is there already."""
        self.county, self.firm = county, firm
        self.story = Story([])
        self.before: Any = None
        if firm < county.employers.size:
            self._introduce("at the start")

    def go_on(self) -> None:
        """Tell the month that was just lived; what happened before the horizon is not told."""
        county, firm = self.county, self.firm
        if firm >= county.employers.size:
            return
        now = snapshot(county.employers, firm)
        if self.before is None or self.before.name != now.name:  # a row may be another's when its first has closed
            self._introduce(f"from {write_month(county.told_month)} on")
        if county.told_month >= county.plan.horizon.start:
            self.story.tell(county.told_month, _month(county, firm, self.before, now))
        self.before = now

    def _introduce(self, when: str) -> None:
        self.story.about += _about(self.county, self.firm, when)
        self.before = snapshot(self.county.employers, self.firm)


def _about(county: Witness, firm: int, when: str) -> list[str]:
    e, names = snapshot(county.employers, firm), Names(county)
    owner = f", owned by worker {e.owner}" if e.owner >= 0 else ""
    insured = "insures its staff" if e.insures else "insures nobody"
    return [
        f"Employer {firm} {when}: {coded(e.ownership)}, {coded(e.sector)}, in {names.town(e.town)}{owner}; asks for "
        f"{coded(e.trade)}; {insured}.",
        f"Staff {e.staff}, orders for {e.orders:.1f}, offers {yuan(e.wage_offer)} a month, holds {yuan(e.cash)}.",
    ]


def _month(county: Witness, firm: int, before: Any, now: Any) -> list[Event]:
    events = [
        *_plans(before, now),
        *_leavers(county, firm),
        *_openings(county, firm, now),
        *_fares(county, firm, before, now),
    ]
    if county.year_ends and now.in_business:
        debt = f", owes banks {yuan(now.debt)}" if now.debt else ""
        standing = f"staff {now.staff}, orders for {now.orders:.1f}, pay offer {yuan(now.wage_offer)}"
        events.append(Event("year", f"[end of the year: {standing}, cash {yuan(now.cash)}{debt}]"))
    return events


def _plans(before: Any, now: Any) -> list[Event]:
    """Tell planned layoffs, and how far production stands still."""
    events = []
    if now.wave > before.wave:
        events.append(Event("wave", f"planned to lay off {now.wave} people from {write_month(now.wave_begins)} on"))
    if now.condition != before.condition:
        events.append(Event("condition", f"is now {coded(now.condition)}"))
    if now.sent_home != before.sent_home:
        events.append(Event("sent_home", f"has {count(now.sent_home, 'person', 'people')} at home on part pay 放假"))
    return events


def _leavers(county: Witness, firm: int) -> list[Event]:
    """Tell who left, by reason."""
    events = []
    for reason, words in LEAVING.items():
        who, employer = county.diary.gone(reason)
        some = who[employer == firm]
        if some.size:
            events.append(Event(reason, f"{words} {_people(some.tolist())}", tuple(some.tolist())))
    return events


def _openings(county: Witness, firm: int, now: Any) -> list[Event]:
    """Tell what was posted, who applied and who came."""
    m = county.diary.matches
    if not now.openings or m is None:
        return []
    text = f"wanted {now.wanted} people, posted {count(now.openings, 'opening')} 招工 at {yuan(now.wage_offer)}: "
    met, offers = int(np.count_nonzero(m.interviewed_by == firm)), int(np.count_nonzero(m.offered_by == firm))
    text += f"{count(now.applications, 'application')}, {count(met, 'interview')}, {count(offers, 'offer')}"
    hired = [int(person) for person in m.person[m.employer == firm]]
    return [Event("openings", f"{text}; hired {_people(hired)}" if hired else f"{text}, nobody came", tuple(hired))]


def _fares(county: Witness, firm: int, before: Any, now: Any) -> list[Event]:
    """Tell openings and closings of the firm itself, loans, and wages that could not be paid."""
    events = []
    if firm in county.diary.opened_firms:
        events.append(Event("opened", "opened for business 开业"))
    if now.dry_months > before.dry_months:
        events.append(Event("dry", f"could not pay wages in full for the {now.dry_months}. month in a row 拖欠工资"))
    if now.debt > before.debt:
        events.append(Event("loan", f"borrowed {yuan(now.debt - before.debt)} 贷款"))
    if firm in county.diary.closed_firms or (before.in_business and not now.in_business):
        events.append(Event("closed", "closed 歇业"))
    return events


def _people(who: list[int]) -> str:
    if len(who) == 1:
        return f"worker {who[0]}"
    named = ", ".join(str(person) for person in who[:MOST_NAMED])
    return f"{len(who)} people (workers {named}{', ...' if len(who) > MOST_NAMED else ''})"
