"""What the file of a handout is called.

By default the time, treatment and language, never the patient. Whoever wants other names
writes a pattern, `{date} {patient}`; what a patient is called then becomes part of a name that
every system can store and that stays inside its folder. A part made from the content ends
every name, so that no two handouts share one, on disks that ignore letter case as well.
"""

from __future__ import annotations

import re
import string
import unicodedata

from handouts.errors import CommandLineError
from handouts.records import Visit

DEFAULT_PATTERN = "{date} {time} {treatment} {language}"
FIELDS = ("patient", "clinician", "date", "time", "treatment", "language", "branch")

MOST_BYTES = 80
_SHORT, _LONG = 8, 16

# Names that were devices once and still are on Windows, whatever follows a dot.
_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789"
}
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*", re.ASCII)
_GAPS = re.compile(r"[ -]*-[ -]*| +")


class NamePatternError(CommandLineError):
    """The pattern of file names cannot be used."""

    def __init__(self, *, problem: str) -> None:
        super().__init__(
            f"The pattern of file names {problem}.",
            remedy="Write it as in --name '{date} {treatment}', with any of: "
            + ", ".join(f"{{{field}}}" for field in FIELDS)
            + ".",
        )


class Names:
    """Names after one pattern.

    Attributes:
        pattern: As it was written.
    """

    def __init__(self, pattern: str = DEFAULT_PATTERN) -> None:
        """Take a pattern.

        Raises:
            NamePatternError: It speaks of something there is not.
        """
        try:
            parts = list(string.Formatter().parse(pattern))
        except ValueError:
            raise NamePatternError(problem="has a bracket that is not closed") from None
        for _, field, form, conversion in parts:
            if field is not None and field not in FIELDS:
                raise NamePatternError(problem=f"has {{{field}}}, which means nothing here")
            if form or conversion:
                raise NamePatternError(problem=f"says how {{{field}}} is to be written")
        self.pattern = pattern
        self._format = pattern.format_map

    def stem(
        self, treatments: tuple[str, ...], language: str, branch: str | None, visit: Visit
    ) -> str:
        """The part of a name that people read; empty if nothing of the pattern is known."""
        moment = visit.treated.isoformat(" ", "minutes") if visit.treated else ""
        known = {
            "patient": visit.patient or "",
            "clinician": visit.clinician or "",
            "date": moment[:10],
            "time": moment[11:16].replace(":", ""),
            "treatment": "-".join(treatments),
            "language": language,
            "branch": branch or "",
        }
        return cleaned(self._format(known))


def cleaned(text: str) -> str:
    """Text that is safe as the beginning of a file's name, in whatever script it is.

    Spaces become hyphens; what is neither letter, mark nor digit goes, but for `_.'` and the
    joiners that some scripts are misspelled without. At most 80 bytes are kept.
    """
    text = text.strip().replace(" ", "-")
    if len(text) > MOST_BYTES or not _PLAIN.fullmatch(text):
        text = _mended(text)
    if _folded(text) in _RESERVED:
        return f"_{text}"
    return text


def _mended(text: str) -> str:
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character)[0] in "LMN" or character in f" -_.'{_JOINERS}"
    )
    joined = _GAPS.sub("-", kept)
    short = joined.strip("-. ").encode()[:MOST_BYTES].decode(errors="ignore")
    return short.strip("-. ")


def _folded(text: str) -> str:
    first = text.partition(".")[0]
    # COM¹ is COM1 to Windows.
    return (first if first.isascii() else unicodedata.normalize("NFKC", first)).strip().upper()


def file_name(stem: str, key: str, *, occurrence: int = 1, long: bool = False) -> str:
    """The whole name.

    Args:
        stem: What people read.
        key: What will stand on the paper, as hexadecimal digits.
        occurrence: 1 for the first handout of a batch with this key, 2 for one equal to it.
        long: Take more of the key, because another key begins the same.
    """
    parts = [stem] if stem else []
    parts.append(key[: _LONG if long else _SHORT])
    if occurrence > 1:
        parts.append(str(occurrence))
    return "-".join(parts) + ".pdf"
