"""Where the content folders are: templates, locales and fonts.

In a checkout they stand beside the package; in an installed wheel they travel inside it.
No other module knows either place. Whoever works on translations elsewhere names that folder
in the environment variable HANDOUTS_LOCALES.
"""

from __future__ import annotations

import os
from pathlib import Path

from handouts.errors import ContentError
from handouts.values import dataclass

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
        """The library this installation came with, with the catalogs of HANDOUTS_LOCALES if set.

        Raises:
            ContentError: A folder is missing, so the installation is damaged.
        """
        named = os.environ.get("HANDOUTS_LOCALES")
        return cls(
            templates=_folder("templates"),
            locales=_named_folder(named) if named else _folder("locales"),
            fonts=_folder("fonts"),
            cache=cache,
        )


def _named_folder(named: str) -> Path:
    if not os.path.isdir(named):  # noqa: PTH112  # Path.is_dir raises where it may not look
        raise ContentError(
            f"The environment variable HANDOUTS_LOCALES names {named}, which is no folder.",
            remedy="Set it to a folder with languages.toml and catalogs, or unset it.",
        )
    return Path(named)


def _folder(name: str) -> Path:
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise ContentError(
        f"The folder {name} of this installation is missing.",
        remedy="Install handouts again.",
    )
