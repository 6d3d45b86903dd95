"""What the programme of 2002 knows of a person: the reemployment certificate, and the supports that hang on a job."""

from __future__ import annotations

from sim.agents.laid_off import LaidOff
from sim.declare import Int32, Int64, column


class Supported(LaidOff):
    """The part of the table of workers that levers for certificate holders look at."""

    certified: Int32 = column("month", "month in which the reemployment certificate was issued; 0: holds none")
    relief_until: Int32 = column("month", "last month in which the employer has tax relief for this hire; 0: never")
    subsidy_until: Int32 = column("month", "last month in which this hire's insurance is subsidised; 0: never")

    def certify(self, who: Int64, month: int) -> None:
        """People receive the reemployment certificate (再就业优惠证)."""
        self.certified[who] = month

    def support_job(self, who: Int64, support: str, until: int) -> None:
        """A support, `relief_until` or `subsidy_until`, hangs on the jobs of these people up to a month."""
        getattr(self, support)[who] = until
