"""What may stand where in a handout's markup, and what to say when it does not.

The vocabulary is closed, one element for one part of the page. A rule's `children` are written
as `head lead? sign+`: in this order, `?` at most one, `*` any number, `+` one or more, `|` any
of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import TypeAlias

from handouts.templating.elements import Element, MarkupError, Mistake
from handouts.values import dataclass

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FIELD = re.compile(r"[a-z][A-Za-z0-9_.+-]*(?::[a-z_]+)?")
_ANYTHING = re.compile(r".*", re.DOTALL)
_TEL = re.compile(r"tel:\+?\d+(?:;ext=\d+)?", re.ASCII)
_WEB = re.compile(r"https://[^\s<>\"]+")
_WEB_OR_MAIL = re.compile(r"(?:https://|mailto:)[^\s<>\"]+")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")

# How to describe a pattern to whoever wrote something else.
_DESCRIBED = {
    _NAME: "small letters, digits, - and _",
    _FIELD: "the name of a field of the visit, such as treated:chip_day",
    _TEL: "tel: and digits, such as tel:+14165550123",
    _WEB: "an address that begins with https://",
    _WEB_OR_MAIL: "an address that begins with https:// or mailto:",
    _TAG: "a language tag, such as la",
}

Allowed: TypeAlias = "tuple[str, ...] | re.Pattern[str]"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What an element may hold.

    Attributes:
        words: Whether it holds words and inline elements.
        children: Elements in it; where it holds words too, they come after all words.
        attributes: Name, with `?` if it may be left out, to the values allowed.
    """

    words: bool = False
    children: str = ""
    attributes: Mapping[str, Allowed] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The elements that may stand in it."""
        return tuple(re.findall(r"[\w-]+", self.children))

    def takes(self, names: list[str]) -> bool:
        """Whether these children, in this order, are what it needs."""
        return bool(self._pattern.fullmatch("".join(f"{name} " for name in names)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = []
        for part in self.children.split():
            names, times = re.fullmatch(r"([\w|-]+)([?*+]?)", part).groups()  # type: ignore[union-attr]
            parts.append(f"(?:(?:{names}) ){times}")
        return re.compile("".join(parts))


_WORDS = Rule(words=True)
_TIERS = ("E", "U", "S", "R")
_KINDS = ("do", "do-not")

# An element is looked up as parent/name first, then by its name alone.
RULES: dict[str, Rule] = {
    "section": Rule(
        children="title message|p|heading|list|steps|advice|timeline|calendar|callout|reasons"
        "|lookalikes|weblink*",
        attributes={"name": _NAME},
    ),
    "title": _WORDS,
    "message": _WORDS,
    "p": _WORDS,
    "heading": Rule(words=True, children="note?", attributes={"advice?": _KINDS}),
    "note": _WORDS,
    "list": Rule(children="item+"),
    "steps": Rule(children="item+"),
    "item": _WORDS,
    "advice": Rule(children="row+"),
    "advice/row": Rule(
        children="when what why?",
        attributes={"key": _NAME, "kind": _KINDS, "pictogram": _NAME},
    ),
    "when": _WORDS,
    "what": _WORDS,
    "why": _WORDS,
    "timeline": Rule(children="phase+"),
    "phase": Rule(children="when name? text"),
    "name": _WORDS,
    "text": _WORDS,
    "calendar": Rule(children="day+"),
    "day": Rule(
        children="mark*",
        attributes={
            "month": _ANYTHING,
            "weekday": _ANYTHING,
            "number": _ANYTHING,
            "field?": _FIELD,
        },
    ),
    "day/mark": Rule(words=True, attributes={"pictogram": _NAME}),
    "callout": Rule(
        children="head lead? sign+", attributes={"tier": _TIERS, "short?": ("yes", "no")}
    ),
    "head": _WORDS,
    "lead": _WORDS,
    "sign": _WORDS,
    "reasons": Rule(children="group+"),
    "group": Rule(children="label claim+", attributes={"proof": ("full", "half", "empty")}),
    "label": _WORDS,
    "claim": _WORDS,
    "lookalikes": Rule(children="heads row+"),
    "heads": Rule(children="looks starts action"),
    "lookalikes/row": Rule(
        children="name looks starts action care?",
        attributes={"drawing": _NAME, "tier?": _TIERS},
    ),
    "looks": _WORDS,
    "starts": _WORDS,
    "action": _WORDS,
    "care": _WORDS,
    "weblink": Rule(words=True, attributes={"href": _WEB}),
    "frame": Rule(children="contact contact? emergency panel formats page record mark*"),
    "contact": _WORDS,
    "emergency": _WORDS,
    "panel": Rule(children="entry*"),
    "entry": Rule(children="label value?"),
    "value": _WORDS,
    "formats": _WORDS,
    "page": _WORDS,
    "record": _WORDS,
    "mark": _WORDS,
    "notice": _WORDS,
}

INLINES: dict[str, Rule] = {
    "b": _WORDS,
    "foreign": Rule(words=True, attributes={"lang": _TAG}),
    "term": Rule(words=True, attributes={"lang?": _TAG}),
    "date": Rule(words=True, attributes={"field?": _FIELD}),
    "time": Rule(words=True, attributes={"field?": _FIELD}),
    "phone": Rule(words=True, attributes={"href": _TEL}),
    "dose": _WORDS,
    "url": Rule(words=True, attributes={"href": _WEB_OR_MAIL}),
    "field": Rule(words=True, attributes={"name": _NAME}),
}


def validate(root: Element, *, expected: str) -> None:
    """Accept an element that keeps every rule.

    Raises:
        MarkupError: It does not, with all that is wrong.
    """
    if root.name != expected:
        raise MarkupError(
            [
                Mistake(
                    place=root.place,
                    message=f"The outermost element is <{root.name}>.",
                    remedy=f"Put everything in one <{expected}>.",
                )
            ]
        )
    mistakes = tuple(_mistakes(root, RULES[expected]))
    if mistakes:
        raise MarkupError(mistakes)


def _mistakes(element: Element, rule: Rule) -> Iterator[Mistake]:
    yield from _attribute_mistakes(element, rule)
    yield from (_words_mistakes if rule.words else _children_mistakes)(element, rule)


def _attribute_mistakes(element: Element, rule: Rule) -> Iterator[Mistake]:
    known = {name.rstrip("?"): allowed for name, allowed in rule.attributes.items()}
    for name, value in element.attributes.items():
        if name not in known:
            yield Mistake(
                place=element.place,
                message=f"<{element.name}> has no attribute {name}.",
                remedy=_suggestion(name, tuple(known), "{}")
                or (f"It has {_listed(known)}." if known else "Remove it."),
            )
        elif not _is_allowed(value, known[name]):
            yield Mistake(
                place=element.place,
                message=f"The {name} of <{element.name}> cannot be used.",
                remedy=f"Write {_described(known[name])}.",
            )
    for name in rule.attributes:
        if not name.endswith("?") and name not in element.attributes:
            yield Mistake(
                place=element.place,
                message=f"<{element.name}> has no {name}.",
                remedy=f'Write <{element.name} {name}="…">, with {_described(known[name])}.',
            )


def _words_mistakes(element: Element, rule: Rule) -> Iterator[Mistake]:
    # The numbers of a page are fields that layout fills.
    if not element.text.strip() and element.name != "field":
        yield Mistake(
            place=element.place,
            message=f"<{element.name}> has no words.",
            remedy="Write them, or leave the element out.",
        )
    last: list[Element] = []
    for child in element.children:
        if isinstance(child, str):
            if last and child.strip():
                yield _after_words(last[0], element)
                return
        elif child.name in rule.names:
            last.append(child)
            yield from _mistakes(child, _rule_in(element, child))
        elif last:
            yield _after_words(last[0], element)
            return
        else:
            yield from _inline_mistakes(child, element, rule)
    if last and not rule.takes([child.name for child in last]):
        yield _misordered(element, rule)


def _after_words(child: Element, parent: Element) -> Mistake:
    return Mistake(
        place=child.place,
        message=f"Words of <{parent.name}> stand after its <{child.name}>.",
        remedy=f"Put <{child.name}> last.",
    )


def _inline_mistakes(child: Element, parent: Element, rule: Rule) -> Iterator[Mistake]:
    if child.name not in INLINES:
        yield _misplaced(child, parent, (*INLINES, *rule.names))
        return
    if parent.name in INLINES and (
        parent.name not in ("b", "foreign") or parent.name == child.name == "b"
    ):
        yield Mistake(
            place=child.place,
            message=f"<{child.name}> stands in <{parent.name}>.",
            remedy="Only <b> and <foreign> may hold another inline element, and <b> no second <b>.",
        )
        return
    yield from _mistakes(child, INLINES[child.name])


def _children_mistakes(element: Element, rule: Rule) -> Iterator[Mistake]:
    if any(isinstance(child, str) and child.strip() for child in element.children):
        yield Mistake(
            place=element.place,
            message=f"Words stand in <{element.name}> outside any element for words.",
            remedy=f"Put them in one of: {_listed(rule.names)}.",
        )
    known = True
    for child in element.elements:
        if child.name in rule.names:
            yield from _mistakes(child, _rule_in(element, child))
        else:
            known = False
            yield _misplaced(child, element, rule.names)
    if known and not rule.takes([child.name for child in element.elements]):
        yield _misordered(element, rule)


def _rule_in(parent: Element, child: Element) -> Rule:
    return RULES.get(f"{parent.name}/{child.name}") or RULES[child.name]


def _misplaced(child: Element, parent: Element, allowed: tuple[str, ...]) -> Mistake:
    is_known = child.name in INLINES or any(name.rpartition("/")[2] == child.name for name in RULES)
    return Mistake(
        place=child.place,
        message=f"<{child.name}> cannot stand in <{parent.name}>."
        if is_known
        else f"There is no element <{child.name}>.",
        remedy=("" if is_known else _suggestion(child.name, allowed, "<{}>") + " ").lstrip()
        + f"In <{parent.name}> there may be {_listed(allowed)}.",
    )


def _misordered(element: Element, rule: Rule) -> Mistake:
    held = [child.name for child in element.elements if child.name in rule.names]
    return Mistake(
        place=element.place,
        message=f"<{element.name}> holds {' '.join(held) or 'nothing'}.",
        remedy=f"It needs, in this order: {rule.children} "
        "(? at most one, * any number, + one or more).",
    )


def _suggestion(name: str, known: tuple[str, ...], form: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"Did you mean {form.format(near[0])}?" if near else ""


def _is_allowed(value: str, allowed: Allowed) -> bool:
    if isinstance(allowed, tuple):
        return value in allowed
    return bool(allowed.fullmatch(value))


def _described(allowed: Allowed) -> str:
    if isinstance(allowed, tuple):
        return " or ".join(allowed)
    return _DESCRIBED.get(allowed, "any text")


def _listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(names))
