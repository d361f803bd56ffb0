"""The letter as WeasyPrint sets it, tagged as PDF/UA-1.

The page is made into HTML once and its style sheet parsed once; a patient's words are put in
their places in the HTML.
"""

from __future__ import annotations

import html
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.letter.fonts import FAMILIES, FONTS
from benchmarks.letter.slots import slot_writer
from benchmarks.patients import Patient

_HERE = Path(__file__).parent


def start(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """Parse what all letters share."""
    # By name, since the package has no types and is not ours to install.
    weasyprint: Any = importlib.import_module("weasyprint")
    fonts: Any = importlib.import_module("weasyprint.text.fonts")
    slots = slot_writer(folder, language)
    words = json.loads((folder / f"{language}.json").read_text("utf-8"))
    configuration = fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=_style(words, folder / "fonts"), font_config=configuration)
    page = _page(words)

    def make(patient: Patient) -> bytes:
        filled = page
        for slot, text in slots(patient).items():
            filled = filled.replace(f"{{{slot}}}", html.escape(text))
        written: bytes = weasyprint.HTML(string=filled).write_pdf(
            stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/ua-1"
        )
        return written

    return make


def _style(words: dict[str, Any], folder: Path) -> str:
    faces = "".join(
        f'@font-face {{ font-family: "{FAMILIES[stem]}"; font-weight: {weight.lower()}; '
        f'src: url("{(folder / f"{stem}-{file}.ttf").as_uri()}") }}\n'
        for stem in FONTS[words["language"]]
        for weight, file in (("normal", "Regular"), ("bold", "Bold"))
    )
    sizes = "".join(
        f"--{role}-size: {each['size']}pt; --{role}-leading: {each['leading']}pt; "
        for role, each in words["sizes"].items()
    )
    families = ", ".join(f'"{family}"' for family in words["fonts"])
    accent = words["accent"]
    return (
        f"{faces}:root {{ {sizes} }} body, @page {{ font-family: {families} }}\n"
        f"html {{ font-family: {families} }}\n"
        f".clinic, .clinic-running, .message {{ color: {accent} }}\n"
        f".letterhead, .running {{ border-color: {accent} }}\n"
        f".disc {{ border-color: {accent}; background: #DDD1DC }}\n"
    ) + (_HERE / "letter.css").read_text("utf-8")


def _page(words: dict[str, Any]) -> str:
    language, direction = words["language"].partition("-")[0], words["direction"]
    phone, emergency = _runs(words["phone"]), _runs(words["emergency"])
    clinic, address = html.escape(words["clinic"]), html.escape(words["address"])
    panel = "".join(
        f'<div><span class="label">{_runs(each["label"])}</span><br>'
        f"<b>{_runs(each['value'])}</b></div>"
        for each in words["panel"]
    )
    notices = "".join(f"<div>{_runs(notice)}</div>" for notice in words["notices"])
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{html.escape(words['title'])}</title></head><body>"
        f'<div class="running"><span class="clinic-running">{clinic}</span>'
        f'<span><span class="phone-running">{phone}</span> <b>{emergency}</b></span></div>'
        f'<footer><div class="row"><b>{_runs(words["formats"])}</b>'
        f"<span>{_runs(words['page'])}</span></div>{notices}"
        f'<div class="record">{_runs(words["record"])}</div></footer>'
        f'<div class="letterhead"><div><span class="clinic">{clinic}</span><br>{address}</div>'
        f'<div class="end"><span class="phone">{phone}</span><br><b>{emergency}</b></div></div>'
        f'<div class="panel">{panel}</div>'
        + "".join(_block(block) for block in words["blocks"])
        + "</body></html>"
    )


def _block(block: dict[str, Any]) -> str:
    broken = " break" if block.get("break") else ""
    match block["kind"]:
        case "title":
            return f"<h1>{_runs(block['text'])}</h1>"
        case "message":
            return f'<p class="message">{_runs(block["text"])}</p>'
        case "paragraph":
            return f"<p>{_runs(block['text'])}</p>"
        case "heading":
            mark = '<span class="mark"></span>' if block["advice"] else ""
            return f'<h2 class="{block["advice"]}{broken}">{mark}{_runs(block["text"])}</h2>'
        case "advice":
            rows = "".join(
                '<tr><td><div class="ring"></div></td>'
                f'<th scope="row"><div class="chip">{_runs(row["when"])}</div></th>'
                f"<td><b>{_runs(row['what'])}</b><br>{_runs(row['why'])}</td></tr>"
                for row in block["rows"]
            )
            return f'<table class="advice {block["advice"]}">{rows}</table>'
        case "timeline":
            rows = "".join(
                '<tr><td><div class="disc"></div></td>'
                f'<th scope="row">{_runs(row["when"])}</th><td>{_runs(row["text"])}</td></tr>'
                for row in block["rows"]
            )
            return f'<table class="timeline">{rows}</table>'
    signs = "".join(f"<li>{_runs(sign)}</li>" for sign in block["signs"])
    return (
        f'<div class="callout"><h2>{_runs(block["heading"])}</h2>'
        f"<p>{_runs(block['lead'])}</p><ul>{signs}</ul></div>"
    )


def _runs(runs: list[dict[str, Any]]) -> str:
    written = []
    for run in runs:
        if run["slot"] in ("page", "pages"):
            words = f'<span class="{run["slot"]}"></span>'
        elif run["slot"]:
            words = f"<bdi>{{{run['slot']}}}</bdi>"
        else:
            words = html.escape(run["text"])
        written.append(f"<b>{words}</b>" if run["strong"] else words)
    return "".join(written)
