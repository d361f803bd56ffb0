"""A `.po` file as it is written, so that it can be changed in one place and nowhere else.

`pofile` reads a catalog for what it says; this module keeps all that stands in it: comments,
notes, flags, what a sentence was before, entries no longer used. Written again, a file of ours
is the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.i18n.messages import MessageId
from handouts.i18n.pofile import CatalogError
from handouts.values import dataclass

FUZZY = "fuzzy"
MOST_BYTES = 8_000_000

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+(\".*)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """A sentence as a template asks for it.

    Attributes:
        text: The sentence; of a plural, the one for a single thing.
        plural: The sentence for several things; None if there is no plural.
        context: What tells it from the same words elsewhere; None for most.
    """

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> MessageId:
        """What the catalog finds it by."""
        return MessageId(self.text, self.context or "")

    @property
    def forms(self) -> tuple[str, ...]:
        """Its one or two sentences."""
        return (self.text,) if self.plural is None else (self.text, self.plural)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a `.po` file.

    Attributes:
        english: The sentence.
        strings: Its translation: one text, or one for every plural form.
        comments: What people and we write beside it, without the leading `# `.
        notes: What the template says to translators.
        references: The templates it stands in.
        flags: `fuzzy` among others.
        previous: The sentence its translation was made for, if that was another.
        is_obsolete: Whether no template asks for it any more.
        line: Where it stood when it was read.
    """

    english: English
    strings: tuple[str, ...] = ("",)
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: English | None = None
    is_obsolete: bool = False
    line: int = 0

    @property
    def id(self) -> MessageId:
        """What the catalog finds it by."""
        return self.english.id

    @property
    def is_header(self) -> bool:
        """Whether it is the header of its file."""
        return not self.english.text and self.english.context is None

    @property
    def is_fuzzy(self) -> bool:
        """Whether its translation waits for somebody to look at it."""
        return FUZZY in self.flags

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is translated."""
        return not any(self.strings)


def header_fields(entries: Iterable[Entry]) -> dict[str, str]:
    """The fields of a file's header."""
    header = next((entry for entry in entries if entry.is_header), None)
    lines = header.strings[0].splitlines() if header else []
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def decode(content: bytes, place: str) -> str:
    """The text of a file that came from somewhere.

    Raises:
        CatalogError: It is too large, or not UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise CatalogError(
            place=place,
            message=f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            remedy="Check that it is the right file.",
        )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _not_utf8(place, "It is in UTF-16.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _not_utf8(f"{place}:{line}", "A letter there is in another encoding.") from None


def _not_utf8(place: str, why: str) -> CatalogError:
    return CatalogError(
        place=place,
        message=f"The file is not UTF-8. {why}",
        remedy="Open it in the program that wrote it and save it as UTF-8 "
        "(in Poedit: Translation, Properties, Charset).",
    )


def parse_entries(text: str, place: str) -> tuple[Entry, ...]:
    """Everything that stands in a `.po` file.

    Raises:
        CatalogError: A line makes no sense, or a message stands there twice.
    """
    reader = _Reader(place)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(line.strip(), number)
    entries = reader.finish()
    first: dict[tuple[MessageId, bool], int] = {}
    for entry in entries:
        at = first.setdefault((entry.id, entry.is_obsolete), entry.line)
        if at != entry.line and not entry.is_obsolete:
            raise CatalogError(
                place=f"{place}:{entry.line}",
                message=f"{entry.english.text!r} stands here and in line {at}.",
                remedy="Keep one of the two.",
            )
    return entries


class _Reader:
    """Takes a file line by line; an entry ends where the next one's first line stands."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._entries: list[Entry] = []
        self._begin()

    def _begin(self) -> None:
        self._remarks: dict[str, list[str]] = {kind: [] for kind in ("", ".", ":", ",")}
        self._fields: dict[str, list[str]] = {}
        self._before: dict[str, list[str]] = {}
        self._open: list[str] | None = None
        self._is_obsolete = False
        self._line = 0

    def take(self, line: str, number: int) -> None:
        if not line:
            self._open = None
            return
        if line.startswith("#~"):
            if not self._is_obsolete and self._fields:
                self._end(number)
            self._is_obsolete = True
            line = line[2:].strip()
            if line.startswith("|"):
                line = "#" + line
            elif not line:
                return
        if line.startswith("#|"):
            self._start_unless_open(number)
            self._keyword(line[2:].strip(), self._before, number)
        elif line.startswith("#"):
            self._start_unless_open(number)
            kind = line[1:2] if line[1:2] in (".", ":", ",") else ""
            self._remarks[kind].append(line[1 + len(kind) :].removeprefix(" "))
        else:
            if line.startswith(("msgctxt", "msgid")) and "msgstr[0]" in self._fields:
                self._end(number)
            self._keyword(line, self._fields, number)

    def _start_unless_open(self, number: int) -> None:
        if "msgstr[0]" in self._fields:
            self._end(number)

    def _keyword(self, line: str, fields: dict[str, list[str]], number: int) -> None:
        if line.startswith('"'):
            if self._open is None:
                raise self._nonsense(number)
            self._open.append(self._unquoted(line, number))
            return
        found = _KEYWORD.fullmatch(line)
        if not found:
            raise self._nonsense(number)
        word = f"msgstr[{found[2] or 0}]" if found[1].startswith("msgstr") else found[1]
        if word in fields:
            raise self._nonsense(number)
        if word == "msgid" and fields is self._fields:
            self._line = number
        self._open = fields[word] = [self._unquoted(found[3], number)]

    def _unquoted(self, line: str, number: int) -> str:
        found = _QUOTED.fullmatch(line)
        if not found:
            raise self._nonsense(number)
        return re.sub(r"\\(.)", lambda escape: self._escape(escape[1], number), found[1])

    def _escape(self, letter: str, number: int) -> str:
        if letter not in _ESCAPES:
            raise self._nonsense(number)
        return _ESCAPES[letter]

    def _end(self, number: int) -> None:
        fields = {word: "".join(parts) for word, parts in self._fields.items()}
        before = {word: "".join(parts) for word, parts in self._before.items()}
        strings = [fields[word] for word in sorted(fields) if word.startswith("msgstr")]
        if "msgid" not in fields or [f"msgstr[{n}]" for n in range(len(strings))] != sorted(
            word for word in fields if word.startswith("msgstr")
        ):
            raise self._nonsense(number)
        self._entries.append(
            Entry(
                english=_english(fields),
                strings=tuple(strings),
                comments=tuple(self._remarks[""]),
                notes=tuple(self._remarks["."]),
                references=tuple(self._remarks[":"]),
                flags=tuple(
                    flag.strip()
                    for line in self._remarks[","]
                    for flag in line.split(",")
                    if flag.strip()
                ),
                previous=_english(before) if before.get("msgid") else None,
                is_obsolete=self._is_obsolete,
                line=self._line,
            )
        )
        self._begin()

    def finish(self) -> tuple[Entry, ...]:
        if self._fields:
            self._end(self._line)
        return tuple(self._entries)

    def _nonsense(self, number: int) -> CatalogError:
        return CatalogError(
            place=f"{self._place}:{number}",
            message="This line makes no sense in a .po file.",
            remedy="Mend it, or open the file in a translation editor and save it again.",
        )


