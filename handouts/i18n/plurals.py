"""Which plural form a count takes.

The rules are CLDR's, for whole numbers. Babel's own `Plural-Forms` are wrong or incomplete for
ten of our languages: with them "0 hours" could take the words for "2 hours".
French, Spanish, Italian and Portuguese have a further form from a million on, which no handout
reaches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralRule:
    """How many forms a language has and which one a count takes.

    Attributes:
        count: The number of forms.
        expression: The rule as gettext writes it.
        form: The form of a count, from 0.
    """

    count: int
    expression: str
    form: Callable[[int], int]

    @property
    def header(self) -> str:
        """What a catalog's Plural-Forms header has to say."""
        return f"nplurals={self.count}; plural={self.expression};"


def _same(n: int) -> int:
    return 0


def _not_one(n: int) -> int:
    return int(n != 1)


def _above_one(n: int) -> int:
    return int(n > 1)


def _filipino(n: int) -> int:
    return int(n % 10 in (4, 6, 9))


def _arabic(n: int) -> int:
    if n <= 2:
        return n
    if 3 <= n % 100 <= 10:
        return 3
    return 4 if n % 100 >= 11 else 5


def _east_slavic(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def _polish(n: int) -> int:
    if n == 1:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def _romanian(n: int) -> int:
    if n == 1:
        return 0
    return 1 if n == 0 or 1 <= n % 100 <= 19 else 2


SAME = PluralRule(count=1, expression="0", form=_same)
NOT_ONE = PluralRule(count=2, expression="(n != 1)", form=_not_one)
ABOVE_ONE = PluralRule(count=2, expression="(n > 1)", form=_above_one)
FILIPINO = PluralRule(count=2, expression="(n%10==4 || n%10==6 || n%10==9)", form=_filipino)
ARABIC = PluralRule(
    count=6,
    expression=("(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    form=_arabic,
)
EAST_SLAVIC = PluralRule(
    count=3,
    expression=(
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"
    ),
    form=_east_slavic,
)
POLISH = PluralRule(
    count=3,
    expression="(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
    form=_polish,
)
ROMANIAN = PluralRule(
    count=3,
    expression="(n==1 ? 0 : n==0 || (n%100>=1 && n%100<=19) ? 1 : 2)",
    form=_romanian,
)
