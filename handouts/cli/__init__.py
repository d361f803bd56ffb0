"""The command line: asks, calls, prints, exits. One module per command, loaded when asked for."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from handouts.cli.app import run
    except KeyboardInterrupt:
        # Ctrl-C in the first moments, before there is anything that could answer it.
        raise SystemExit(130) from None
    raise SystemExit(run())
