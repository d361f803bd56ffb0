"""How many years of school a text asks of its reader.

English only: the Flesch-Kincaid grade was measured on American schoolbooks and means nothing in
another language. The whole handout has to be at grade 6 or less, and no section over 7.

Only full sentences are scored. A label, a cell of a table or "Pat dry." would make any text look
easier than it is, so what has no full stop or fewer than four words is left out. A date, a name or a number counts as one word of one syllable, since
it is read at a glance; a long word that has to stay, such as "microneedling", counts in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from handouts.findings import Finding, Severity
from handouts.values import dataclass

WHOLE_LIMIT = 6.0
SECTION_LIMIT = 7.0
WORDS_LIMIT = 18
WORDS_SCORED = 4

_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\{.*?\}\}")
_TAG = re.compile(r"<[^>]*>")
_DAYS = r"(?:Mon|Tues?|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(rf"\b(?:{_DAYS}, )?{_MONTHS} \d{{1,2}}(?:, \d{{4}})?\b|\b{_DAYS}\b(?=,)")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? (?:a\.m\.|p\.m\.|noon|midnight)")
_NUMBER = re.compile(r"\b\d[\d,.:–-]*\d\b|\b\d\b")
_SENTENCE = re.compile(r"[^.?!]*[.?!]+[”\")’]*")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
_STAND_IN = "day"
_VOWELS = re.compile(r"[aeiouy]+")
# The e of "take", "takes" and "taken off"; not of "needle", "rashes" or "treated".
_SILENT = re.compile(
    r"(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=[aeiouy][bdfgklmnprtv])es$"
    r"|(?<=[^aeiouytd])ed$"
)
# Two syllables though no consonant stands between: "usual", "dial", "quiet", "going".
_APART = re.compile(r"(?<![gq])ua|(?<![cstg])i[aou]|(?<![cst])ie[nt]|[ae]o$|[aeiouy]ing$")


@dataclass(frozen=True, slots=True)
class Count:
    """What the formula needs to know of a text.

    Attributes:
        sentences: Full sentences.
        words: Their words.
        syllables: The words' syllables.
    """

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade (Kincaid and others, 1975); 0 for a text with no sentence."""
        if not self.sentences:
            return 0.0
        return (
            0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        )  # fmt: skip


def check_readability(sections: Mapping[str, Iterable[str]]) -> tuple[Finding, ...]:
    """What is too hard to read in an English handout.

    Args:
        sections: The texts of each section by the place a finding should name. A text is one
            block: a paragraph, an instruction, a sign.
    """
    read = {place: tuple(texts) for place, texts in sections.items()}
    findings = [
        finding
        for place, texts in read.items()
        for finding in (*_long_sentences(place, texts), *_hard_section(place, texts))
    ]
    whole = count(text for texts in read.values() for text in texts).grade
    if whole > WHOLE_LIMIT:
        findings.append(_too_hard("handout", whole, WHOLE_LIMIT))
    return tuple(findings)


def grade(*texts: str) -> float:
    """The grade of texts taken together."""
    return count(texts).grade


def count(texts: Iterable[str]) -> Count:
    """Count the full sentences of texts, short calls left out."""
    words = [words_of(sentence) for text in texts for sentence in sentences_of(text)]
    kept = [each for each in words if len(each) >= WORDS_SCORED]
    return Count(
        sentences=len(kept),
        words=sum(map(len, kept)),
        syllables=sum(syllables(word) for each in kept for word in each),
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """The full sentences of a text; what ends in no full stop is left out."""
    plain = _PLACEHOLDER.sub(_STAND_IN, text)
    plain = _TAG.sub("", plain).replace("%%", "%")
    for pattern in (_CLOCK, _DATE, _NUMBER):
        plain = pattern.sub(_STAND_IN, plain)
    return tuple(match[0].strip() for match in _SENTENCE.finditer(plain))


def words_of(sentence: str) -> tuple[str, ...]:
    """The words of a sentence; parts of a hyphenated word count apart."""
    return tuple(_WORD.findall(sentence))


def syllables(word: str) -> int:
    """How many syllables an English word has.

    Vowels that stand together are one syllable; a silent e is none. Where that rule of thumb is
    wrong, the word stands in `_KNOWN`.
    """
    if word.isupper() and len(word) <= 4:
        return len(word)  # AHA, SPF: said letter by letter
    low = word.lower().replace("’", "'")
    for stem in (low, low.removesuffix("'s"), low.removesuffix("s")):
        if stem in _KNOWN:
            return _KNOWN[stem]
    return max(1, len(_VOWELS.findall(_SILENT.sub("", low))) + len(_APART.findall(low)))


def _long_sentences(place: str, texts: Iterable[str]) -> Iterable[Finding]:
    for text in texts:
        for sentence in sentences_of(text):
            # A colon opens a list, which is read item by item.
            words = max(len(words_of(part)) for part in sentence.split(":"))
            if words > WORDS_LIMIT:
                yield Finding(
                    check="readability",
                    severity=Severity.NOTE,
                    place=place,
                    message=f"A sentence has {words} words: “{sentence}”",
                    remedy=f"Make two of it; {WORDS_LIMIT} words are enough.",
                )


def _hard_section(place: str, texts: Iterable[str]) -> Iterable[Finding]:
    found = count(texts).grade
    if found > SECTION_LIMIT:
        yield _too_hard(place, found, SECTION_LIMIT)


def _too_hard(place: str, found: float, limit: float) -> Finding:
    return Finding(
        check="readability",
        severity=Severity.ERROR,
        place=place,
        message=f"The text asks for grade {found:.1f}; {limit:.0f} is the most.",
        remedy="Use shorter words and shorter sentences, one idea in each.",
    )


# Words the rule of thumb counts wrongly.
_KNOWN = {
    "acetaminophen": 6,
    "adapalene": 4,
    "aftercare": 3,
    "anyone": 3,
    "area": 3,
    "being": 2,
    "benzoyl": 3,
    "breastfeeding": 3,
    "cereal": 3,
    "clinician": 3,
    "clothes": 1,
    "create": 2,
    "diabetes": 4,
    "eczema": 3,
    "every": 2,
    "eyelid": 2,
    "fluid": 2,
    "forehead": 2,
    "friend": 1,
    "idea": 3,
    "immediately": 5,
    "isotretinoin": 6,
    "language": 2,
    "lukewarm": 2,
    "makeup": 2,
    "medicine": 3,
    "moisturizer": 4,
    "outside": 2,
    "people": 2,
    "pillowcase": 3,
    "rosacea": 4,
    "science": 2,
    "sometimes": 2,
    "something": 2,
    "sunscreen": 2,
    "tazarotene": 4,
    "tongue": 1,
    "tretinoin": 4,
    "vitiligo": 5,
    "whitehead": 2,
}
