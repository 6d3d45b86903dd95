"""Who employs the people of a county at its start."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Sector
from sim.declare import Factors, Shares, parameter


@dataclass(frozen=True, kw_only=True)
class Payrolls:
    """Counts, sectors, sizes and pay of employers."""

    state_staff: int = parameter(unit="persons", meaning="people on state payrolls", low=0, term="国有单位职工")
    collective_staff: int = parameter(
        unit="persons", meaning="people on collective payrolls", low=0, term="集体单位职工"
    )
    private_staff: int = parameter(unit="persons", meaning="employees of private firms", low=0, term="私营企业从业人员")
    state_units: int = parameter(unit="firms", meaning="state employers", low=1)
    collective_units: int = parameter(unit="firms", meaning="collective employers", low=1)
    private_firms: int = parameter(unit="firms", meaning="private firms", low=1, term="私营企业")
    getihu: int = parameter(unit="firms", meaning="individual businesses", low=1, term="个体工商户")
    foreign_firms: int = parameter(unit="firms", meaning="of private firms, foreign-funded", low=0, term="外商投资企业")
    labour_service_units: int = parameter(
        unit="firms", meaning="of collective employers, labour-service enterprises", low=0, term="劳动就业服务企业"
    )
    employer_age: float = parameter(
        unit="number", meaning="mean age of private firms and individual businesses, in years", low=0.1, high=50
    )
    state_sectors: Shares = parameter(unit="shares", meaning="state employers by sector", labels=Sector.labels())
    collective_sectors: Shares = parameter(
        unit="shares", meaning="collective employers by sector", labels=Sector.labels()
    )
    private_sectors: Shares = parameter(unit="shares", meaning="private firms by sector", labels=Sector.labels())
    getihu_sectors: Shares = parameter(unit="shares", meaning="individual businesses by sector", labels=Sector.labels())
    size_spread: float = parameter(unit="number", meaning="log standard deviation of employer size", low=0, high=3)
    size_tail: float = parameter(
        unit="number", meaning="Pareto exponent of the largest tenth of employers", low=0.5, high=5
    )
    general_openings: float = parameter(
        unit="share", meaning="positions that ask for no trade", low=0, high=1, term="普工岗位"
    )
    required_skill: Factors = parameter(
        unit="factors",
        meaning="skill that a position asks for, by sector, 0 to 1",
        labels=Sector.labels(),
        low=0,
        high=1,
    )
    state_pay: int = parameter(unit="元/月", meaning="median pay at state employers", low=0, high=100_000)
    collective_pay: int = parameter(unit="元/月", meaning="median pay at collective employers", low=0, high=100_000)
    private_pay: int = parameter(unit="元/月", meaning="median pay at private firms", low=0, high=100_000)
    getihu_pay: int = parameter(
        unit="元/月", meaning="median pay of hands of individual businesses", low=0, high=100_000
    )
    employer_pay_spread: float = parameter(
        unit="number", meaning="log standard deviation of pay between employers", low=0, high=2
    )
    personal_pay_spread: float = parameter(
        unit="number", meaning="log standard deviation of pay within employers", low=0, high=2
    )
    insuring_state: float = parameter(unit="share", meaning="state employers that insure their staff", low=0, high=1)
    insuring_collective: float = parameter(
        unit="share", meaning="collective employers that insure their staff", low=0, high=1
    )
    insuring_private: float = parameter(unit="share", meaning="private firms that insure their staff", low=0, high=1)
    insuring_getihu: float = parameter(
        unit="share", meaning="individual businesses that insure their hands", low=0, high=1
    )
    state_surplus: float = parameter(
        unit="share",
        meaning="staff of state and collective enterprises beyond what their orders need, mean over enterprises",
        low=0,
        high=0.5,
        term="富余人员",
    )
    state_output_per_pay: float = parameter(
        unit="ratio", meaning="sales per yuan of pay of those whom orders keep busy, median enterprise", low=0, high=100
    )
    state_output_spread: float = parameter(unit="number", meaning="its log standard deviation", low=0, high=2)
    assets_per_sales: float = parameter(unit="ratio", meaning="book assets over a year's sales", low=0, high=20)
    debt_ratio: float = parameter(unit="ratio", meaning="debt over assets", low=0, high=5, term="资产负债率")
    retirees_per_worker: float = parameter(unit="ratio", meaning="retirees over staff", low=0, high=5)
    half_stopped_share: float = parameter(
        unit="share", meaning="enterprises half of which stands still: among the least productive", low=0, high=1
    )
    stopped_share: float = parameter(
        unit="share", meaning="enterprises that have stopped: the least productive", low=0, high=1
    )
    state_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of state employers", low=-0.5, high=0.5
    )
    collective_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of collective employers", low=-0.5, high=0.5
    )
    private_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of private firms", low=-0.5, high=0.5
    )
    getihu_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of individual businesses", low=-0.5, high=0.5
    )
