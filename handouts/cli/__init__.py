"""The command line: asks, calls, prints, exits. One module per command, loaded when asked for."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A handout is tens of thousands of small values that live until it is made; looking for
    # circles among them again and again is a twentieth of a cold start.
    gc.set_threshold(300_000, 50, 50)
    try:
        from handouts.cli.app import run
    except KeyboardInterrupt:
        # Ctrl-C in the first moments, before there is anything that could answer it.
        raise SystemExit(130) from None
    code = run()
    # An interpreter that ends looks for circles among all there is, a seventh of a cold start;
    # what was written is closed, and the memory goes back as a whole.
    gc.freeze()
    raise SystemExit(code)
