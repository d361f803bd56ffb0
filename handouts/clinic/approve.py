"""Write a clinician's approvals into the clinic's file.

They are added at its end, as a person would write them; nothing else in the file is touched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from handouts.clinic.load import load_clinic
from handouts.clinic.model import Approval
from handouts.clinic.toml_file import read_toml
from handouts.files import write_whole


def add_approvals(path: Path, approvals: Sequence[Approval]) -> Path:
    """Add approvals to a clinic's file.

    Args:
        path: The clinic's folder, or the clinic.toml in it.
        approvals: What was approved; those the file has already are left out.

    Returns:
        The file.

    Raises:
        ClinicFileError: The file cannot be used.
        OutputError: It cannot be written; it stands as it did.
    """
    known = load_clinic(path).approvals
    file = read_toml(path).path
    blocks = [_block(approval) for approval in approvals if approval not in known]
    if blocks:
        text = file.read_text("utf-8-sig").rstrip("\n")
        write_whole(file, "\n\n".join([text, *blocks, ""]).encode("utf-8"))
    return file


def _block(approval: Approval) -> str:
    # JSON's strings are TOML's basic strings as well, letters beyond ASCII included.
    def quoted(value: str | Sequence[str]) -> str:
        return json.dumps(value, ensure_ascii=False)

    return "\n".join(
        (
            "[[approvals]]",
            f"treatment = {quoted(approval.treatment)}",
            f"sections = {quoted(approval.sections)}",
            f"language = {quoted(approval.language)}",
            f"by = {quoted(approval.by)}",
            f"on = {approval.on.isoformat()}",
            f"content = {quoted(approval.content)}",
        )
    )
