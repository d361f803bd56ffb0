"""Aftercare handouts for skin clinics, as tagged PDF in the patient's language."""
