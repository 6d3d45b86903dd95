"""Services that staff can give to so many and no more: cases of the placement service, visits by desk staff."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.workers import Workers
from sim.benefits import Desk
from sim.codes import Activity, is_one_of
from sim.declare import Int64
from sim.market import Place
from sim.policies.policy import Lever
from sim.training import Schools, begin_courses

CAN_BE_A_CASE = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE)


def begin_training(desk: Desk, levers: Sequence[Lever], schools: Schools, place: Place) -> tuple[Int64, Int64]:
    """A round of courses begins, on the terms of the lever that buys seats; return who was admitted, and where."""
    terms, buyer = None, ""
    for lever in levers:
        said = lever.courses(desk.now(lever, desk.look()))
        if said is not None:
            terms, buyer = said, lever.name
    who, course = begin_courses(desk.workers, desk.employers, schools, place, desk.world, desk.luck, terms)
    if buyer:
        in_class = desk.workers.doing(Activity.IN_TRAINING) & desk.workers.free_course
        desk.standings[buyer].pay(int(np.count_nonzero(in_class)), 0)
    return who, course


def take_cases(desk: Desk, levers: Sequence[Lever]) -> None:
    """Placement staff take on people in the order of each lever's queue, as many as they can look after this month."""
    workers: Workers = desk.workers
    workers.close_cases()
    for lever in levers:
        cases = lever.cases(desk.now(lever, desk.look()))
        if cases is None:
            continue
        queue = cases.queue[CAN_BE_A_CASE[workers.activity[cases.queue]]]
        taken = queue[: cases.number]
        workers.take_cases(taken, cases.introductions)
        desk.standings[lever.name].pay(taken.size, 0)
        desk.standings[lever.name].wait(queue.size - taken.size, 0)
