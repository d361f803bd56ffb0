"""Which file is which: by its name, since each of the three has one of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from handouts.i18n.languages import Language
from handouts.i18n.messages import MessageId, State
from handouts.i18n.pofile import CatalogError
from handouts.i18n.workbench.entries import Entry
from handouts.i18n.workbench.exchange import po, xliff, xlsx
from handouts.i18n.workbench.exchange.units import Returned, units_of

FORMATS = ("po", "xliff", "xlsx")
_READERS = {
    ".po": po.read_po,
    ".xliff": xliff.read_xliff,
    ".xlf": xliff.read_xliff,
    ".xlsx": xlsx.read_xlsx,
}


def write_for_translator(
    entries: Sequence[Entry], states: Mapping[MessageId, State], language: Language, form: str
) -> bytes:
    """A catalog as a file of one of the `FORMATS`."""
    if form == "po":
        return po.write_po(entries, states)
    units = units_of(entries, states)
    return (xlsx.write_xlsx if form == "xlsx" else xliff.write_xliff)(units, language)


def read_returned(content: bytes, place: str) -> Returned:
    """What a file that came back holds.

    Args:
        content: The file.
        place: Its name, as errors name it; its ending says what it is.

    Raises:
        CatalogError: It is none of the three kinds, or damaged.
    """
    reader = _READERS.get(PurePath(place).suffix.lower())
    if reader is None:
        raise CatalogError(
            place=place,
            message="This is neither a .po nor a .xliff nor a .xlsx file.",
            remedy="Ask for it in one of these; Excel and LibreOffice can save as .xlsx.",
        )
    return reader(content, place)