def _english(fields: dict[str, str]) -> English:
    return English(
        text=fields["msgid"], plural=fields.get("msgid_plural"), context=fields.get("msgctxt")
    )


def write_entries(entries: Iterable[Entry]) -> str:
    """The text of a `.po` file, one line for each text, entries no longer used at its end."""
    listed = sorted(entries, key=lambda entry: (entry.is_obsolete, not entry.is_header))
    return "\n".join(_written(entry) for entry in listed)


def _written(entry: Entry) -> str:
    lines = [f"# {comment}".rstrip() for comment in entry.comments]
    lines += [f"#. {note}" for note in entry.notes]
    lines += [f"#: {reference}" for reference in entry.references]
    lines += [f"#, {', '.join(entry.flags)}"] if entry.flags else []
    if entry.previous:
        before = "#~| " if entry.is_obsolete else "#| "
        lines += [before + line for line in _sentence(entry.previous)]
    words = _sentence(entry.english)
    if entry.english.plural is None:
        words += _text("msgstr", entry.strings[0])
    else:
        for form, string in enumerate(entry.strings):
            words += _text(f"msgstr[{form}]", string)
    lines += [f"#~ {line}" if entry.is_obsolete else line for line in words]
    return "".join(f"{line}\n" for line in lines)


def _sentence(english: English) -> list[str]:
    lines = _text("msgctxt", english.context) if english.context is not None else []
    lines += _text("msgid", english.text)
    return lines + (_text("msgid_plural", english.plural) if english.plural is not None else [])


def _text(keyword: str, text: str) -> list[str]:
    lines = text.split("\n")
    if len(lines) == 1:
        return [f'{keyword} "{_escaped(text)}"']
    ends = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    return [f'{keyword} ""', *(f'"{_escaped(line)}"' for line in ends if line)]


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)
