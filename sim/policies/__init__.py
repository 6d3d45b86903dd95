"""What government does: one lever, one file. The name in a scenario is the name of the file."""

from sim.policies.centre_allowance import CentreAllowance
from sim.policies.dibao import Dibao
from sim.policies.policy import Benefit, Lever
from sim.policies.severance import SeverancePay
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance

LEVERS: dict[str, type[Lever]] = {
    lever.name: lever for lever in (SocialContributions, SeverancePay, CentreAllowance, UnemploymentInsurance, Dibao)
}

__all__ = ["LEVERS", "Benefit", "Lever"]
