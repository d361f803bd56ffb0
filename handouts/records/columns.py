"""Which column of an export says what.

A column is known by its header, never by its place. The clinic's mapping file comes first, then
the names here. Jane's appointment export is known by its own: if it is nearly Jane's, it is
refused with the columns that are missing, for a renamed column must not be passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from handouts.records.folding import fold
from handouts.records.refusals import HeaderError, JaneColumnsError
from handouts.values import dataclass

MOST_COLUMNS = 2000


class Field(StrEnum):
    """What a column can say; the words are the keys of `[columns]` in a mapping file."""

    PATIENT = "patient"
    GIVEN = "given_name"
    FAMILY = "family_name"
    PREFERRED = "preferred_name"
    TREATED = "treated"
    DATE = "date"
    END_TIME = "end_time"
    START = "start"
    DURATION = "duration"
    MINUTES = "duration_minutes"
    CLINICIAN = "clinician"
    TREATMENT = "treatment"
    LANGUAGE = "language"
    BRANCH = "branch"
    NOTE = "note"
    STATUS = "status"
    NUMBER = "patient_number"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    ARCHIVED = "archived"
    BREAK = "break"


# What a date of appointment is called in many programs is left out where it may be its start or
# its end: times on a handout are counted from the end.
HEADERS: Mapping[Field, tuple[str, ...]] = {
    Field.PATIENT: ("patient", "patient name", "client", "client name", "full name", "name"),
    Field.GIVEN: (
        "given name", "first name", "forename", "given", "firstname",
        "patient first name", "client first name",
    ),
    Field.FAMILY: (
        "family name", "last name", "surname", "family", "lastname",
        "patient last name", "client last name",
    ),
    Field.PREFERRED: ("preferred name", "preferred first name", "patient preferred name"),
    Field.TREATED: (
        "treated", "treated at", "end", "end at", "ends at", "ended at", "appointment end",
        "end date time", "end datetime", "appointment end time",
    ),
    Field.DATE: ("date", "appointment date", "treatment date", "date of treatment", "end date"),
    Field.END_TIME: ("end time", "time ended", "ends", "finish", "finish time"),
    Field.START: (
        "start", "starts", "start at", "starts at", "started at", "started", "start time",
        "starting time", "time started", "start date time", "start datetime",
        "appointment start", "appointment start time",
    ),
    Field.DURATION: (
        "duration", "length", "appointment duration", "appointment length", "service duration",
        "duration (h:mm)", "duration (hh:mm)",
    ),
    Field.MINUTES: (
        "duration minutes", "duration in minutes", "duration (minutes)", "duration (mins)",
        "duration (min)", "duration min", "duration mins", "length minutes", "length in minutes",
        "length (minutes)", "length (mins)", "length (min)", "length min", "minutes",
        "appointment duration (minutes)", "appointment duration minutes",
        "appointment length (minutes)", "appointment length minutes",
    ),
    Field.CLINICIAN: (
        "clinician", "practitioner", "provider", "therapist", "staff", "staff member",
        "staff member name", "practitioner name",
    ),
    Field.TREATMENT: (
        "treatment", "treatments", "treatment name", "procedure", "service", "services",
        "service name", "appointment type",
    ),
    Field.LANGUAGE: (
        "language", "preferred language", "patient language", "written language",
        "preferred written language",
    ),
    Field.BRANCH: ("branch", "location", "location name", "clinic location"),
    Field.NOTE: ("note for the patient", "note to the patient", "handout note", "note"),
    Field.STATUS: ("status", "state", "appointment status"),
    Field.NUMBER: (
        "patient number", "patient id", "client number", "client id", "chart number", "reference",
    ),
    Field.CANCELLED: ("cancelled at", "canceled at"),
    Field.NO_SHOW: ("no show at",),
    Field.ARCHIVED: ("archived at",),
}  # fmt: skip

_ENDS = frozenset((Field.TREATED, Field.END_TIME))
_LENGTHS = frozenset((Field.START, Field.DURATION, Field.MINUTES))

JANE: Mapping[Field, str] = {
    Field.GIVEN: "patient_first_name",
    Field.FAMILY: "patient_last_name",
    Field.PREFERRED: "patient_preferred_name",
    Field.TREATED: "end_at",
    Field.CLINICIAN: "staff_member_name",
    Field.TREATMENT: "treatment_name",
    Field.BRANCH: "location_name",
    Field.STATUS: "state",
    Field.NUMBER: "patient_number",
    Field.CANCELLED: "cancelled_at",
    Field.NO_SHOW: "no_show_at",
    Field.ARCHIVED: "archived_at",
    Field.BREAK: "break",
}
# These are Jane's too, and are never read.
_JANE_UNREAD = (
    "id", "start_at", "patient_guid", "patient_prefix", "insurance_state", "first_visit",
    "chart_status", "notes_text", "booked_at", "arrived_at", "booked_online", "cancelled_reason",
    "referral_source",
)  # fmt: skip
_JANE_NAMES = frozenset(fold(name) for name in (*JANE.values(), *_JANE_UNREAD))
# No other export is known to have these; four of them, and it is Jane's.
_JANE_SIGNS = frozenset(
    fold(name)
    for name in (
        "patient_guid", "patient_preferred_name", "patient_first_name", "patient_last_name",
        "staff_member_name", "treatment_name", "location_name", "no_show_at", "archived_at",
        "insurance_state", "chart_status", "booked_online",
    )
)  # fmt: skip
_ENOUGH_SIGNS = 4

# What is told to a clinician in confidence has no business here.
NEVER_READ = frozenset(fold(name) for name in ("notes_text", "cancelled_reason", "insurance_state"))

_KNOWN = _JANE_NAMES.union(*HEADERS.values())

_WHO = (
    "says who was treated",
    "Call one column patient, or two given_name and family_name",
    Field.PATIENT,
    "Client Name",
)
_WHEN = (
    "says when a treatment ended",
    "Times are counted from the end of an appointment, so export its end, or its start and its "
    "length. Call the column with date and time treated, or two columns date and end_time, or "
    "start and duration_minutes",
    Field.TREATED,
    "Ended",
)
_WHAT = (
    "says which treatment it was",
    "Call one column treatment, or name one treatment for all on the command line",
    Field.TREATMENT,
    "Service",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that are read; no other is.

    Attributes:
        headers: All headers, as the file has them.
        places: Where each field's column is, the first being 0.
    """

    headers: tuple[str, ...]
    places: Mapping[Field, int]

    def header(self, field: Field) -> str:
        """The header of a field's column; empty if it has none."""
        place = self.places.get(field)
        return "" if place is None else self.headers[place]


