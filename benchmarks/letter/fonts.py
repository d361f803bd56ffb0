"""The fonts of the letter, for contenders that have to be told. Imports nothing of ours."""

from __future__ import annotations

# What each language is set in: folder and file without weight, the first asked first.
FONTS = {
    "en-CA": ("noto-sans/NotoSans",),
    "ar": ("noto-sans-arabic/NotoSansArabic", "noto-sans/NotoSans"),
    "zh-Hans": ("noto-sans-sc/NotoSansSC", "noto-sans/NotoSans"),
    "ta": ("noto-sans-tamil/NotoSansTamil", "noto-sans/NotoSans"),
}
FAMILIES = {
    "noto-sans/NotoSans": "Noto Sans",
    "noto-sans-arabic/NotoSansArabic": "Noto Sans Arabic",
    "noto-sans-sc/NotoSansSC": "Noto Sans SC",
    "noto-sans-tamil/NotoSansTamil": "Noto Sans Tamil",
}
