"""The clinic's contact, branches, overrides, approvals and look."""

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

__all__ = [
    "AdviceLine",
    "Approval",
    "Branch",
    "Clinic",
    "Contact",
    "Look",
    "OpeningHours",
    "Override",
    "Paper",
    "PhoneNumber",
    "ShownRow",
    "UnknownBranchError",
]