def choose_columns(
    headers: Sequence[str],
    chosen: Mapping[Field, tuple[str, ...]],
    *,
    source: str,
    needs_treatment: bool,
) -> Columns:
    """Find the columns of appointments.

    Args:
        headers: The first row.
        chosen: What the clinic's mapping file says; an empty tuple is to go without.
        source: The file's name, for errors.
        needs_treatment: Whether a treatment must be named by each row.

    Raises:
        HeaderError: A column is missing, there twice, or there are two for one field.
    """
    headers = tidy_headers(headers, source=source)
    if any(chosen.get(field) for field in _LENGTHS) and not _ENDS & chosen.keys():
        # Whoever names a start or a length says where the end is to be told from.
        chosen = {**chosen, Field.TREATED: (), Field.END_TIME: ()}
    places = _chosen(headers, chosen, source)
    jane = _jane(headers, chosen, places, source)
    places |= jane or _usual(headers, chosen, places, source)
    _settle_times(places, {} if jane else _times(headers, chosen, places, source))
    columns = Columns(headers=headers, places=places)
    _require_what_is_needed(columns, chosen, source, needs_treatment=needs_treatment)
    return columns


def choose_languages(
    headers: Sequence[str], chosen: Mapping[Field, tuple[str, ...]], *, source: str
) -> Columns:
    """Find the columns of the second file, patient number and language.

    Raises:
        HeaderError: A column is missing, there twice, or there are two for one field.
    """
    headers = tidy_headers(headers, source=source)
    wanted = (Field.NUMBER, Field.LANGUAGE)
    # The mapping names columns of the appointments; here they count only where they are.
    known = {fold(header) for header in headers}
    here = {
        field: names
        for field in wanted
        if (names := tuple(name for name in chosen.get(field, ()) if fold(name) in known))
    }
    places = _chosen(headers, here, source)
    others = {field: () for field in Field if field not in wanted}
    places |= _usual(headers, {**here, **others}, places, source)
    for field, what in zip(wanted, ("patient's number", "language"), strict=True):
        if field not in places:
            raise HeaderError(
                source=source,
                problem=f"No column has the {what}. {_listed(headers)}",
                remedy="The file of languages needs two columns, patient_number and language.",
                headers=headers,
            )
    return Columns(headers=headers, places=places)


