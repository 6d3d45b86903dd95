"""Markets: where employers of one sector share customers, in one town or in the whole county."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from sim.agents.population import Population
from sim.codes import Sector
from sim.declare import NOBODY, Int8, Int32, Int64, Real, column

LOCAL = (Sector.TRADE, Sector.CATERING, Sector.COMMUNITY_SERVICES)  # people go to a shop in their own town
IN_TOWNS = np.isin(list(Sector), LOCAL)


class Markets(Population):
    """One row a market. A new shop brings custom of its own, and so takes some from all the others."""

    sector: Int8 = column("code", "what is sold", codes=Sector)
    town: Int8 = column("town", "where, as a row of the town list; -1: in the whole county", NOBODY)
    outside: Real = column("fen/month", "demand of an ordinary month from outside the county's households")
    households: Int64 = column("fen/month", "what households of the county will spend here this month")
    foundings: Real = column("firms/month", "private firms that somebody from outside founds in an ordinary month")
    example: Int32 = column("row of employers", "an employer of the sector, like whom new ones are", NOBODY)
    shops: Int64 = column("firms", "employers here in business, state and collective ones apart")
    pay: Int64 = column("fen/month", "mean pay that these offer")
    output: Int64 = column("fen/month", "mean sales per person that these can reach")
    owner_income: Int64 = column("fen/month", "mean profit of individual businesses here last month")
    margin: Real = column("ratio", "profits of all these over their sales last month")
    usual_margin: Real = column("ratio", "the same at the start")
    demand: Int64 = column("fen/month", "what is asked for this month")
    custom: Int64 = column("fen/month", "what the custom of all its employers together is worth")

    def __init__(self, model: mesa.Model, towns: int) -> None:
        """Lay out a market for each sector, or for each town where a sector sells in its own town."""
        places = [
            (sector, town)
            for sector in Sector
            for town in (range(towns) if sector in LOCAL else (NOBODY,))
        ]  # fmt: skip
        super().__init__(model, len(places))
        self.sector[:], self.town[:] = np.array(places, np.int8).T
        self._first = np.searchsorted(self.sector, np.arange(len(Sector)))  # of each sector

    def of(self, sector: Int8, town: Int8) -> Int64:
        """Return the market of each sector and town (n,)."""
        return self._first[sector] + np.where(IN_TOWNS[sector], town, 0)

    def note_trade(self, **facts: Any) -> None:
        """Note what everybody can see of each market (markets,), by column; a market without shops keeps the last."""
        for name, values in facts.items():
            getattr(self, name)[:] = values

    def remember_margins(self) -> None:
        """The margins of the start are what everybody is used to."""
        self.usual_margin[:] = self.margin

    def change_outside(self, factor: Real) -> None:
        """Let demand from outside grow or shrink by a factor (markets,)."""
        self.outside *= factor

    def ask(self, demand: Int64, custom: Int64) -> None:
        """Set this month's demand, and what the custom of all employers together is worth."""
        self.demand[:], self.custom[:] = demand, custom

    def expect_households(self, fen: Int64) -> None:
        """Set what households will spend in each market next month."""
        self.households[:] = fen
