"""What no handout may say, whoever wrote it.

A promise, a diagnosis, a dose, a word that blames: each entry names why it is on the list. A few
sentences need such a word in order to correct it; then the correction has to stand in the same
block of text, or the word is not allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from handouts.findings import Finding, Severity
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """One thing not to say.

    Attributes:
        pattern: What to look for, in lower-case English.
        why: Why not, as a sentence.
        instead: What to write.
        unless: A correction that makes it allowed, if it stands in the same block.
        rows: Rows of the clinical base that give the right words.
        severity: ERROR for what may do harm, WARNING for a word that is only hard.
    """

    pattern: str
    why: str
    instead: str
    unless: str | None = None
    rows: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR


# Taken out before anything is looked for: innocent as they stand.
INNOCENT = (
    r"botulinum toxins?",
    r"(?:if|only if) it is safe for you",
    r"it may not be safe",
    r"blindness can be permanent",
)

NEVER_SAY = (
    Banned(
        pattern=r"\bdetox\w*|\btoxins?\b|\bimpurit\w+",
        unless=r"pimples are not toxins",
        why="Skin does not clear waste by making pimples.",
        instead="Say that pimples are not toxins coming out, or leave it out.",
        rows=("MN-WHY-05",),
    ),
    Banned(
        pattern=r"\bpurg\w+",
        unless=r"popular word.*no good proof.*do not mean",
        why="“Purge” is a popular word with no good proof behind it.",
        instead="Say in the same place that it is a popular word, that there is no good proof, and "
        "that pimples do not mean the treatment is working.",
        rows=("MN-WHY-07",),
    ),
    Banned(
        pattern=r"(?:breakouts?|pimples?|bumps?)[^.]{0,30}\b(?:mean|sign)s?\b[^.]{0,30}\bwork"
        r"|sign (?:that )?(?:it|the treatment) (?:is )?work|worse before it gets better",
        unless=r"do not mean",
        why="Bumps are no sign of success, and the words may delay care.",
        instead="Say that pimples do not mean that the treatment is working.",
        rows=("MN-WHY-07",),
    ),
    Banned(
        pattern=r"\bsafe(?:ly)?\b|risk[- ]free|no downtime|guarantee\w*|\bpainless\b|\bpermanent(?:ly)?\b"
        r"|\bno risks?\b",
        why="It promises a result or that nothing can go wrong.",
        instead="Say what is usual, and what to do when it is not.",
    ),
    Banned(
        pattern=r"(?<!if )(?<!when )(?<!that )(?<!medicines )\byou have (?!to\b|had\b|been\b|any\b)",
        why="It is a diagnosis, and a sheet of paper cannot make one.",
        instead="Say “This may be …” and “Only a clinician can tell you for sure.”",
    ),
    Banned(
        pattern=r"\bsterile\b",
        why="Sterile needles do not rule out an infection.",
        instead="Leave it out.",
        rows=("MN-WHY-02",),
    ),
    Banned(
        pattern=r"(?<!not )\bstop (?:taking )?(?:your|the|a|any|all) (?:\w+ )?(?:medicines?|pills?|"
        r"medication|blood thinners?)",
        why="Stopping a medicine can be dangerous.",
        instead="Say “Do not stop a medicine on your own. Ask.”",
        rows=("MN-DO-13",),
    ),
    Banned(
        pattern=r"\b(?:normal|good|problem|bad|perfect) skin\b|fair skin is best",
        why="It judges the reader's skin.",
        instead="Say what the skin looks or feels like.",
    ),
    Banned(
        pattern=r"\b(?:redness|swelling) (?:and|or) (?:redness|swelling)\b[^.]{0,20}\bmeans? (?:an )?infection",
        why="Early redness and swelling are usual; getting worse later is the sign.",
        instead="Say from when on getting worse is a sign.",
        rows=("MN-RF-12",),
    ),
    Banned(
        pattern=r"\d ?(?:mg|milligrams?|mcg|ml)\b",
        why="A handout gives no doses.",
        instead="Say “as the label says”.",
        rows=("MN-DO-12",),
    ),
    Banned(
        pattern=r"\bask (?:\w+ ){0,4}for (?:an? )?(?:antibiotics?|antivirals?|steroids?|\w*cyclovir|"
        r"prednisone|hydroquinone)",
        why="A handout names no prescription drug to ask for.",
        instead="Say when to call; the prescriber decides.",
    ),
    Banned(
        pattern=r"do not (?:get|have) (?:any |a )?vaccin\w+|(?:delay|put off) (?:urgent )?dental",
        why="It may keep someone from care they need.",
        instead="Say to tell the dentist or nurse about the treatment.",
    ),
    Banned(
        pattern=r"\bfollow what your clinic told you first\b",
        why="It can be read as the first thing the clinic said.",
        instead="Say “Your clinic's own advice comes first.”",
        rows=("MN-DO-01",),
    ),
    *(
        Banned(
            pattern=rf"\b{pattern}",
            why="The word is hard, or means another thing to many readers.",
            instead=f"Say “{instead}”.",
            severity=Severity.WARNING,
        )
        for pattern, instead in (
            (r"tender(?:ness)?\b", "sore"),
            (r"(?:blotchy|mottled)\b", "patchy, like a net or lace"),
            (r"frost(?:ed|ing)?\b", "white film"),
            (r"plug(?:s|ged)?\b", "blocked pore"),
            (r"honey crusts?\b", "yellow crust"),
            (r"streaks?\b", "lines that go out from the area"),
            (r"barrier\b", "outer layer of skin"),
            (r"flares?\b", "more pimples"),
            (r"welts?\b", "raised itchy bump"),
            (r"red flags?\b", "warning sign"),
            (r"placement\b", "where it was put"),
            (r"reactions?\b", "what happened: a rash, swelling"),
            (r"inflamed\b", "swollen and sore"),
            (r"lesions?\b", "pimple or bump"),
            (r"over \d+ (?:hours|days|weeks|months)\b", "more than … days"),
        )
    ),
)


def check_never_say(sections: Mapping[str, Iterable[str]]) -> tuple[Finding, ...]:
    """What an English handout says and may not.

    Args:
        sections: The texts of each section by the place a finding should name. A text is one
            block; a correction counts only inside the same block.
    """
    return tuple(
        Finding(
            check="never-say",
            severity=banned.severity,
            place=place,
            message=f"“{found}” is not for a handout. {banned.why}",
            remedy=banned.instead,
        )
        for place, texts in sections.items()
        for text in texts
        for banned, found in _found(text)
    )


def _found(text: str) -> Iterable[tuple[Banned, str]]:
    plain = re.sub(r"<[^>]*>", "", text)
    plain = " ".join(plain.replace("’", "'").lower().split())
    for innocent in INNOCENT:
        plain = re.sub(innocent, "…", plain)
    for banned in NEVER_SAY:
        match = re.search(banned.pattern, plain)
        if match and not (banned.unless and re.search(banned.unless, plain)):
            yield banned, match[0]
