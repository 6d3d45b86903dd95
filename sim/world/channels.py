"""How people hear of openings."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Channels:
    """Which openings each channel shows, and which applications go through it.

    What goes through no channel goes to openings that employers advertise to everybody.
    """

    advertised_openings: float = parameter(
        1.0, unit="share", meaning="openings that employers advertise to everybody", low=0, high=1, term="公开招聘"
    )
    listed_openings: float = parameter(
        1.0, unit="share", meaning="openings that employers list with the public service", low=0, high=1
    )
    public_channel: float = parameter(
        0.0, unit="share", low=0, high=1, term="公共就业服务",
        meaning="applications that a registered seeker sends through the public service, to any town",
    )  # fmt: skip
    desk_coverage: float = parameter(
        0.0, unit="share", meaning="people whose community has an employment desk", low=0, high=1, dated=True,
        term="社区就业服务平台",
    )  # fmt: skip
    desk_channel: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="applications that a seeker sends through the community desk, to listed openings of the own town",
    )  # fmt: skip
    network_channel: float = parameter(
        0.0, unit="share", low=0, high=1, term="亲友介绍",
        meaning="applications that a seeker with relatives in town sends to openings of which these know",
    )  # fmt: skip
    agency_openings: float = parameter(
        0.0, unit="share", meaning="openings that employers list with agencies", low=0, high=1
    )
    agency_channel: float = parameter(
        0.0, unit="share", meaning="applications that a seeker who can pay sends through an agency", low=0, high=1,
        term="职业中介",
    )  # fmt: skip
    agency_fee: int = parameter(
        "0 元/月", unit="元/月", meaning="fee of an agency for a month of help", low=0, high=10_000
    )
    illegal_agencies: float = parameter(
        0.0, unit="share", meaning="agencies that take the fee and show nothing", low=0, high=1, term="非法中介"
    )
