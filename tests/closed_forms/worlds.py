"""Worlds in which everything happens at once, for what must hold exactly."""

from __future__ import annotations

import dataclasses

from sim.plan import Plan
from sim.policies import LEVERS, Lever
from sim.scenario import read_plan
from tests.closed_forms.living import limit, settings

MONTHS = 18


def three_levers(scale: int = 1) -> tuple[Lever, ...]:
    """Contributions, insurance and dibao; every amount times `scale`."""
    return (
        LEVERS["social_contributions"](),
        LEVERS["unemployment_insurance"](benefit=180_00 * scale, months_short=6, opening_balance=300_000_00 * scale),
        LEVERS["dibao"](line=125_00 * scale, budget=24_000_00 * scale),
    )


def busy_limit(scale: int = 1, levers: tuple[Lever, ...] | None = None, **changes: object) -> Plan:
    """A limit world with towns, trades, types, moves from job to job, quits, exits and three levers."""
    sets = {
        "seekers": 600,
        "employed": 420,
        "firms": 24,
        "towns": 2,
        "trades": 3,
        "vacancy_rule": "staff_gap",
        "jobs": 480,
        "applications": 1.7,
        "effort": 0.8,
        "ease": 0.5,
        "suitability": 0.6,
        "interviews": 4,
        "separation": 0.05,
        "quit": 0.02,
        "exit": 0.01,
        "search_on_the_job": 0.1,
        "outside_town": 0.2,
        "outside_trade": 0.3,
        "untrained_skill": 0.7,
        "listed_openings": 0.5,
        "public_channel": 0.4,
        "publicity": 0.5,
        "labour_bureau_fidelity": 0.7,
        "civil_affairs_fidelity": 0.8,
        "family_size": 3,
        "contribution_months": 24,
        "spending": 1.0,
        "pay": f"{500 * scale} 元/月",
        "minimum_wage": f"{240 * scale} 元/月",
        "savings": f"{1000 * scale} 元",
        "type_shares": "{soe=0.6,rural=0.4}",
        "type_suitability": "{soe=0.7,rural=1.0}",
        "type_output": "{soe=1.0,rural=1.1}",
        "months": MONTHS,
        **changes,
    }
    plan = limit("urn_ball", settings(**sets))
    return dataclasses.replace(plan, levers=three_levers(scale) if levers is None else levers)


def small_county(months: int = 6) -> Plan:
    """The default county with 3,000 workers."""
    return read_plan("no_new_policy", ("world.workers=3000",), months=months)
