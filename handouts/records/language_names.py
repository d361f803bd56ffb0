"""What people and programs call the languages handouts are in.

The tags are those of `locales/languages.toml`; a test holds the two together. Whoever reads
Chinese reads one of two scripts, and Mandarin does not say which, so they are asked about.
"""

from __future__ import annotations

import re

from handouts.records.folding import fold_words

_NAMES = {
    "en-CA": ("English",),
    "fr-CA": ("French", "Français", "Canadian French", "French (Canada)"),
    "zh-Hans": ("Chinese, simplified", "Simplified Chinese", "简体中文", "Mandarin (Simplified)"),
    "zh-Hant": ("Chinese, traditional", "Traditional Chinese", "繁體中文", "Cantonese"),
    "pa": ("Punjabi", "Panjabi", "ਪੰਜਾਬੀ"),
    "ur": ("Urdu", "اردو"),
    "fa": ("Persian", "Farsi", "فارسی"),
    "fa-AF": ("Dari", "دری"),
    "ar": ("Arabic", "العربية"),
    "ta": ("Tamil", "தமிழ்"),
    "fil": ("Filipino (Tagalog)", "Filipino", "Tagalog"),
    "es-419": ("Spanish", "Español"),
    "pt": ("Portuguese", "Português"),
    "it": ("Italian", "Italiano"),
    "gu": ("Gujarati", "ગુજરાતી"),
    "ru": ("Russian", "Русский"),
    "hi": ("Hindi", "हिन्दी"),
    "bn": ("Bengali", "Bangla", "বাংলা"),
    "ko": ("Korean", "한국어"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "pl": ("Polish", "Polski"),
    "uk": ("Ukrainian", "Українська"),
    "so": ("Somali", "Soomaali"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "tr": ("Turkish", "Türkçe"),
    "ro": ("Romanian", "Română"),
}

TAGS = {fold_words(name): tag for tag, names in _NAMES.items() for name in names}

TWO_SCRIPTS = frozenset(fold_words(name) for name in ("Chinese", "Mandarin", "zh", "中文"))

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")


def tag_of(name: str) -> str | None:
    """The tag of a language by name; what looks like a tag is taken for one; else None."""
    text = name.strip()
    known = TAGS.get(fold_words(text))
    if known is not None:
        return known
    return text if _TAG.fullmatch(text) else None
