"""The reemployment certificate (再就业优惠证): the key to nearly all support of the programme of 2002.

It pays nothing itself. The labour bureau issues it on application, with the name and the photograph of its holder, and
holders keep it in later jobs, where their employers' relief hangs on it. Whoever left the labour force gives it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.codes import Activity, Origin, is_one_of
from sim.declare import Flag, Int64, parameter
from sim.policies.policy import Benefit, Now

GONE = is_one_of(Activity.RETIRED, Activity.NOT_ARRIVED)
SCOPES = ("laid_off", "four_groups", "with_collective")


@dataclass(frozen=True, kw_only=True)
class ReemploymentCertificate(Benefit):
    """The rules of Zhongfa [2002] 12, sections 2 and 5, and of Guofa [2005] 36."""

    name: ClassVar[str] = "reemployment_certificate"
    number: ClassVar[int] = 8
    term: ClassVar[str] = "再就业优惠证"
    law: ClassVar[str] = (
        "中共中央、国务院 中发[2002]12号 (30 Sep 2002); 国务院 国发[2005]36号 (4 Nov 2005), 劳社部发[2006]6号"
    )
    office: ClassVar[str] = "labour_bureau"
    needs_registration: ClassVar[bool] = True
    certifies: ClassVar[bool] = True

    scope: str = parameter(
        {"1900-01": "four_groups", "2006-01": "with_collective"}, unit="", meaning="who may hold it: the laid-off of "
        "state enterprises; also their unemployed, and who has drawn dibao for a year; also workers of collective ones",
        choices=SCOPES, source="TX04", status="found", dated=True, term="发放范围",
    )  # fmt: skip
    poor_months: int = parameter(
        12, unit="months", meaning="out of work after which who draws dibao may have it", low=0, high=120,
        source="TX04", status="found",
    )  # fmt: skip
    promise: int = parameter(
        "40 元/月", unit="元/月", meaning="what people hope that a month with the certificate will bring them", low=0,
        high=1_000, source="ML23, IG02", status="assumed", dated=True,
    )  # fmt: skip
    papers: int = parameter(
        3, unit="visits/year", meaning="visits to the bureau a year of it costs: application, photograph, yearly check",
        low=0, high=36, source="CM06", status="assumed", dated=True, term="年检",
    )  # fmt: skip

    def visits(self) -> float:
        """A year's visits, month by month."""
        return self.papers / 12

    def eligible(self, now: Now) -> Int64:
        """The jobless of the groups in scope, and whoever holds one already."""
        w = now.workers
        who = np.union1d(now.jobless[self._in_scope(now, now.jobless)], np.flatnonzero(w.certified > 0))
        return who[~GONE[w.activity[who]]]

    def _in_scope(self, now: Now, who: Int64) -> Flag:
        w = now.workers
        origin, member = w.origin[who], w.centre[who] >= 0
        if self.scope == "laid_off":
            return member
        months = now.month - w.jobless_since[who].astype(np.int64)
        poor = (w.support[who] > 0) & (w.insurance_months_left[who] == 0) & (months >= self.poor_months)
        last = Origin.COLLECTIVE if self.scope == "with_collective" else Origin.SOE
        return member | (origin <= last) | poor

    def worth(self, now: Now, who: Int64) -> Int64:
        """What people hope for; the certificate itself pays nothing."""
        return np.full(who.size, self.promise, np.int64)
