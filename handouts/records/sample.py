"""An example of appointments and of a mapping file, to start a clinic's own from.

Both work as they stand; nobody in them is a person.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import date, timedelta
from pathlib import Path

from handouts.errors import OutputError
from handouts.files import write_whole

APPOINTMENTS = "sample-appointments.csv"
MAPPING = "sample-mapping.toml"

_HEADER = (
    "Patient number", "First name", "Preferred name", "Last name", "Ended", "Service",
    "Language", "Practitioner", "Location", "Status", "Handout note",
)  # fmt: skip
_ROWS = (
    ("S-001", "Sample", "", "Patient One", "0 09:50", "Microneedling - face", "English",
     "Sample Clinician", "", "Booked", ""),
    ("S-002", "Sample", "Casey", "Patient Two", "0 10:40", "Microneedling with serum", "French",
     "Sample Clinician", "", "Booked", "Please bring this sheet next time."),
    ("S-003", "Sample", "", "Patient Three", "0 11:30", "Microneedling - neck", "Punjabi",
     "Sample Clinician", "", "Cancelled", ""),
    ("S-004", "Sample", "", "Patient Four", "1 14:15", "Microneedling - face", "Mandarin",
     "Sample Clinician", "", "Booked", ""),
    ("S-005", "Sample", "", "Patient Five", "1 15:00", "Consultation", "",
     "Sample Clinician", "", "Booked", ""),
)  # fmt: skip

_MAPPING = """\
# What your appointment export calls things, and what they are called here.
# Use it with: handouts batch sample-appointments.csv --map sample-mapping.toml --out handouts
#
# Lines that start with # are notes; take the # away to use one. Letter case, spaces, _ and -
# make no difference in names. Jane's appointment export needs no [columns].

# If dates look like 03/04/2026: "dmy" for day, month, year, or "mdy" for month, day, year.
#dates = "dmy"

# Which column says what: a field = the header in your export. Only these columns are read.
# Usual headers, such as Patient, Last name, Service or Language, are known without a line here.
[columns]
treated = "Ended"          # when the treatment ended, with date and time
#patient = "Client"        # the whole name; or given_name and family_name, and preferred_name
#date = "Date"             # with end_time, if the time has a column of its own
#end_time = "Finish"
#start = "Begins"          # where there is no end, with one of the next two
#duration_minutes = "Length"   # plain numbers
#duration = "Length"       # 1 h 30 or 01:30
#clinician = "Seen by"
#treatment = "Service"
#language = "Speaks"
#branch = "Location"
#note = "Handout note"     # a sentence to this patient; [] to print none
#status = "Status"
#patient_number = "File"   # to look languages up in a second file, with --languages

# A name in your export = a treatment; * stands for anything. The first that fits counts.
# `handouts list treatments` names them all. "skip" makes no handout.
[treatments]
"Microneedling*" = "microneedling"
"Consult*" = "skip"
#"Needling and peel" = ["microneedling", "chemical-peel"]

# Languages are known by their English names and their tags. Name others here. Mandarin and
# Chinese are asked about, because they are written in two scripts.
[languages]
"Mandarin" = "zh-Hans"

# A place in your export = a branch of clinic.toml, or "" for the clinic itself.
[branches]
#"Downtown Clinic" = "Downtown"

# Appointments that were cancelled, not shown or rescheduled are skipped without a line here.
[states]
#skip = ["Waiting list"]
#make = ["Ready"]
"""


class SampleInTheWayError(OutputError):
    """The folder has a file of the same name; none was touched."""

    def __init__(self, *, path: Path) -> None:
        super().__init__(
            f"{path} is already there.",
            remedy="Name another folder, or move the file away first.",
        )
        self.path = path


def write_sample(folder: Path, *, day: date) -> tuple[Path, Path]:
    """Write an example of appointments and a mapping file for it; says where they are.

    Args:
        folder: Made if it is not there.
        day: The day of the first appointments; the others are the day after.

    Raises:
        OutputError: One of the files is already there, or the disk did not let us.
    """
    paths = folder / APPOINTMENTS, folder / MAPPING
    for path in paths:
        if os.path.lexists(path):
            raise SampleInTheWayError(path=path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} could not be made: {error.strerror}.",
            remedy="Name a folder that you may write to.",
        ) from None
    for path, text in zip(paths, (_appointments(day), _MAPPING), strict=True):
        write_whole(path, text.encode())
    return paths


def _appointments(day: date) -> str:
    text = io.StringIO(newline="")
    # A mark, or Excel would take the letters for another encoding's.
    text.write("\ufeff")
    rows = csv.writer(text)
    rows.writerow(_HEADER)
    for number, given, preferred, family, ended, *others in _ROWS:
        later, hour = ended.split(" ")
        when = f"{day + timedelta(days=int(later)):%Y-%m-%d} {hour}"
        rows.writerow((number, given, preferred, family, when, *others))
    return text.getvalue()
