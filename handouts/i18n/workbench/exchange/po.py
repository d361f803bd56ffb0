"""A catalog as a `.po` file for a translation editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handouts.i18n.messages import MessageId, State
from handouts.i18n.workbench.entries import (
    Entry,
    decode,
    header_fields,
    parse_entries,
    write_entries,
)
from handouts.i18n.workbench.exchange.units import Returned, Unit, split_key, units_of

_NOTE = "handouts key "


def write_po(entries: Sequence[Entry], states: Mapping[MessageId, State]) -> bytes:
    """The catalog, each message with its key among the notes, entries no longer used left out."""
    keys = {unit.english: unit.key for unit in units_of(entries, states)}
    sent = (
        entry
        if entry.is_header
        else replace(entry, notes=(*entry.notes, _NOTE + keys[entry.english]))
        for entry in entries
        if not entry.is_obsolete
    )
    return write_entries(sent).encode("utf-8")


def read_po(content: bytes, place: str) -> Returned:
    """The messages of a `.po` file, ours or any other.

    Raises:
        CatalogError: It is not one.
    """
    entries = parse_entries(decode(content, place), place)
    return Returned(
        language=header_fields(entries).get("Language", ""),
        units=tuple(
            _unit(entry, place) for entry in entries if not (entry.is_header or entry.is_obsolete)
        ),
    )


def _unit(entry: Entry, place: str) -> Unit:
    key = next((n.removeprefix(_NOTE) for n in entry.notes if n.startswith(_NOTE)), "")
    source, base = split_key(key)
    return Unit(
        english=entry.english,
        strings=entry.strings,
        source=source,
        base=base,
        state=State.INITIAL if entry.is_fuzzy or entry.is_empty else State.TRANSLATED,
        place=f"{place}:{entry.line}",
    )
