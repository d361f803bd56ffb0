"""The letter as Typst sets it, tagged as PDF/UA-1.

The compiler is kept, so that what it remembers of one letter serves the next.
"""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.letter.fonts import FONTS
from benchmarks.letter.slots import slot_writer
from benchmarks.patients import Patient

_TEMPLATE = Path(__file__).with_name("letter.typ")


def start(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """Open the compiler over a template of its own folder."""
    # By name, since the package is not ours to install.
    typst: Any = importlib.import_module("typst")
    slots = slot_writer(folder, language)
    template = folder / _TEMPLATE.name
    if not template.exists():
        shutil.copy(_TEMPLATE, template)
    compiler = typst.Compiler(
        str(template),
        root=str(folder),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder / "fonts" / Path(stem).parent) for stem in FONTS[language]],
        ),
    )

    def make(patient: Patient) -> bytes:
        written: bytes = compiler.compile(
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"words": f"{language}.json", "slots": json.dumps(slots(patient))},
        )
        return written

    return make