def tidy_headers(headers: Sequence[str], *, source: str) -> tuple[str, ...]:
    """The headers without marks that editors leave, each there once.

    Raises:
        HeaderError: One is there twice, or there are far too many.
    """
    if len(headers) > MOST_COLUMNS:
        raise HeaderError(
            source=source,
            problem=f"It has more than {MOST_COLUMNS} columns.",
            remedy="Check that this is the export of appointments, and delete empty columns.",
            headers=(),
        )
    tidy = tuple(" ".join(header.replace("\ufeff", "").split()) for header in headers)
    seen: dict[str, int] = {}
    for at, header in enumerate(tidy):
        name = fold(header)
        if name and name in seen:
            raise HeaderError(
                source=source,
                problem=f"Columns {seen[name] + 1} and {at + 1} have the same header"
                f"{f', {header}' if name in _KNOWN else ''}.",
                remedy="Rename or delete one of them in the spreadsheet; the first row is for "
                "the names of the columns.",
                headers=tidy,
            )
        seen[name] = at
    return tidy


def _chosen(
    headers: Sequence[str], chosen: Mapping[Field, tuple[str, ...]], source: str
) -> dict[Field, int]:
    """The columns the mapping file names; each must be there."""
    places = {}
    for field, names in chosen.items():
        found = _matching(headers, names)
        if names and not found:
            raise HeaderError(
                source=source,
                problem=f"The mapping file reads {field} from the column "
                f"{' or '.join(names)}, which is not here. {_listed(headers)}",
                remedy=f"Mend {field} in the mapping file, or the header in the export.",
                headers=headers,
            )
        if found:
            places[field] = _only(field, found, headers, source)
    _refuse_shared(places, headers, source)
    return places


def _usual(
    headers: Sequence[str],
    chosen: Mapping[Field, tuple[str, ...]],
    taken: Mapping[Field, int],
    source: str,
) -> dict[Field, int]:
    places = {}
    for field in HEADERS:
        if field in _LENGTHS:
            continue
        found = _free(field, headers, chosen, taken)
        if found:
            places[field] = _only(field, found, headers, source)
    return places


def _times(
    headers: Sequence[str],
    chosen: Mapping[Field, tuple[str, ...]],
    taken: Mapping[Field, int],
    source: str,
) -> dict[Field, int]:
    """Columns that tell the end of an appointment where no column gives it whole."""
    found = {field: _free(field, headers, chosen, taken) for field in _LENGTHS}
    if _ENDS & taken.keys():
        # Its day may stand with the start alone. Of several starts none is asked.
        start = found[Field.START]
        return {Field.START: start[0]} if len(start) == 1 else {}
    if Field.TREATED in chosen and not any(chosen.get(field) for field in _LENGTHS):
        return {}  # the clinic goes without
    return {field: _only(field, at, headers, source) for field, at in found.items() if at}


def _settle_times(places: dict[Field, int], found: Mapping[Field, int]) -> None:
    """Keep of the columns that tell times those that are needed: no other is read."""
    places |= found
    if _ENDS & places.keys():
        places.pop(Field.DURATION, None)
        places.pop(Field.MINUTES, None)
        if Field.DATE in places:
            places.pop(Field.START, None)


def _free(
    field: Field,
    headers: Sequence[str],
    chosen: Mapping[Field, tuple[str, ...]],
    taken: Mapping[Field, int],
) -> list[int]:
    """Columns with a usual name for a field, where the mapping file says nothing of it."""
    if field in chosen:
        return []
    return [at for at in _matching(headers, HEADERS[field]) if at not in taken.values()]


