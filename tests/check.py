"""Run every check of this project, the quick ones first, and stop at the first that fails.

python tests/check.py [what pytest should know, as -x or -k markup]
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_TOOLS = Path(sysconfig.get_path("scripts"))

CHECKS = (
    ("ruff", "format", "--check"),
    ("ruff", "check"),
    ("mypy",),
    ("lint-imports",),
    ("pytest",),
)


def main(for_pytest: list[str]) -> int:
    """The exit code of the first check that failed, or 0."""
    for tool, *arguments in CHECKS:
        extra = for_pytest if tool == "pytest" else []
        print("$", tool, *arguments, *extra, flush=True)
        run = subprocess.run([_TOOLS / tool, *arguments, *extra], cwd=_ROOT, check=False)
        if run.returncode:
            print(f"{tool} found something; the rest was not run.", file=sys.stderr)
            return run.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
