"""The letter as ReportLab's Platypus sets it: untagged, and plain.

Tamil is shaped by its own support for HarfBuzz. Arabic comes out unjoined and in the wrong
order: ReportLab 5.1 fails on a shaped line at the right margin, and turning words round needs a
package that has to be compiled. It is measured all the same; less work is done for it.
"""

from __future__ import annotations

import html
import importlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.letter.fonts import FONTS
from benchmarks.letter.slots import slot_writer
from benchmarks.patients import Patient

_WIDTH, _HEIGHT, _SIDE = 612.0, 792.0, 48.0
_LIVE = _WIDTH - 2 * _SIDE
_COLORS = {"do": "#17613A", "do-not": "#A3161A", "": "#1A1A1A"}
# Isolates have no glyphs, and nothing here understands them.
_NO_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def start(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """Register the fonts and make the styles."""
    platypus: Any = importlib.import_module("reportlab.platypus")
    words = json.loads((folder / f"{language}.json").read_text("utf-8"))
    letter, slots = _Letter(platypus, words, folder / "fonts"), slot_writer(folder, language)

    def make(patient: Patient) -> bytes:
        return letter.made(slots(patient))

    return make


class _Letter:
    """What letters of one language share: fonts, styles and words."""

    def __init__(self, platypus: Any, words: dict[str, Any], fonts: Path) -> None:
        self._platypus, self._words = platypus, words
        self._styles_of: Any = importlib.import_module("reportlab.lib.styles")
        self._color: Any = importlib.import_module("reportlab.lib.colors").HexColor
        metrics: Any = importlib.import_module("reportlab.pdfbase.pdfmetrics")
        truetype: Any = importlib.import_module("reportlab.pdfbase.ttfonts")
        stem = FONTS[words["language"]][0]
        for name, weight in (("own", "Regular"), ("own-bold", "Bold")):
            metrics.registerFont(truetype.TTFont(name, str(fonts / f"{stem}-{weight}.ttf")))
        metrics.registerFontFamily("own", normal="own", bold="own-bold")
        self._styles = {role: self._style(role) for role in words["sizes"]}

    def made(self, texts: dict[str, str]) -> bytes:
        """One letter."""
        platypus, file = self._platypus, io.BytesIO()
        foot = 120.0 if self._words["notices"] else 80.0
        frame = platypus.Frame(
            _SIDE, foot, _LIVE, _HEIGHT - foot - 80, 0, 0, 0, 0, showBoundary=False
        )
        template = platypus.BaseDocTemplate(
            file,
            pagesize=(_WIDTH, _HEIGHT),
            title=self._words["title"],
            lang=self._words["language"],
        )
        template.addPageTemplates(
            platypus.PageTemplate(
                frames=[frame], onPage=lambda canvas, page: self._around(canvas, page.page)
            )
        )
        template.build(list(self._story(texts)))
        return file.getvalue()

    def _style(self, role: str) -> Any:
        size = self._words["sizes"][role]
        bold = role in (
            "title",
            "message",
            "heading",
            "clinic",
            "clinic-running",
            "phone",
            "phone-running",
        )
        accented = role in ("message", "clinic", "clinic-running")
        language = self._words["language"]
        return self._styles_of.ParagraphStyle(
            role,
            fontName="own-bold" if bold else "own",
            fontSize=size["size"],
            leading=size["leading"],
            textColor=self._color(self._words["accent"] if accented else "#1A1A1A"),
            alignment=2 if self._words["direction"] == "rtl" else 0,
            wordWrap="CJK" if language == "zh-Hans" else None,
            shaping=int(language == "ta"),
        )

    def _paragraph(
        self, runs: list[dict[str, Any]], role: str, texts: dict[str, str], *, bold: bool = False
    ) -> Any:
        words = "".join(
            f"<b>{text}</b>" if run["strong"] or bold else text
            for run in runs
            for text in [html.escape(texts.get(run["slot"], run["text"]).translate(_NO_ISOLATES))]
        )
        return self._platypus.Paragraph(words, self._styles[role])

    def _around(self, canvas: Any, number: int) -> None:
        words, first = self._words, number == 1
        texts = {"page": str(number), "pages": "2"}
        canvas.saveState()
        clinic = [{"text": words["clinic"], "strong": False, "slot": ""}]
        address = [{"text": words["address"], "strong": False, "slot": ""}]
        self._put(canvas, clinic, "clinic" if first else "clinic-running", texts, _SIDE, 44, 250)
        self._put(
            canvas, words["phone"], "phone" if first else "phone-running", texts, 420, 40, 150
        )
        if first:
            self._put(canvas, address, "body", texts, _SIDE, 62, 250)
        self._put(canvas, words["emergency"], "body", texts, 420, 58, 150)
        canvas.setStrokeColor(self._color(words["accent"]))
        canvas.setLineWidth(2)
        canvas.setDash(0.1, 4)
        canvas.setLineCap(1)
        canvas.line(_SIDE, _HEIGHT - 84, _WIDTH - _SIDE, _HEIGHT - 84)
        canvas.setDash()
        canvas.setLineWidth(0.5)
        top = 680.0 if words["notices"] else 716.0
        canvas.line(_SIDE, _HEIGHT - top, _WIDTH - _SIDE, _HEIGHT - top)
        self._put(canvas, words["formats"], "body", texts, _SIDE, top + 2, 424, bold=True)
        self._put(canvas, words["page"], "body", texts, 484, top + 2, 90)
        for notice in words["notices"]:
            top += self._styles["body"].leading
            self._put(canvas, notice, "body", texts, _SIDE, top + 2, _LIVE)
        self._put(canvas, words["record"], "record", texts, _SIDE, top + 20, _LIVE)
        canvas.restoreState()

    def _put(
        self,
        canvas: Any,
        runs: list[dict[str, Any]],
        role: str,
        texts: dict[str, str],
        x: float,
        top: float,
        width: float,
        *,
        bold: bool = False,
    ) -> None:
        paragraph = self._paragraph(runs, role, texts, bold=bold)
        _, height = paragraph.wrap(width, _HEIGHT)
        paragraph.drawOn(canvas, x, _HEIGHT - top - height)

    def _story(self, texts: dict[str, str]) -> Iterator[Any]:
        platypus = self._platypus
        panel = [
            [
                self._paragraph(each["label"], "label", texts),
                self._paragraph(each["value"], "body", texts, bold=True),
            ]
            for each in self._words["panel"]
        ]
        yield self._table(
            [panel], [_LIVE / 3] * 3, [("LINEBELOW", (0, 0), (-1, -1), 0.5, self._color("#444444"))]
        )
        for block in self._words["blocks"]:
            if block.get("break"):
                yield platypus.PageBreak()
            yield from self._block(block, texts)

    def _block(self, block: dict[str, Any], texts: dict[str, str]) -> Iterator[Any]:
        match block["kind"]:
            case "title" | "message" | "heading" as role:
                yield self._platypus.Spacer(1, 4)
                yield self._paragraph(block["text"], role, texts)
            case "paragraph":
                yield self._paragraph(block["text"], "body", texts)
            case "advice":
                color = self._color(_COLORS[block["advice"]])
                rows = [
                    [
                        self._disc(11, stroke=color),
                        self._chip(row["when"], color, texts),
                        [
                            self._paragraph(row["what"], "body", texts, bold=True),
                            self._paragraph(row["why"], "body", texts),
                        ],
                    ]
                    for row in block["rows"]
                ]
                hairline = self._color("#8C8C8C")
                lines = [
                    ("LINEABOVE", (0, 0), (-1, -1), 0.5, hairline),
                    ("LINEBELOW", (0, -1), (-1, -1), 0.5, hairline),
                ]
                yield self._table(rows, [42, 138, _LIVE - 180], lines)
            case "timeline":
                rows = [
                    [
                        self._disc(9, stroke=self._color(self._words["accent"])),
                        self._paragraph(row["when"], "body", texts, bold=True),
                        self._paragraph(row["text"], "body", texts),
                    ]
                    for row in block["rows"]
                ]
                yield self._table(rows, [34, 130, _LIVE - 164], [])
            case _:
                yield self._platypus.Spacer(1, 8)
                cell = [
                    self._paragraph(block["heading"], "heading", texts),
                    self._paragraph(block["lead"], "body", texts),
                    *(self._paragraph([_BULLET, *sign], "body", texts) for sign in block["signs"]),
                ]
                box = [("BOX", (0, 0), (-1, -1), 1, self._color("#1A1A1A"))]
                yield self._table([[cell]], [_LIVE], box)

    def _chip(self, runs: list[dict[str, Any]], color: Any, texts: dict[str, str]) -> Any:
        box = [("BOX", (0, 0), (-1, -1), 1, color), ("ROUNDEDCORNERS", [4, 4, 4, 4])]
        return self._table([[self._paragraph(runs, "body", texts, bold=True)]], [126], box)

    def _disc(self, radius: float, *, stroke: Any) -> Any:
        shapes: Any = importlib.import_module("reportlab.graphics.shapes")
        drawing = shapes.Drawing(2 * radius, 2 * radius)
        drawing.add(
            shapes.Circle(
                radius, radius, radius - 1, strokeColor=stroke, strokeWidth=1.7, fillColor=None
            )
        )
        return drawing

    def _table(self, rows: list[Any], widths: list[float], style: list[Any]) -> Any:
        snug = [
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        # Right to left, the first column stands on the right.
        if self._words["direction"] == "rtl":
            rows, widths = [row[::-1] for row in rows], widths[::-1]
        return self._platypus.Table(rows, colWidths=widths, style=snug + style)


_BULLET = {"text": "• ", "strong": False, "slot": ""}
