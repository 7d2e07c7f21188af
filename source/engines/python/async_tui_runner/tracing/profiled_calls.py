"""Calls as Python before 3.12 can report them: along with all others, which costs some time for each."""

from __future__ import annotations

import ctypes
import dis
import sys
from types import CodeType, FrameType
from typing import Any, Callable

from ..loop.blocks import Loop
from .monitored_calls import GIVEN
from .observer import Observer
from ..watch.tracebacks import is_runner

# After so many in one go nothing is reported for a while, so that a stretch that computes takes as long as alone.
MOST = 2_000
# Where a frame stands that an exception leaves. One that comes from what it awaits is noticed a little later.
_RAISING = frozenset(["RAISE_VARARGS", "RERAISE"])


class ProfiledCalls:
    """A profile function of the main thread while a coroutine is driven there, if the program has none itself."""

    def __init__(self, functions: frozenset[CodeType], observer: Observer, loop: Loop) -> None:
        self._functions = functions
        self._observer = observer
        self._loop = loop
        self._rest = 0
        # How many coroutines are being driven, one within the other.
        self._depth = 0
        # A comparison of bound methods with `is` takes one and the same.
        self._profile = self._reported
        self._go_on = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(self._reported_again)

    def watch(self) -> None:
        self._observer.drive = self._drive
        self._loop.each_turn = self._wake

    def _drive(self, advance: Callable[[Any], Any], value: Any) -> Any:
        before = sys.getprofile()
        if not self._observer.is_main_thread or not (before is None or before is self._profile):
            return advance(value)
        self._depth += 1
        self._rest = MOST
        sys.setprofile(self._profile)
        try:
            return advance(value)
        finally:
            self._depth -= 1
            sys.setprofile(self._profile if self._depth else None)

    def _reported(self, frame: FrameType, event: str, argument: Any) -> None:
        self._rest -= 1
        if self._rest < 0:
            sys.setprofile(None)
        elif frame.f_code in self._functions:
            if event == "call":
                self._entered(frame)
            elif event == "return":
                self._left(frame, argument)

    def _entered(self, frame: FrameType) -> None:
        top = self._observer.thread.top
        calls = top.of.calls if top else None
        if calls and (_is_at_start(frame) or calls.is_resting(frame)):
            self._observer.caller(frame)

    def _left(self, frame: FrameType, value: Any) -> None:
        """It has returned, given a value, raised, or is suspended: then it is seen there."""
        top = self._observer.thread.top
        calls = top.of.calls if top else None
        if not calls:
            return
        name = dis.opname[frame.f_code.co_code[frame.f_lasti]]
        if name.startswith("RETURN_"):
            calls.returned(frame, value)
        elif name in _RAISING:
            calls.raised(frame, None)
        elif type(value).__name__ == GIVEN:
            calls.gave(frame)

    def _wake(self) -> None:
        """Called by another thread, now and then."""
        if self._depth and self._rest < 0:
            ctypes.pythonapi.Py_AddPendingCall(self._go_on, None)

    def _reported_again(self, _: Any) -> int:
        """Called in the main thread, between two instructions of the program, or of the runner."""
        if self._depth and self._rest < 0 and sys.getprofile() is None:
            frame: FrameType = sys._getframe(1)
            if not self._is_inside_runner(frame):
                # What has begun and ended in the meantime.
                self._observer.caller(frame)
            self._rest = MOST
            sys.setprofile(self._profile)
        return 0

    def _is_inside_runner(self, frame: FrameType) -> bool:
        found: Any = frame
        while found is not None and found.f_code is not ProfiledCalls._drive.__code__:
            if is_runner(found.f_code.co_filename):
                return True
            found = found.f_back
        return False


def _is_at_start(frame: FrameType) -> bool:
    """Whether a frame that gets the thread gets it for the first time."""
    if sys.version_info >= (3, 11):
        # Where it stands is a RESUME: its argument says after what, and 0 is the start.
        return frame.f_code.co_code[frame.f_lasti + 1] == 0
    return frame.f_lasti < 0
