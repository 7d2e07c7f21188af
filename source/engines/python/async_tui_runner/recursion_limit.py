"""Leaves the program as much of the stack as it has alone, and the runner's hooks room of their own."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Optional

from .watch.tracebacks import is_runner

# How many frames a hook may take.
SPARE = 250
# What a hook takes before it has set the limit. The code that it is called for is to be the last that fits.
HOOK = 2 if sys.version_info >= (3, 12) else 4
# Before 3.12 calls of C count, too: of `exec`, or the `send` of a coroutine.
_CALL = 0 if sys.version_info >= (3, 12) else 1
# What Python says of code that does not.
OVERFLOW = "maximum recursion depth exceeded"

_get, set_limit = sys.getrecursionlimit, sys.setrecursionlimit


class RecursionLimit:
    """A hook calls `set_limit(limit.high)` first, and `set_limit(limit.low)` last, which may raise RecursionError."""

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
        """Hides from the program that there is more room than it has asked for."""
        sys.getrecursionlimit = lambda: self._program
        sys.setrecursionlimit = self._chosen

    def reserve(self, frame: Optional[FrameType], more: int) -> int:
        """Makes room for the runner's frames from that one down, and `more`. Returns how much room there was before."""
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
        # Says itself what is wrong with it.
        set_limit(limit)
        self._program = limit
        self._apply()

    def _apply(self) -> None:
        self.low = self._program + self._frames
        self.high = self.low + SPARE
        try:
            set_limit(self.low)
        except RecursionError:
            # It is deeper already: the next hook sets it.
            pass
