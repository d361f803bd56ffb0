"""Where the content folders are: templates, locales and fonts.

In a checkout they stand beside the package; in an installed wheel they travel inside it.
No other module knows either place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.errors import ContentError

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Library:
    """The folders a handout is made from.

    Attributes:
        templates: One folder per treatment, and `shared`.
        locales: One folder per language, named as gettext names it.
        fonts: One folder per family.
        cache: A folder of the user's own, for what would take long to work out again; None
            does without.
    """

    templates: Path
    locales: Path
    fonts: Path
    cache: Path | None = None

    @classmethod
    def find(cls, *, cache: Path | None = None) -> Library:
        """The library this installation came with.

        Raises:
            ContentError: A folder is missing, so the installation is damaged.
        """
        return cls(
            templates=_folder("templates"),
            locales=_folder("locales"),
            fonts=_folder("fonts"),
            cache=cache,
        )


def _folder(name: str) -> Path:
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise ContentError(
        f"The folder {name} of this installation is missing.",
        remedy="Install handouts again.",
    )
