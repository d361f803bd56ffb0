"""Telephone numbers: printed the way the clinic writes them, dialed the way a phone needs them."""

from __future__ import annotations

import re

from handouts.lazily import pattern
from handouts.values import dataclass

_EXTENSION = pattern(
    r"\s*[,;]?\s*(?:extension|ext\.?|x|poste|#)\s*(\d{1,6})$", re.IGNORECASE | re.ASCII
)
# Groups of digits with one to three signs between, so that there is one way to match.
_GROUPED = pattern(r"(\+?) ?(\(?\d+(?:[-. /()\u2010\u2011\u2013]{1,3}\d+)*)", re.ASCII)
_NORTH_AMERICAN = pattern(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})", re.ASCII)
# Short numbers that every Canadian phone knows: 211, 411, 611, 711, 811, 911, 988.
_SHORT = pattern(r"[2-9]11|988")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number a patient can ring.

    Attributes:
        printed: In the clinic's own grouping: `416-555-0123`.
        dialed: What follows `tel:` in a link: `+14165550123`, `+14165550123;ext=7`, `811`.
    """

    printed: str
    dialed: str

    @classmethod
    def parse(cls, text: str) -> PhoneNumber:
        """Read a number of Canada or the United States, a short number, or +country code.

        Raises:
            ValueError: It is none of these, in a sentence that says why.
        """
        printed = " ".join(text.split())
        extension = _EXTENSION.search(printed)
        number = printed[: extension.start()] if extension else printed
        suffix = f";ext={extension[1]}" if extension else ""

        match = _GROUPED.fullmatch(number)
        if not match or number.count("(") != number.count(")"):
            raise ValueError("A phone number has digits, spaces, hyphens and brackets only.")
        digits = re.sub(r"\D", "", match[2])
        if _SHORT.fullmatch(digits) and not match[1] and not suffix:
            return cls(printed=printed, dialed=digits)
        if match[1] and not digits.startswith("1"):
            return cls(printed=printed, dialed=f"+{_abroad(digits)}{suffix}")
        if not _NORTH_AMERICAN.fullmatch(digits):
            raise ValueError(
                "A phone number here has ten digits; neither the area code nor the three digits "
                "after it start with 0 or 1."
            )
        return cls(printed=printed, dialed=f"+1{digits[-10:]}{suffix}")

    @property
    def url(self) -> str:
        """The link that rings it (RFC 3966)."""
        return f"tel:{self.dialed}"

    @property
    def is_sample(self) -> bool:
        """Whether it is one of the numbers kept for examples, 555-0100 to 555-0199."""
        return bool(re.match(r"\+1\d{3}55501\d\d", self.dialed))


def _abroad(digits: str) -> str:
    # ITU-T E.164: a country code and number have at most 15 digits together, and no country
    # code starts with 0.
    if digits.startswith("0") or not 8 <= len(digits) <= 15:
        raise ValueError("After + come the country code and the number, 8 to 15 digits together.")
    return digits
