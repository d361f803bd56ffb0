"""Aftercare handouts for skin clinics, as tagged PDF in the patient's language."""

__version__ = "0.1.0"
