"""Ctrl-C, asked for politely: the first finishes what is under way, the second does not wait."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Interrupts:
    """Listens for Ctrl-C while it is entered; in a thread other than the main one, for nothing."""

    def __init__(self) -> None:
        self._asked = False
        self._before: signal._HANDLER = None

    def asked(self) -> bool:
        """Whether somebody wants to stop."""
        return self._asked

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._answer)
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _answer(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
