"""What checks have to say: one finding, and how much it weighs.

A check looks and reports; whoever asked decides what is fatal.
"""

from __future__ import annotations

from enum import StrEnum

from handouts.values import dataclass


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check has to say.

    Attributes:
        check: The check's name, such as `contrast`.
        severity: How much it weighs.
        place: The file, key, message or block it is about; never a patient.
        message: What was found, as a sentence.
        remedy: What to do about it, as a sentence.
    """

    check: str
    severity: Severity
    place: str
    message: str
    remedy: str
