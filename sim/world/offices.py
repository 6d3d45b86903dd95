"""How news spreads and how well offices work."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Offices:
    """Publicity, visits, and the fidelity of each office."""

    publicity: float = parameter(
        1.0,
        unit="share/month",
        meaning="people who hear of a benefit that they could have",
        low=0,
        high=1,
        term="宣传",
    )
    service_worth: int = parameter(
        "0 元/月",
        unit="元/月",
        meaning="what jobless people expect a month on the public register to be worth, benefits apart",
        low=0,
        high=10_000,
    )
    visit_cost: int = parameter(
        "0 元/月",
        unit="元/月",
        meaning="what a visit to an office costs a person, middle of the range",
        low=0,
        high=10_000,
    )
    labour_bureau_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that the labour bureau carries through in a month",
        low=0,
        high=1,
        term="劳动保障局",
    )
    insurance_agency_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that the insurance agency carries through in a month",
        low=0,
        high=1,
        term="社保经办机构",
    )
    tax_office_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications for relief that tax offices carry through in a month",
        low=0,
        high=1,
        term="税务、工商部门",
    )
    civil_affairs_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that civil affairs carries through in a month",
        low=0,
        high=1,
        term="民政局",
    )
