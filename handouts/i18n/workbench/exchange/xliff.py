"""A catalog as XLIFF 2.1, the standard of translation agencies.

Placeholders and tags are `<ph>` elements, which an editor moves but does not change. XLIFF has no
plurals: each form is a unit of its own in a group of its message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from handouts.i18n.languages import SOURCE, Language
from handouts.i18n.messages import State
from handouts.i18n.pofile import CatalogError
from handouts.i18n.workbench.entries import MOST_BYTES, English
from handouts.i18n.workbench.exchange.units import (
    Returned,
    Unit,
    english_of_form,
    form_label,
    returned_state,
    split_key,
)

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_X = f"{{{_NAMESPACE}}}"
_CODE = re.compile(r"(%\(\w+\)s|%%|</?[^<>]*>)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTEXT, _ONE, _MANY = "context", "english-one", "english-several"


def write_xliff(units: Sequence[Unit], language: Language) -> bytes:
    """The messages as an XLIFF document.

    Raises:
        CatalogError: A message has a character that XML cannot hold.
    """
    root = Element(
        "xliff", xmlns=_NAMESPACE, version="2.1", srcLang=SOURCE.tag, trgLang=language.tag
    )
    file = SubElement(root, "file", id="handouts", original="locales/handouts.pot")
    for unit in units:
        _require_xml(unit)
        if unit.english.plural is None:
            _write_unit(
                file, f"k{unit.key}", unit, unit.english.text, unit.strings[0], _about(unit)
            )
            continue
        group = SubElement(file, "group", id=f"k{unit.key}")
        _write_notes(group, _about(unit))
        for form, string in enumerate(unit.strings):
            english = english_of_form(unit.english, language, form)
            label = (("form", form_label(language, form)),)
            _write_unit(group, f"k{unit.key}.{form}", unit, english, string, label)
    _indent(root, "\n")
    written: str = tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _indent(element: Element, line: str) -> None:
    """One element to a line, but not inside words."""
    if len(element) == 0 or element.tag in ("source", "target"):
        return
    element.text = f"{line}  "
    for child in element:
        _indent(child, f"{line}  ")
        child.tail = f"{line}  "
    element[-1].tail = line


def _require_xml(unit: Unit) -> None:
    if found := _NOT_XML.search("".join((*unit.english.forms, *unit.strings, *unit.notes))):
        raise CatalogError(
            place=repr(unit.english.text),
            message=f"The character U+{ord(found[0]):04X} cannot stand in XML.",
            remedy="Take it out of the catalog.",
        )


def _about(unit: Unit) -> tuple[tuple[str, str], ...]:
    context = ((_CONTEXT, unit.english.context),) if unit.english.context is not None else ()
    plural = (
        ((_ONE, unit.english.text), (_MANY, unit.english.plural))
        if unit.english.plural is not None
        else ()
    )
    return (*context, *plural, *(("note", note) for note in unit.notes))


def _write_notes(parent: Element, notes: Iterable[tuple[str, str]]) -> None:
    if listed := tuple(notes):
        element = SubElement(parent, "notes")
        for category, text in listed:
            SubElement(element, "note", category=category).text = text


def _write_unit(
    parent: Element,
    name: str,
    unit: Unit,
    english: str,
    string: str,
    notes: Iterable[tuple[str, str]],
) -> None:
    element = SubElement(parent, "unit", {"id": name, "xml:space": "preserve"})
    _write_notes(element, notes)
    codes = list(dict.fromkeys(_CODE.findall(english) + _CODE.findall(string)))
    if codes:
        data = SubElement(element, "originalData")
        for number, code in enumerate(codes, 1):
            SubElement(data, "data", id=f"d{number}").text = code
    segment = SubElement(element, "segment", id="s1", state=unit.state.value)
    _write_text(SubElement(segment, "source"), english, codes)
    if string:
        _write_text(SubElement(segment, "target"), string, codes)


def _write_text(element: Element, text: str, codes: Sequence[str]) -> None:
    parts = _CODE.split(text)
    element.text = parts[0]
    seen: dict[str, int] = {}
    for code, after in zip(parts[1::2], parts[2::2], strict=True):
        seen[code] = seen.get(code, 0) + 1
        number = codes.index(code) + 1
        # The same code in source and target has the same id; a second one of it its own.
        name = f"{number}" if seen[code] == 1 else f"{number}-{seen[code]}"
        SubElement(element, "ph", id=name, dataRef=f"d{number}", disp=code).tail = after


def read_xliff(content: bytes, place: str) -> Returned:
    """The messages of an XLIFF 2 document.

    Raises:
        CatalogError: It is none, or holds what no XLIFF of ours needs.
    """
    root = _parsed(content, place)
    if root.tag != f"{_X}xliff":
        raise CatalogError(
            place=place,
            message="This is not XLIFF 2.",
            remedy="Send back the file that was sent out, or one of the same version (2.0, 2.1).",
        )
    units: list[Unit] = []
    for file in root.iter(f"{_X}file"):
        for element in file:
            if element.tag == f"{_X}unit":
                units.append(_unit(element, place))
            elif element.tag == f"{_X}group":
                units.append(_group(element, place))
    return Returned(language=root.get("trgLang", ""), units=tuple(units))


def _parsed(content: bytes, place: str) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(content) > MOST_BYTES:
        raise CatalogError(
            place=place,
            message=f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            remedy="Check that it is the right file.",
        )
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        raise CatalogError(
            place=f"{place}:{error.position[0]}",
            message=f"This is not XML: {str(error).partition(':')[0]}.",
            remedy="Ask for the file again; it was cut off or changed by hand.",
        ) from None
    except DefusedXmlException:
        raise CatalogError(
            place=place,
            message="It declares entities or a document type, which no translation needs.",
            remedy="Ask for the file again, as your translation program saves it.",
        ) from None
    except (LookupError, ValueError):
        raise CatalogError(
            place=place,
            message="It names an encoding that nobody knows.",
            remedy="Save it as UTF-8.",
        ) from None
    return root


class _UnreadableError(Exception):
    """A unit holds something that is no text of ours."""


def _unit(element: Element, place: str) -> Unit:
    name = element.get("id", "")
    source, base = split_key(name.removeprefix("k"))
    notes = _notes(element)
    where = f"{place}: unit {name}"
    try:
        english, string, state = _texts(element)
    except _UnreadableError as error:
        return Unit(english=English(text=name), strings=(), place=where, fault=str(error))
    return Unit(
        english=English(text=english, context=notes.get(_CONTEXT)),
        strings=(string,),
        source=source,
        base=base,
        state=returned_state((string,), base, state),
        place=where,
    )


def _group(element: Element, place: str) -> Unit:
    """A plural message. Which English its forms were translated from is held against theirs."""
    name = element.get("id", "")
    source, base = split_key(name.removeprefix("k"))
    notes = _notes(element)
    where = f"{place}: group {name}"
    english = English(
        text=notes.get(_ONE, ""), plural=notes.get(_MANY, ""), context=notes.get(_CONTEXT)
    )
    forms: dict[int, tuple[str, State]] = {}
    fault = ""
    for unit in element.iter(f"{_X}unit"):
        number = unit.get("id", "").rpartition(".")[2]
        try:
            text, string, state = _texts(unit)
        except _UnreadableError as error:
            fault = str(error)
            continue
        if text not in english.forms:
            fault = "Its English was edited in the file. Put it back as it was sent."
        if number.isdecimal() and int(number) not in forms:
            forms[int(number)] = (string, state)
        else:
            fault = "Its plural forms cannot be told apart by their ids."
    if sorted(forms) != list(range(len(forms))):
        fault = fault or "A plural form is missing."
    drawn = [forms[form] for form in sorted(forms)]
    strings = tuple(string for string, _ in drawn)
    initial = not drawn or any(state is State.INITIAL for _, state in drawn)
    return Unit(
        english=english,
        strings=strings,
        source=source,
        base=base,
        state=returned_state(strings, base, State.INITIAL if initial else drawn[0][1]),
        place=where,
        fault=fault,
    )


def _notes(element: Element) -> dict[str, str]:
    return {
        note.get("category", ""): note.text or "" for note in element.findall(f"{_X}notes/{_X}note")
    }


def _texts(unit: Element) -> tuple[str, str, State]:
    """Source, target and state of a unit; an editor may have cut it into segments."""
    data = {d.get("id", ""): d.text or "" for d in unit.findall(f"{_X}originalData/{_X}data")}
    parts = [e for e in unit if e.tag in (f"{_X}segment", f"{_X}ignorable")]
    sources, targets = [], []
    for part in parts:
        source, target = part.find(f"{_X}source"), part.find(f"{_X}target")
        if source is None:
            raise _UnreadableError("A segment has no source.")
        sources.append(_text(source, data))
        if target is not None:
            targets.append(_text(target, data))
        elif part.tag == f"{_X}ignorable":
            targets.append(sources[-1])
    target_text = "".join(targets) if any(p.find(f"{_X}target") is not None for p in parts) else ""
    names = [p.get("state", "initial") for p in parts if p.tag == f"{_X}segment"]
    states = [State(name) if name in set(State) else State.INITIAL for name in names]
    lowest = min(states, key=list(State).index, default=State.INITIAL)
    return "".join(sources), target_text, lowest


def _text(element: Element, data: dict[str, str]) -> str:
    text = element.text or ""
    for child in element:
        kind = child.tag.removeprefix(_X)
        if kind == "ph" and child.get("dataRef", "") in data:
            text += data[child.get("dataRef", "")]
        elif kind == "mrk":
            text += _text(child, data)
        elif kind not in ("sm", "em"):
            raise _UnreadableError(f"It holds <{kind}>, which stands for nothing of ours.")
        text += child.tail or ""
    return text