def _jane(
    headers: Sequence[str],
    chosen: Mapping[Field, tuple[str, ...]],
    taken: Mapping[Field, int],
    source: str,
) -> dict[Field, int]:
    """Jane's columns; none if the export is not hers."""
    known = {fold(header): at for at, header in enumerate(headers)}
    if len(_JANE_SIGNS & known.keys()) < _ENOUGH_SIGNS:
        return {}
    wanted = {field: fold(name) for field, name in JANE.items() if field not in chosen}
    missing = [field for field, name in wanted.items() if name not in known]
    if missing:
        raise JaneColumnsError(
            source=source,
            missing=[JANE[field] for field in missing],
            unknown=[
                headers[at]
                for name, at in known.items()
                if name and name not in _JANE_NAMES and at not in taken.values()
            ],
            field=missing[0],
            headers=headers,
        )
    places = {field: known[name] for field, name in wanted.items()}
    # Jane has no such column, but a desk may have added one.
    for field in (Field.LANGUAGE, Field.NOTE):
        if field not in chosen and (found := _matching(headers, HEADERS[field])):
            places[field] = _only(field, found, headers, source)
    return places


def _matching(headers: Sequence[str], names: Sequence[str]) -> list[int]:
    wanted = {fold(name) for name in names}
    return [at for at, header in enumerate(headers) if fold(header) in wanted]


def _only(field: Field, found: Sequence[int], headers: Sequence[str], source: str) -> int:
    if len(found) > 1:
        names = [headers[at] for at in found]
        raise HeaderError(
            source=source,
            problem=f"Several columns could be {field}: {', '.join(names)}.",
            remedy="Say which in the mapping file, under [columns], such as "
            f'{field} = "{names[0]}".',
            headers=headers,
        )
    return found[0]


def _refuse_shared(places: Mapping[Field, int], headers: Sequence[str], source: str) -> None:
    by_place: dict[int, Field] = {}
    for field, at in places.items():
        if at in by_place:
            raise HeaderError(
                source=source,
                problem=f"The mapping file reads both {by_place[at]} and {field} from the "
                f"column {headers[at]}.",
                remedy="Keep one of the two in the mapping file.",
                headers=headers,
            )
        by_place[at] = field


def _require_what_is_needed(
    columns: Columns,
    chosen: Mapping[Field, tuple[str, ...]],
    source: str,
    *,
    needs_treatment: bool,
) -> None:
    has, without = columns.places.keys(), {field for field, names in chosen.items() if not names}
    named = Field.PATIENT in has or (
        Field.FAMILY in has and (Field.GIVEN in has or Field.PREFERRED in has)
    )
    if not named and Field.PATIENT not in without:
        raise _missing(_WHO, columns, source)
    lengths = has & {Field.DURATION, Field.MINUTES}
    if Field.START in has and len(lengths) > 1:
        raise _two_lengths(columns, source)
    timed = has & _ENDS or (Field.START in has and lengths)
    named_length = any(chosen.get(field) for field in _LENGTHS)
    if not timed and (Field.TREATED not in without or named_length):
        raise _missing(_WHEN, columns, source)
    if needs_treatment and Field.TREATMENT not in has:
        raise _missing(_WHAT, columns, source)


def _two_lengths(columns: Columns, source: str) -> HeaderError:
    names = [columns.header(field) for field in (Field.DURATION, Field.MINUTES)]
    return HeaderError(
        source=source,
        problem=f"Two columns could say how long an appointment took: {', '.join(names)}.",
        remedy="Say which in the mapping file, under [columns], and go without the other, as "
        f"with {Field.DURATION} = [].",
        headers=columns.headers,
    )


def _missing(what: tuple[str, str, Field, str], columns: Columns, source: str) -> HeaderError:
    says, rename, field, example = what
    # So it is with a title above the headers, or a file that is no table.
    title = (
        ""
        if _any_known(columns.headers)
        else (
            "Check that this is the export, and delete whatever stands above the row with the names "
            "of the columns. "
        )
    )
    return HeaderError(
        source=source,
        problem=f"No column {says}. {_listed(columns.headers)}",
        remedy=f"{title}{rename}; or say in the mapping file, under [columns], what yours is called, "
        f'such as {field} = "{example}".',
        headers=columns.headers,
    )


def _listed(headers: Sequence[str]) -> str:
    named = [header[:60] for header in headers if header]
    # A file without headers begins with a patient, who must not be read out.
    if not _any_known(headers):
        return "The first row has none of the headers known here."
    more = f" and {len(named) - 30} more" if len(named) > 30 else ""
    return f"Its first row reads: {', '.join(named[:30])}{more}."


def _any_known(headers: Sequence[str]) -> bool:
    return any(fold(header) in _KNOWN for header in headers if header)
