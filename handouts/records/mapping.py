"""The clinic's mapping file: what its export calls things, and what they are called here.

It is TOML, and every part of it may be left out:

    dates = "dmy"
    [columns]          a field = a header, or several; [] is to go without
    [treatments]       a name, with * for anything = a treatment, a list of them, or "skip"
    [languages]        a name = a tag
    [branches]         a name = a branch of clinic.toml, or "" for the clinic itself
    [states]           skip = [...], make = [...]

Every mistake is named at once, with its line.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import abc
from pathlib import Path
from typing import Any

from handouts.mistakes import Mistake
from handouts.records.columns import NEVER_READ, Field
from handouts.records.folding import fold
from handouts.records.moments import DateOrder
from handouts.records.refusals import MappingFileError
from handouts.toml_lines import Place, key_lines, line_at
from handouts.values import dataclass

MOST_BYTES = 256 * 1024
MOST_IN_LINE = 2000
MOST_STARS = 4
SKIP = "skip"

_TABLES = ("columns", "treatments", "languages", "branches", "states")
_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")
_TREATMENT = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentRule:
    """What a name of the export means.

    Attributes:
        name: The name folded, `*` standing for anything.
        treatments: Their names in `templates/`; empty is to skip the row.
    """

    name: str
    treatments: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether a folded name is meant."""
        first, *middle = self.name.split("*")
        if not middle:
            return name == first
        last = middle.pop()
        if len(name) < len(first) + len(last) or not name.startswith(first):
            return False
        at, end = len(first), len(name) - len(last)
        for part in middle:
            at = name.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return name.endswith(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a mapping file says; one that says nothing leaves the built-in names.

    Attributes:
        columns: Headers by field; an empty tuple is to go without.
        treatments: In the order of the file; the first that fits counts.
        languages: Tags by folded name.
        branches: Branches by folded name; an empty one is the clinic itself.
        states: Whether rows of a folded status are made, where the clinic says so.
        dates: Which comes first in 03/04/2026, if the clinic said.
    """

    columns: abc.Mapping[Field, tuple[str, ...]]
    treatments: tuple[TreatmentRule, ...] = ()
    languages: abc.Mapping[str, str]
    branches: abc.Mapping[str, str]
    states: abc.Mapping[str, bool]
    dates: DateOrder | None = None

    @property
    def treatment_names(self) -> frozenset[str]:
        """Every treatment the file names, for whoever knows which there are."""
        return frozenset(name for rule in self.treatments for name in rule.treatments)


def load_mapping(path: Path | None) -> Mapping:
    """Read a mapping file; None is the built-in names alone.

    Raises:
        MappingFileError: It cannot be read, or something in it is wrong.
    """
    if path is None:
        return Mapping(columns={}, languages={}, branches={}, states={})
    text = _read(path)
    return _Reader(path.name, text, _parse(path.name, text)).mapping()


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _refuse(
            path.name,
            "There is no file of this name here.",
            "Check its name, or write an example to start from: handouts batch --sample",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be a file's"
        raise _refuse(path.name, f"It cannot be read: {reason}.", "Check the name.") from None
    if len(data) > MOST_BYTES:
        raise _refuse(
            path.name,
            f"It is larger than {MOST_BYTES // 1024} kB, so it is hardly a mapping file.",
            "Name the mapping file with --map, and the export on its own.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(
            path.name,
            "It is not saved as UTF-8.",
            "Open it in an editor, choose Save as, and pick the encoding UTF-8.",
            line=data.count(b"\n", 0, error.start) + 1,
        ) from None


def _parse(source: str, text: str) -> dict[str, Any]:
    for line, content in enumerate(text.split("\n"), 1):
        # A name of thousands of parts would take minutes to read.
        if len(content) > MOST_IN_LINE:
            raise _refuse(
                source,
                f"This line is longer than {MOST_IN_LINE} characters.",
                "Break a long list after a comma, and delete what is no mapping.",
                line=line,
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_PLACE.search(str(error))
        said = str(error)[: found.start()] if found else str(error)
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        raise _refuse(
            source,
            f"This is not TOML: {said}.",
            'Write each line as "name in the export" = "name here", with straight quotes, and '
            "each name once.",
            line=line,
        ) from None
    except RecursionError:
        raise _refuse(
            source, "Its brackets are nested too deeply.", "A mapping file needs few brackets."
        ) from None
    except ValueError:
        # Python refuses to read a whole number of more than 4,300 digits.
        raise _refuse(
            source, "It has a number with thousands of digits.", "Delete that number."
        ) from None


def _refuse(source: str, message: str, remedy: str, line: int | None = None) -> MappingFileError:
    mistake = Mistake(line=line, message=message, remedy=remedy)
    return MappingFileError(source=source, mistakes=(mistake,))


class _Reader:
    """Reads the tables, noting every mistake and going on."""

    def __init__(self, source: str, text: str, values: dict[str, Any]) -> None:
        self._source, self._text, self._values = source, text, values
        self._mistakes: list[tuple[Place, str, str]] = []

    def mapping(self) -> Mapping:
        known = ("dates", *_TABLES)
        for key in self._values:
            if key not in known:
                self._note((key,), f"{key} is not known here.", _choice(key, known))
        mapping = Mapping(
            dates=self._dates(),
            columns=self._columns(),
            treatments=self._treatments(),
            languages=self._languages(),
            branches=self._branches(),
            states=self._states(),
        )
        if self._mistakes:
            lines = key_lines(self._text)
            mistakes = [
                Mistake(
                    line=line_at(lines, place),
                    key=".".join(str(part) for part in place),
                    message=message,
                    remedy=remedy,
                )
                for place, message, remedy in self._mistakes
            ]
            mistakes.sort(key=lambda mistake: mistake.line or 0)
            raise MappingFileError(source=self._source, mistakes=mistakes)
        return mapping

    def _note(self, place: Place, message: str, remedy: str) -> None:
        self._mistakes.append((place, message, remedy))

    def _table(self, name: str) -> dict[str, Any]:
        table = self._values.get(name, {})
        if isinstance(table, dict):
            return table
        self._note((name,), "This is a table.", f"Write [{name}] on a line of its own.")
        return {}

    def _dates(self) -> DateOrder | None:
        written = self._values.get("dates")
        if written is None or written == "iso":
            return None
        if written not in list(DateOrder):
            self._note(
                ("dates",),
                "This is no order of day and month.",
                'Write "dmy" for day, month, year, or "mdy" for month, day, year.',
            )
            return None
        return DateOrder(written)

    def _columns(self) -> dict[Field, tuple[str, ...]]:
        columns: dict[Field, tuple[str, ...]] = {}
        fields = [str(field) for field in Field]
        for key, value in self._table("columns").items():
            place = ("columns", key)
            if key not in fields:
                self._note(place, f"{key} is no field.", _choice(key, fields))
                continue
            headers = self._texts(place, value, "the header in quotes, or a list of headers")
            for header in headers:
                if fold(header) in NEVER_READ:
                    self._note(
                        place,
                        f"The column {header} is never read: it holds what a clinic was told in "
                        "confidence.",
                        "Read from another column.",
                    )
            columns[Field(key)] = headers
        return columns

    def _treatments(self) -> tuple[TreatmentRule, ...]:
        rules: dict[str, TreatmentRule] = {}
        for name, value in self._table("treatments").items():
            place = ("treatments", name)
            treatments = self._texts(
                place, value, 'a treatment such as "microneedling", a list of them, or "skip"'
            )
            if treatments == (SKIP,):
                treatments = ()
            elif not treatments and not self._has_mistake(place):
                self._note(place, "This names no treatment.", 'Write "skip" to make nothing.')
            for treatment in treatments:
                if treatment == SKIP or not _TREATMENT.fullmatch(treatment):
                    self._note(
                        place,
                        f"{treatment!r} cannot be a treatment's name.",
                        "Write it as `handouts list treatments` does, such as microneedling; "
                        'or "skip" alone.',
                    )
            if name.count("*") > MOST_STARS:
                self._note(place, f"It has more than {MOST_STARS} stars.", "Use fewer.")
            folded = self._fresh(place, name, rules)
            rules.setdefault(
                folded, TreatmentRule(name=folded, treatments=tuple(dict.fromkeys(treatments)))
            )
        return tuple(rules.values())

    def _branches(self) -> dict[str, str]:
        """Whoever knows the clinic checks that there are such branches."""
        branches: dict[str, str] = {}
        for name, value in self._table("branches").items():
            place = ("branches", name)
            if not isinstance(value, str):
                self._note(place, "This is not text.", 'Write it in quotes; "" is no branch.')
                continue
            branches.setdefault(self._fresh(place, name, branches), value.strip())
        return branches

    def _languages(self) -> dict[str, str]:
        languages: dict[str, str] = {}
        for name, value in self._table("languages").items():
            place = ("languages", name)
            if not isinstance(value, str) or not _TAG.fullmatch(value.strip()):
                self._note(
                    place,
                    "This is no language tag.",
                    "Write it as `handouts list languages` does, such as pa or zh-Hant.",
                )
                continue
            languages.setdefault(self._fresh(place, name, languages), value.strip())
        return languages

    def _states(self) -> dict[str, bool]:
        states: dict[str, bool] = {}
        for key, value in self._table("states").items():
            place = ("states", key)
            if key not in ("skip", "make"):
                self._note(place, f"{key} is not known here.", "Use skip or make, with a list.")
                continue
            for state in self._texts(place, value, 'a list, such as ["Rescheduled"]'):
                states[self._fresh(place, state, states)] = key == "make"
        return states

    def _texts(self, place: Place, value: object, wanted: str) -> tuple[str, ...]:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(
            isinstance(text, str) and text.strip() for text in texts
        ):
            return tuple(text.strip() for text in texts)
        self._note(place, "This cannot be read.", f"Write {wanted}.")
        return ()

    def _fresh(self, place: Place, name: str, known: abc.Container[str]) -> str:
        """The name folded; a mistake if it is empty or there already."""
        folded = fold(name)
        if not folded:
            self._note(place, "This name is empty.", "Delete the line, or write the name.")
        elif folded in known:
            self._note(
                place,
                f"{name} is there twice; letter case, spaces, _ and - make no difference.",
                "Delete one of them.",
            )
        return folded

    def _has_mistake(self, place: Place) -> bool:
        return any(noted == place for noted, _, _ in self._mistakes)


def _choice(word: str, known: abc.Sequence[str]) -> str:
    near = difflib.get_close_matches(word.replace(" ", "_"), known, n=1)
    return f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
