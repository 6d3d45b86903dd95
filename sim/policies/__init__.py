"""What government does: one lever, one file. The name in a scenario is the name of the file."""

from sim.policies.agreement_insurance import AgreementInsurance
from sim.policies.centre_allowance import CentreAllowance
from sim.policies.community_platform import CommunityPlatform
from sim.policies.core_ancillary_separation import CoreAncillarySeparation
from sim.policies.dibao import Dibao
from sim.policies.firm_hiring_relief import FirmHiringRelief
from sim.policies.firm_taxes import FirmTaxes
from sim.policies.fiscal_input import FiscalInput
from sim.policies.flexible_insurance import FlexibleInsurance
from sim.policies.free_training import FreeTraining
from sim.policies.implementation import Implementation
from sim.policies.insurance_subsidy import InsuranceSubsidy
from sim.policies.layoff_rules import LayoffRules
from sim.policies.medical_aid import MedicalAid
from sim.policies.micro_loans import MicroLoans
from sim.policies.placement import Placement
from sim.policies.policy import Benefit, Lever
from sim.policies.preferences_1998 import Preferences1998
from sim.policies.public_posts import PublicPosts
from sim.policies.reemployment_certificate import ReemploymentCertificate
from sim.policies.self_employment_relief import SelfEmploymentRelief
from sim.policies.severance import SeverancePay
from sim.policies.shop_taxes import ShopTaxes
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance

IN_ORDER: tuple[type[Lever], ...] = (
    FiscalInput, SocialContributions, ShopTaxes, FirmTaxes, SeverancePay, CentreAllowance, UnemploymentInsurance, Dibao,
    Preferences1998, ReemploymentCertificate, PublicPosts, Placement, CommunityPlatform, FreeTraining,
    SelfEmploymentRelief, FirmHiringRelief, InsuranceSubsidy, MicroLoans, CoreAncillarySeparation, Implementation,
    LayoffRules, FlexibleInsurance,
    MedicalAid,
    AgreementInsurance,
)  # fmt: skip
LEVERS: dict[str, type[Lever]] = {lever.name: lever for lever in IN_ORDER}

__all__ = ["LEVERS", "Benefit", "Lever"]
