"""Decide whether a template that a clinic wrote may run at all.

Jinja's sandbox keeps a template from reaching Python, but not from hanging, from filling the
memory or from calling what it is given. So a clinic's template is read first, and only syntax
that can do none of this is let through: words, values, `if`, a shallow `for`, and filters from
a short list.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from handouts.templating.elements import MarkupError, Mistake

_ALLOWED_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Filter,
    nodes.Test,
    nodes.Getattr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Keyword,
)
_FILTERS = frozenset(
    {
        "phone", "url", "dose", "field",
        "full_date", "long_date", "day", "day_time", "short_day", "clock", "weekday",
        "upper", "lower", "capitalize", "trim",
    }
)  # fmt: skip
_TESTS = frozenset({"defined", "undefined", "none", "true", "false", "equalto", "eq", "ne"})
_DEEPEST_LOOP = 2
_MOST_CHARACTERS = 100_000


def check_clinic_template(source: str, *, template: str) -> None:
    """Accept a template that a clinic wrote, if it can do no harm.

    Args:
        source: The template's text.
        template: Its name, for messages.

    Raises:
        MarkupError: It uses anything that is not allowed; all of it is named.
    """
    try:
        found = tuple(_forbidden(_parsed(source), loops=0))
    except TemplateSyntaxError as error:
        found = ((error.lineno, f"{(error.message or 'What stands here').rstrip('.')}: this"),)
    except (RecursionError, ValueError):
        # A number of thousands of digits, or thousands of brackets.
        found = ((1, "Something this long or this deep"),)
    if found:
        raise MarkupError(
            Mistake(place=f"{template}:{line}:1", message=f"{what} is not allowed.", remedy=_REMEDY)
            for line, what in found
        )


def _parsed(source: str) -> nodes.Template:
    if len(source) > _MOST_CHARACTERS:
        raise ValueError("The template is too long.")
    return Environment(autoescape=True).parse(source)


_REMEDY = (
    "Write words, {{ clinic.name }} and values like it, {% if … %}, a {% for … %} over a named "
    "list, and | with one of: " + ", ".join(sorted(_FILTERS)) + "."
)


def _forbidden(node: nodes.Node, *, loops: int) -> Iterator[tuple[int, str]]:
    """The line and the name of what may not stand in a template, in its order."""
    if not isinstance(node, _ALLOWED_NODES):
        yield node.lineno, type(node).__name__
        return
    if isinstance(node, nodes.For):
        loops += 1
        if loops > _DEEPEST_LOOP:
            yield node.lineno, f"A for in {_DEEPEST_LOOP} others"
        if not isinstance(node.iter, nodes.Name | nodes.Getattr):
            yield node.lineno, "A for over anything but a named list"
        if node.recursive or node.test is not None:
            yield node.lineno, "A for that is recursive or has a condition"
    elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        yield node.lineno, f"The filter {node.name}"
    elif isinstance(node, nodes.Test) and node.name not in _TESTS:
        yield node.lineno, f"The test {node.name}"
    elif isinstance(node, nodes.Getattr | nodes.Name):
        name = node.attr if isinstance(node, nodes.Getattr) else node.name
        if name.startswith("_"):
            yield node.lineno, "A name that begins with _"
    for child in node.iter_child_nodes():
        yield from _forbidden(child, loops=loops)
