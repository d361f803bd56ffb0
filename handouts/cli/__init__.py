"""The command line: asks, calls, prints, exits. One module per command, loaded when asked for."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from handouts.cli.app import run

    raise SystemExit(run())
