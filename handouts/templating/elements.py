"""Read the text a template yields into a tree of elements that know where they were written.

This is plain XML, read strictly: a tag left open is a mistake, never mended in silence. There
are no document types, no entities beyond the five of XML and no processing instructions.
What may stand where is `schema`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from xml.parsers import expat
from xml.parsers.expat import errors as expat_errors

from handouts.errors import ContentError
from handouts.values import dataclass

# The attribute by which the loader says where a tag stands in its template.
PLACE = "at"

_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong with a template.

    Attributes:
        place: template:line:column.
        message: What is wrong, as a sentence. Never holds words of the handout, which may be
            a patient's.
        remedy: What to write instead.
    """

    place: str
    message: str
    remedy: str


class MarkupError(ContentError):
    """A template yields something that is not the markup of a handout.

    Attributes:
        mistakes: All that were found, in reading order.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        first, *others = self.mistakes
        lines = [f"{each.place}: {each.message} {each.remedy}" for each in others]
        super().__init__(
            "\n".join([f"{first.place}: {first.message}", *lines]), remedy=first.remedy
        )


@dataclass(slots=True, kw_only=True)
class Element:
    """An element as it was written.

    Attributes:
        name: Its name.
        place: template:line:column of its tag, or of the nearest tag around it that has one.
        attributes: As written, without the place.
        children: Elements and text, in order.
    """

    name: str
    place: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """Its child elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text in it, at any depth."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def read_elements(text: str, *, template: str) -> Element:
    """The root of the text a template yielded.

    Raises:
        MarkupError: The text is not well-formed.
    """
    return _Reader(text, template).read()


class _Reader:
    def __init__(self, text: str, template: str) -> None:
        self._text = text.strip()
        self._place = f"{template}:1:1"
        self._open: list[Element] = []
        self._root: Element | None = None

    def read(self) -> Element:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse
        parser.StartCdataSectionHandler = self._refuse
        try:
            parser.Parse(self._text.encode("utf-8"), True)
        except expat.ExpatError as error:
            raise MarkupError([self._malformed(error.code, parser.ErrorByteIndex)]) from None
        except UnicodeEncodeError:
            raise MarkupError([self._unprintable()]) from None
        assert self._root is not None  # noqa: S101  expat refuses a text without elements
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1].place if self._open else self._place
        place = attributes.pop(PLACE, parent)
        element = Element(name=name, place=place, attributes=attributes)
        if len(self._open) == _DEEPEST:
            raise MarkupError(
                [
                    Mistake(
                        place=place,
                        message=f"<{name}> stands in more than {_DEEPEST} elements.",
                        remedy="Close the ones before it.",
                    )
                ]
            )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._place = place

    def _end(self, name: str) -> None:
        self._open.pop()

    def _characters(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _refuse(self, *facts: object) -> None:
        raise MarkupError(
            [
                Mistake(
                    place=self._place,
                    message="After this tag stands <! or <?, which a handout's markup has not.",
                    remedy="Write elements, words and {# comments #} only.",
                )
            ]
        )

    def _malformed(self, code: int, byte: int) -> Mistake:
        rest = self._text.encode("utf-8")[max(byte, 0) :][:200].decode("utf-8", "replace")
        kind = expat_errors.messages.get(code, "")
        if kind == expat_errors.XML_ERROR_TAG_MISMATCH:
            return self._mismatched(rest)
        if kind == expat_errors.XML_ERROR_UNDEFINED_ENTITY:
            entity = re.match(r"&\w+;", rest)
            return self._after(
                f"{entity[0] if entity else 'A name between & and ;'} means nothing here.",
                "Write the character itself.",
            )
        if kind == expat_errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
            return self._after("A tag has the same attribute twice.", "Keep one of them.")
        if kind == expat_errors.XML_ERROR_NO_ELEMENTS and not self._open:
            return self._after(
                "The template yields no element.", "Put everything in one <section> or <frame>."
            )
        if kind == expat_errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            return self._after(
                "Something stands after the end of the outermost element.",
                "Move it inside.",
            )
        if self._open and byte >= len(self._text.encode("utf-8")):
            element = self._open[-1]
            return Mistake(
                place=element.place,
                message=f"<{element.name}> is never closed.",
                remedy=f"Write </{element.name}> where it ends.",
            )
        if rest and not rest[0].isprintable():
            return self._unprintable()
        return self._after(
            "A < or & that belongs to no tag stands here, or a tag is not written to its end.",
            "Write &lt; for < and &amp; for &; put the values of attributes in quotes.",
        )

    def _mismatched(self, rest: str) -> Mistake:
        element = self._open[-1]
        closing = re.match(r"(?:</)?([\w.-]+)", rest)
        name = closing[1] if closing else "something else"
        return Mistake(
            place=element.place,
            message=f"<{element.name}> opens here, but </{name}> comes before its end.",
            remedy=f"Write </{element.name}> first, or mend whichever name is misspelt.",
        )

    def _unprintable(self) -> Mistake:
        return self._after(
            "A character that cannot be printed stands here.",
            "Remove it from the template, the translation or the value.",
        )

    def _after(self, message: str, remedy: str) -> Mistake:
        return Mistake(place=self._place, message=message, remedy=remedy)
