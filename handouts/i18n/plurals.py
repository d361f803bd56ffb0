"""Which plural form a count takes.

The rules stand in `locales/languages.toml` as gettext writes them, and are CLDR's for whole
numbers. Babel's own `Plural-Forms` are wrong or incomplete for ten of our languages: with them
"0 hours" could take the words for "2 hours". French, Spanish, Italian and Portuguese have a
further form from a million on, which no handout reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from gettext import c2py

from handouts.values import dataclass

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-6])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
# Every count of a handout, and every remainder a rule looks at.
COUNTS = range(201)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralRule:
    """How many forms a language has and which one a count takes.

    Attributes:
        count: The number of forms.
        expression: The rule as gettext writes it.
    """

    count: int
    expression: str

    @property
    def header(self) -> str:
        """What a catalog's Plural-Forms header has to say."""
        return f"nplurals={self.count}; plural={self.expression};"

    def form(self, n: int) -> int:
        """The form of a count, from 0."""
        return _compiled(self.expression)(n)

    def counts(self, form: int) -> tuple[int, ...]:
        """The counts a form is for, up to 200."""
        return tuple(n for n in COUNTS if self.form(n) == form)


@cache
def read_plural_rule(header: str) -> PluralRule:
    """The rule of a Plural-Forms header.

    Raises:
        ValueError: It is no rule, or its forms are not as many as it says.
    """
    found = _HEADER.fullmatch(header)
    if not found:
        raise ValueError("It is not of the form nplurals=2; plural=(n != 1);")
    rule = PluralRule(count=int(found[1]), expression=found[2])
    forms = {rule.form(n) for n in COUNTS}
    if forms != set(range(rule.count)):
        raise ValueError(f"It gives {len(forms)} forms, and says {rule.count}.")
    return rule


@cache
def _compiled(expression: str) -> Callable[[int], int]:
    # gettext reads a small grammar of its own; nothing else can be run by it.
    rule: Callable[[int], int] = c2py(expression)
    return rule
