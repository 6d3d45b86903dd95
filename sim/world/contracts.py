"""In what form people are taken on, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import JobForm
from sim.declare import Shares, parameter

REGULAR: Shares = tuple((label, 10_000 * (label == "regular")) for label in JobForm.offered())


@dataclass(frozen=True, kw_only=True)
class Contracts:
    """Forms of work, their terms, and whether employers take people on again."""

    job_forms_public: Shares = parameter(
        REGULAR, unit="shares", meaning="forms of the jobs that state and collective employers offer",
        labels=JobForm.offered(), term="用工形式",
    )  # fmt: skip
    job_forms_private: Shares = parameter(
        REGULAR, unit="shares", meaning="forms of the jobs that private firms and individual businesses offer",
        labels=JobForm.offered(), term="用工形式",
    )  # fmt: skip
    temporary_term: int = parameter(
        0, unit="months", meaning="term of a temporary job; 0: without end", low=0, high=120, term="临时工"
    )
    labour_service_term: int = parameter(
        0, unit="months", meaning="term of a labour-service job; 0: without end", low=0, high=120, term="劳务工"
    )
    hourly_term: int = parameter(
        0, unit="months", meaning="term of an hourly job; 0: without end", low=0, high=120, term="小时工"
    )
    seasonal_term: int = parameter(
        0, unit="months", meaning="term of a seasonal job; 0: without end", low=0, high=120, term="季节工"
    )
    renewal: float = parameter(
        1.0, unit="share", meaning="ended terms that an employer with work for the person renews", low=0, high=1
    )
