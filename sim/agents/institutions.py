"""Offices of the county, as ordinary Mesa agents: few, named, with declared fields."""

from __future__ import annotations

import mesa


class Institution(mesa.Agent):
    """An office that carries policy out; `fidelity` is the share of applications that get through in a month."""

    def __init__(self, model: mesa.Model, name: str, term: str) -> None:
        """Name the office and its Chinese term."""
        super().__init__(model)
        self.name, self.term = name, term

    @property
    def fidelity(self) -> float:
        """Return the share of applications that the office carries through this month."""
        return float(getattr(self.model.world, f"{self.name}_fidelity"))


class LabourBureau(Institution):
    """The labour and social security bureau: the register of the unemployed, unemployment benefit."""


class InsuranceAgency(Institution):
    """The social insurance agency: contributions and their records."""


class CivilAffairs(Institution):
    """The civil affairs bureau: dibao."""


class TaxOffice(Institution):
    """The tax offices and the bureau of industry and commerce: taxes and fees of shops, and reliefs from them."""


def found_institutions(model: mesa.Model) -> dict[str, Institution]:
    """Open the county's offices, keyed by name."""
    offices = (
        LabourBureau(model, "labour_bureau", "劳动和社会保障局"),
        InsuranceAgency(model, "insurance_agency", "社会保险经办机构"),
        TaxOffice(model, "tax_office", "税务、工商部门"),
        CivilAffairs(model, "civil_affairs", "民政局"),
    )
    return {office.name: office for office in offices}
