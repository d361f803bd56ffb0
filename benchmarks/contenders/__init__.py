"""What is measured: each module makes the same letter with another tool.

`start(folder, language)` does what a batch does once, and returns a function that makes one
patient's PDF. `folder` holds what `run.prepare` put there. A tool is imported in `start` alone,
so that only who uses it waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.patients import DAYS, Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to make the letter.

    Attributes:
        name: In results.
        title: For people.
        module: Where it is made, in this package.
        start: The function that begins.
        foreign: Patients have names in scripts the letter is not written in.
        days: On which patients are treated, taken at random.
        peer: Another tool, to compare with; not ours to mend.
    """

    name: str
    title: str
    module: str
    start: str = "start"
    foreign: bool = False
    days: int = DAYS
    peer: bool = False

    def begin(self, folder: Path, language: str) -> Callable[[Patient], bytes]:
        """Do what a batch does once."""
        module = import_module(f"benchmarks.contenders.{self.module}")
        make: Callable[[Patient], bytes] = getattr(module, self.start)(folder, language)
        return make


CONTENDERS = {
    contender.name: contender
    for contender in (
        Contender(name="ours", title="handouts", module="ours"),
        Contender(name="typst", title="Typst, PDF/UA-1", module="typst_ua", peer=True),
        Contender(name="platypus", title="ReportLab Platypus, untagged", module="platypus", peer=True),
        Contender(name="weasyprint", title="WeasyPrint, PDF/UA-1", module="weasyprint_ua", peer=True),
        Contender(name="floor", title="the same files, nothing computed", module="floor"),
        Contender(name="night", title="handouts, appointments of one day", module="ours", days=1),
        Contender(name="foreign", title="handouts, names in other scripts", module="ours", foreign=True),
        Contender(name="handout", title="handouts, a real sheet with a date in every row", module="ours", start="start_handout"),
        Contender(name="handout-night", title="handouts, a real sheet, appointments of one day", module="ours", start="start_handout", days=1),
    )
}  # fmt: skip
