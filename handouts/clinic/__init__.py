"""The clinic's contact, branches, overrides, approvals and look.

What only reading a clinic's file needs is loaded when it is asked for: it may be known already.
"""

from typing import TYPE_CHECKING

from handouts.clinic.load import load_clinic, sample_clinic
from handouts.clinic.model import (
    AdviceLine,
    Approval,
    Branch,
    Clinic,
    Contact,
    Look,
    OpeningHours,
    Override,
    Paper,
    ShownRow,
    UnknownBranchError,
)
from handouts.clinic.phone import PhoneNumber
from handouts.lazily import later

if TYPE_CHECKING:
    from handouts.clinic.logo import LogoError, load_logo
    from handouts.clinic.mistakes import ClinicFileError
    from handouts.clinic.starter import write_starter

__getattr__ = later(
    __name__,
    {
        "logo": ("LogoError", "load_logo"),
        "mistakes": ("ClinicFileError",),
        "starter": ("write_starter",),
    },
)

__all__ = [
    "AdviceLine",
    "Approval",
    "Branch",
    "Clinic",
    "ClinicFileError",
    "Contact",
    "LogoError",
    "Look",
    "OpeningHours",
    "Override",
    "Paper",
    "PhoneNumber",
    "ShownRow",
    "UnknownBranchError",
    "load_clinic",
    "load_logo",
    "sample_clinic",
    "write_starter",
]
