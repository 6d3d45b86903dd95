"""Who is in which arm of a pilot: drawn by a lot of the lever and the person, firm or town alone."""

from __future__ import annotations

import numpy as np

from sim.declare import Int8, Int64
from sim.kernels.standing import APPLIED, APPROVED
from sim.luck import Luck, Purpose
from sim.policies.policy import Benefit

NO_ARM, TREATED, CONTROL, PURE_CONTROL = range(4)
ARMS = ("", "treated", "control", "pure_control")
LEAST_STEP = {"applicants": APPLIED, "admitted": APPROVED}


def arms_of(lever: Benefit, names: Int64, towns: Int64, luck: Luck) -> Int8:
    """Return the arm of each person or firm (n,) by its name and town."""
    ever = Luck(luck.seed)
    if lever.pilot == "town":
        treated = ever.draws(Purpose.PILOT_TOWN, towns, lever.number) < lever.pilot_share
        return np.where(treated, TREATED, CONTROL).astype(np.int8)
    treated = ever.draws(Purpose.PILOT, names, lever.number) < lever.pilot_share
    arms = np.where(treated, TREATED, CONTROL)
    if lever.pilot == "person_in_towns":
        there = ever.draws(Purpose.PILOT_TOWN, towns, lever.number) < lever.pilot_towns
        arms = np.where(there, arms, PURE_CONTROL)
    return arms.astype(np.int8)


def hold_back(lever: Benefit, step: Int8, arms: Int8) -> tuple[Int8, Int8]:
    """Return steps after a pilot among applicants or the admitted, and the arms of who has come that far (n,), else 0.

    Whoever is not treated stays an applicant.
    """
    far = step >= LEAST_STEP[lever.pilot_stage]
    held = np.where(far & (arms != TREATED), np.minimum(step, APPLIED), step)
    return held.astype(np.int8), np.where(far, arms, NO_ARM).astype(np.int8)
