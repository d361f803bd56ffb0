"""Read appointments from a FHIR R4 Bundle, as plain JSON.

An Appointment says when, what, where and with whom; the Patient it names says the name and the
language. Servers add fields of their own, so what is not needed here is not looked at.
(hl7.org/fhir/R4: Bundle, Appointment, Patient)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handouts.records.appointment import Appointment, Outcome, SkippedRow, SkipReason
from handouts.records.lengths import is_plain_number, read_length
from handouts.records.meaning import (
    NO_TREATMENT,
    UNKNOWN_TREATMENT,
    Meanings,
    Unclear,
)
from handouts.records.moments import read_moment
from handouts.records.refusals import EncodingError, TooLargeError, UnreadableError
from handouts.records.row_reader import NO_MOMENT, NO_NAME, Setting, number_key
from handouts.records.visit import VisitError, later, make_visit

MOST_BYTES = 32 * 1024**2

_SKIPPED = {
    "cancelled": SkipReason.CANCELLED,
    "noshow": SkipReason.NO_SHOW,
    "entered-in-error": SkipReason.ARCHIVED,
    "proposed": SkipReason.NOT_BOOKED,
    "pending": SkipReason.NOT_BOOKED,
    "waitlist": SkipReason.NOT_BOOKED,
}
_MADE = ("booked", "arrived", "checked-in", "fulfilled")

_UNKNOWN_STATUS = Unclear(
    code="unknown-status",
    message="This status is none of FHIR's.",
    remedy="Export the Bundle as FHIR R4.",
)
_NO_PATIENT = Unclear(
    code="no-patient",
    message="The Bundle does not have the one Patient that this appointment names.",
    remedy="Export the patients with the appointments, as with _include=Appointment:patient.",
)
_SEVERAL_PATIENTS = Unclear(
    code="several-patients",
    message="This appointment names several patients.",
    remedy="Give each patient an appointment.",
)


class _BadEntryError(Exception):
    """An entry somebody has to mend; it never leaves this module."""

    def __init__(self, element: str, why: Unclear) -> None:
        self.element, self.why = element, why


class Bundle:
    """The appointments of a Bundle.

    Attributes:
        source: The file's name.
        count: How many appointments it has.
    """

    def __init__(self, source: str, entries: Sequence[object]) -> None:
        self.source = source
        self._appointments: list[tuple[int, Mapping[str, Any]]] = []
        self._patients: dict[str, Mapping[str, Any] | None] = {}
        for number, entry in enumerate(entries, 1):
            resource = _object(_object(entry).get("resource"))
            kind = resource.get("resourceType")
            if kind == "Appointment":
                self._appointments.append((number, resource))
            elif kind == "Patient":
                own, full = _text(resource, "id"), _text(_object(entry), "fullUrl")
                for name in {f"Patient/{own}" if own else "", full} - {""}:
                    self._note_patient(name, resource)
        self.count = len(self._appointments)

    def rows(self, meanings: Meanings, setting: Setting) -> Iterator[Outcome]:
        """The answer of every appointment, numbered as its entry."""
        return (
            self._read(number, resource, meanings, setting)
            for number, resource in self._appointments
        )

    def _read(
        self, row: int, resource: Mapping[str, Any], meanings: Meanings, setting: Setting
    ) -> Outcome:
        try:
            status = resource.get("status")
            if isinstance(status, str) and status in _SKIPPED:
                return SkippedRow(row=row, reason=_SKIPPED[status])
            if status not in _MADE:
                raise _BadEntryError("Appointment.status", _UNKNOWN_STATUS)
            treatments = _treatments(resource, meanings, setting)
            if not treatments:
                return SkippedRow(row=row, reason=SkipReason.NO_HANDOUT)
            return self._appointment(row, resource, treatments, meanings, setting)
        except _BadEntryError as bad:
            return bad.why.at(row, bad.element)

    def _appointment(
        self,
        row: int,
        resource: Mapping[str, Any],
        treatments: tuple[str, ...],
        meanings: Meanings,
        setting: Setting,
    ) -> Appointment:
        patient = self._patient(resource)
        name = _name(patient)
        if not name:
            raise _BadEntryError("Patient.name", NO_NAME)
        branch = meanings.branch(_display(resource, "Location"))
        reference = _number(patient)
        zone = setting.branch_time_zones.get((branch or "").casefold(), setting.time_zone)
        told_by = "end" if _text(resource, "end") else "start"
        try:
            moment, length = _moment(resource)
            visit = make_visit(
                patient=name,
                treated=moment,
                clinician=_display(resource, "Practitioner").strip() or None,
                time_zone=zone,
                today=setting.today,
            )
        except VisitError as error:
            element = {
                "patient": "Patient.name",
                "treated": f"Appointment.{told_by}",
                "length": "Appointment.minutesDuration",
            }
            raise _BadEntryError(
                element.get(error.field, "Appointment.participant"), Unclear.of(error)
            ) from None
        return Appointment(
            row=row,
            treatments=treatments,
            language=_language(patient, reference, meanings, setting),
            branch=branch,
            visit=later(visit, length),
            reference=reference,
        )

    def _patient(self, resource: Mapping[str, Any]) -> Mapping[str, Any]:
        actors = [actor for actor in _actors(resource) if _text(actor, "reference")]
        references = {_text(actor, "reference") for actor in actors}
        named = {_text(actor, "reference") for actor in actors if _is_of(actor, "Patient")}
        # A reference such as urn:uuid:... does not tell what it is of; the Bundle does.
        named |= references & self._patients.keys()
        if len(named) > 1:
            raise _BadEntryError("Appointment.participant", _SEVERAL_PATIENTS)
        for reference in named:
            # To a server's own address the type and the id are the last two parts.
            for name in (reference, "/".join(reference.split("/")[-2:])):
                patient = self._patients.get(name)
                if patient is not None:
                    return patient
        raise _BadEntryError("Appointment.participant", _NO_PATIENT)

    def _note_patient(self, name: str, resource: Mapping[str, Any]) -> None:
        # Two that differ under one name: neither can be told to be the patient.
        known = self._patients.setdefault(name, resource)
        if known != resource:
            self._patients[name] = None


def open_bundle(path: Path) -> Bundle:
    """Read a Bundle.

    Raises:
        ExportError: It is no Bundle, or none that can be trusted.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLargeError(
            source=path.name,
            problem=f"It is larger than {MOST_BYTES // 1024**2} MB.",
            remedy="Export fewer days at a time.",
        )
    try:
        bundle = _object(json.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise EncodingError(
            source=path.name,
            problem="Its letters are not UTF-8, which JSON needs.",
            remedy="Export it again as FHIR R4 in JSON.",
        ) from None
    except (ValueError, RecursionError):
        raise UnreadableError(
            source=path.name,
            problem="It begins like JSON, but it is not, or it is cut short or nested too deeply.",
            remedy="Export it again as a FHIR R4 Bundle in JSON.",
        ) from None
    entries = bundle.get("entry")
    if bundle.get("resourceType") != "Bundle" or not isinstance(entries, list):
        raise UnreadableError(
            source=path.name,
            problem="It is JSON, but not a FHIR Bundle with entries.",
            remedy="Export a Bundle of Appointment and Patient resources.",
        )
    return Bundle(path.name, entries)


def _moment(resource: Mapping[str, Any]) -> tuple[datetime, timedelta]:
    """A time, and how long after it the appointment ended."""
    end, start = _text(resource, "end"), _text(resource, "start")
    minutes = resource.get("minutesDuration", "")
    if end:
        return read_moment(end, None), timedelta()
    if not start or not is_plain_number(minutes):
        raise _BadEntryError("Appointment.end", NO_MOMENT)
    return read_moment(start, None), read_length(minutes, in_minutes=True)


def _treatments(
    resource: Mapping[str, Any], meanings: Meanings, setting: Setting
) -> tuple[str, ...]:
    """What the first text that means something says; the service before the reason."""
    texts = [
        text
        for element in ("serviceType", "reasonCode")
        for concept in _objects(resource.get(element))
        for text in _texts(concept)
    ]
    if not texts:
        if not setting.treatments:
            raise _BadEntryError("Appointment.serviceType", NO_TREATMENT)
        return setting.treatments
    for text in texts:
        found = meanings.treatments(text, is_counted=False)
        if not isinstance(found, Unclear):
            return found
    meanings.treatments(texts[0])
    raise _BadEntryError("Appointment.serviceType", UNKNOWN_TREATMENT)


def _language(
    patient: Mapping[str, Any], reference: str | None, meanings: Meanings, setting: Setting
) -> str | None:
    """The preferred language, or else the only one; None if nobody said."""
    found = _own_language(patient, meanings) or setting.joined_language(reference)
    if isinstance(found, Unclear):
        raise _BadEntryError("Patient.communication", found)
    return found


def _own_language(patient: Mapping[str, Any], meanings: Meanings) -> str | Unclear | None:
    spoken = _objects(patient.get("communication"))
    preferred = [one for one in spoken if one.get("preferred") is True]
    if not preferred and len(spoken) != 1:
        return None
    concept = _object((preferred or spoken)[0].get("language"))
    codes = [code for one in _objects(concept.get("coding")) if (code := _text(one, "code"))]
    found = [meanings.language(text) for text in (*codes, *_texts(concept))]
    known = [tag for tag in found if isinstance(tag, str)]
    return (known or found or [None])[0]


def _name(patient: Mapping[str, Any]) -> str:
    """The official name, or else the first."""
    names = _objects(patient.get("name"))
    official = [name for name in names if name.get("use") == "official"]
    for name in (*official, *names):
        text = _text(name, "text")
        given = name.get("given")
        parts = [part for part in given if isinstance(part, str)] if isinstance(given, list) else []
        composed = " ".join((*parts, _text(name, "family"))).strip()
        if text or composed:
            return text or composed
    return ""


def _number(patient: Mapping[str, Any]) -> str | None:
    for identifier in _objects(patient.get("identifier")):
        value = _text(identifier, "value")
        if value:
            return number_key(value)
    return None


def _display(resource: Mapping[str, Any], kind: str) -> str:
    """How the appointment writes the first participant of a kind; empty if it does not."""
    for actor in _actors(resource):
        if _is_of(actor, kind):
            return _text(actor, "display")
    return ""


def _actors(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [_object(one.get("actor")) for one in _objects(resource.get("participant"))]


def _is_of(actor: Mapping[str, Any], kind: str) -> bool:
    parts = _text(actor, "reference").split("/")
    return actor.get("type") == kind or (len(parts) > 1 and parts[-2] == kind)


def _texts(concept: Mapping[str, Any]) -> list[str]:
    """What a concept is called, its own text first."""
    displays = [_text(coding, "display") for coding in _objects(concept.get("coding"))]
    return [text for text in (_text(concept, "text"), *displays) if text]


def _text(value: Mapping[str, Any], key: str) -> str:
    text = value.get(key)
    return text.strip() if isinstance(text, str) else ""


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
