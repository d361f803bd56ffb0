"""Appointments in the shape of Jane's export, all of them invented.

The header is Jane's; the people, the places and the numbers are plainly samples. The same seed
gives the same file.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

HEADER = (
    "id", "location_name", "start_at", "end_at", "patient_guid", "patient_number",
    "patient_prefix", "patient_first_name", "patient_preferred_name", "patient_last_name",
    "treatment_name", "staff_member_name", "break", "insurance_state", "state", "first_visit",
    "chart_status", "notes_text", "booked_at", "arrived_at", "booked_online", "archived_at",
    "no_show_at", "cancelled_at", "cancelled_reason", "referral_source",
)  # fmt: skip

# A language as a desk would write it, its tag, and given and family names that occur in it.
LANGUAGES = (
    ("English", "en-CA", ("Sample", "Casey"), ("Patient", "O'Sample")),
    ("French", "fr-CA", ("Zoé", "Françoise"), ("Exemple", "Échantillon")),
    ("Punjabi", "pa", ("ਨਮੂਨਾ", "Simran"), ("ਮਰੀਜ਼", "Namuna")),
    ("Arabic", "ar", ("عيّنة", "Amina"), ("مريضة", "Mithal")),
    ("Tamil", "ta", ("மாதிரி", "Nila"), ("நோயாளி", "Mathiri")),
    ("Traditional Chinese", "zh-Hant", ("範例", "樣本"), ("王", "陳")),
    ("Ukrainian", "uk", ("Зразок", "Олена"), ("Приклад", "Взірець")),
    ("Persian", "fa", ("نمونه", "علی‌رضا"), ("بیمار", "Nemuneh")),
)
TREATMENTS = ("Microneedling - face", "Microneedling with serum", "microneedling")

# What must never be seen again.
SECRETS = ("SECRET-NOTE", "SECRET-REASON", "SECRET-INSURANCE")

MAPPING = """\
[treatments]
"Microneedling*" = "microneedling"
"Consult*" = "skip"

[branches]
"Sample Clinic" = ""
"""


@dataclass(frozen=True, kw_only=True)
class JaneExport:
    """A file of Jane's shape, and what is known about it.

    Attributes:
        appointments: The export, as UTF-8.
        languages: The second file, language by patient number.
        made: Row number and language tag of every row that gets a handout.
        skipped: Row number of every other row.
    """

    appointments: bytes
    languages: bytes
    made: Mapping[int, str]
    skipped: tuple[int, ...]

    def write(self, folder: Path) -> tuple[Path, Path, Path]:
        """Write the export, the languages and a mapping; says where."""
        files = {
            "Sample_Appointments.csv": self.appointments,
            "languages.csv": self.languages,
            "mapping.toml": MAPPING.encode(),
        }
        for name, content in files.items():
            (folder / name).write_bytes(content)
        export, languages, mapping = (folder / name for name in files)
        return export, languages, mapping


def jane_export(*, seed: int, count: int, day: date, skipped: int = 0) -> JaneExport:
    """Make an export.

    Args:
        seed: Which of the possible files.
        count: How many rows get a handout; the eight languages take turns.
        day: The day of the appointments.
        skipped: How many rows more get none: cancelled, not shown, archived, breaks.
    """
    dice = random.Random(seed)  # noqa: S311  # nothing secret hangs on it
    kinds = [True] * count + [False] * skipped
    dice.shuffle(kinds)
    rows, languages = [], [("patient_number", "language")]
    made: dict[int, str] = {}
    left_out = []
    for at, is_made in enumerate(kinds):
        row = _row(dice, at, day)
        spoken, tag, given, family = LANGUAGES[len(made) % len(LANGUAGES)]
        row["patient_first_name"] = dice.choice(given)
        row["patient_last_name"] = f"{dice.choice(family)} {at + 1}"
        if dice.random() < 0.1:
            row["patient_preferred_name"] = f"Preferred{at + 1}"
        if is_made:
            made[at + 2] = tag
            languages.append((row["patient_number"], spoken))
        else:
            row |= dice.choice(_REASONS)
            left_out.append(at + 2)
        rows.append([row.get(name, "") for name in HEADER])
    return JaneExport(
        appointments=_csv([HEADER, *rows]),
        languages=_csv(languages),
        made=made,
        skipped=tuple(left_out),
    )


_REASONS: tuple[dict[str, str], ...] = (
    {"state": "cancelled", "cancelled_at": "2026-01-01 09:00", "cancelled_reason": SECRETS[1]},
    {"state": "no_show", "no_show_at": "2026-01-01 09:00"},
    {"state": "archived", "archived_at": "2026-01-01 09:00"},
    {"state": "rescheduled"},
    {"break": "true", "patient_first_name": "", "patient_last_name": "", "treatment_name": ""},
    {"treatment_name": "Consultation"},
)


def _row(dice: random.Random, at: int, day: date) -> dict[str, str]:
    end = datetime.combine(day, time(9)) + timedelta(minutes=5 * dice.randrange(120))
    return {
        "id": str(at + 1),
        "location_name": "Sample Clinic",
        "start_at": f"{end - timedelta(minutes=50):%Y-%m-%d %H:%M}",
        "end_at": f"{end:%Y-%m-%d %H:%M}",
        "patient_guid": f"sample-{at + 1:06d}",
        "patient_number": f"{at + 1:05d}",
        "treatment_name": dice.choice(TREATMENTS),
        "staff_member_name": "Sample Clinician",
        "break": "false",
        "insurance_state": SECRETS[2],
        "state": dice.choice(("booked", "arrived", "Checked In", "Booked Online")),
        "first_visit": "false",
        "chart_status": "signed",
        "notes_text": SECRETS[0],
        "booked_online": "false",
    }


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
