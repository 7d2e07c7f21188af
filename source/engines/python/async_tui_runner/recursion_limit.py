"""Gives the program as much stack as it has without the runner, and extra room to the runner's hooks."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Optional

from .watch.tracebacks import is_runner

# The most frames that a hook may use.
SPARE = 250
# How many frames a hook uses before it raises the limit. It must run even for the program's last call that fits.
HOOK = 2 if sys.version_info >= (3, 12) else 4
# Before 3.12, C calls count too: the one of `exec`, or of a coroutine's `send`.
_CALL = 0 if sys.version_info >= (3, 12) else 1
# Python's message for a call that does not fit.
OVERFLOW = "maximum recursion depth exceeded"

_get, set_limit = sys.getrecursionlimit, sys.setrecursionlimit


class RecursionLimit:
    """The two recursion limits. A hook first calls `set_limit(limit.high)`, and last `set_limit(limit.low)`.

    The last call may raise RecursionError.
    """

    def __init__(self) -> None:
        self._program = _get()
        self._frames = 0
        self.low = self._program
        self.high = self._program + SPARE

    def __enter__(self) -> None:
        set_limit(self.high)

    def __exit__(self, *_: object) -> None:
        try:
            set_limit(self.low)
        except RecursionError:
            pass

    def watch(self) -> None:
        """Shows the program only the limit that it has set itself."""
        sys.getrecursionlimit = lambda: self._program
        sys.setrecursionlimit = self._chosen

    def reserve(self, frame: Optional[FrameType], more: int) -> int:
        """Makes room for the runner's frames from `frame` outward, and `more`.

        Returns how much room there was before.
        """
        before, self._frames = self._frames, more + _CALL
        while frame is not None:
            self._frames += is_runner(frame.f_code.co_filename)
            frame = frame.f_back
        self._apply()
        return before

    def restore(self, before: int) -> None:
        """Undoes `reserve`."""
        self._frames = before
        self._apply()

    def _chosen(self, limit: int) -> None:
        # Raises its own error for a bad limit.
        set_limit(limit)
        self._program = limit
        self._apply()

    def _apply(self) -> None:
        self.low = self._program + self._frames
        self.high = self.low + SPARE
        try:
            set_limit(self.low)
        except RecursionError:
            # The stack is already deeper: the next hook sets the limit.
            pass
