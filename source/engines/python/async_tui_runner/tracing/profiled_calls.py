"""Calls as Python before 3.12 can report them: together with all others, which costs some time for each."""

from __future__ import annotations

import ctypes
from sys import _getframe, exc_info
from threading import get_ident, main_thread
from types import CodeType, FrameType
from typing import Any, Callable, Optional

from ..clock import now
from ..inspection import class_name
from ..loop.thread_usage import ThreadUsage
from ..loop.watchdog import Watchdog
from ..recursion_limit import OVERFLOW, set_limit
from ..watch.tracebacks import is_runner, traceback_of
from ..watch.tracers import get_profile, set_profile
from .instructions import is_at_start, is_return
from .file_owners import PROGRAM
from .monitored_calls import ASYNC, GIVEN
from .observer import Observer
from .report_room import ReportRoom

# How many calls after the end of a call may be made before the code that catches its exception makes one: callbacks of
# objects that are collected.
CATCHING = 4
# How many reports are allowed when a long stretch is observed again.
_AGAIN = 2_000


class ProfiledCalls:
    """Sets a profile function on the main thread while a coroutine is driven there, unless the program has set one."""

    def __init__(self, observer: Observer, watchdog: Watchdog, usage: ThreadUsage) -> None:
        self._observer = observer
        self._owners = observer.places.owners
        # That of the main thread.
        self._stack = observer.stack
        self._watchdog = watchdog
        self._room = ReportRoom(usage)
        # How many reports are still allowed in this stretch, and how many were at its start.
        self._rest = self._given = 0
        # How many more calls may be the first of code that catches an exception with which a call has ended: Python
        # reports neither.
        self._catching = 0
        # How many coroutines are being driven, one inside the other, and the frame of the innermost.
        self._depth = 0
        self._own: Optional[FrameType] = None
        self._main = main_thread().ident
        # Each access to a bound method makes a new object: comparing with `is` needs this one.
        self._profile = self._reported
        self._go_on = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(self._reported_again)

    def watch(self) -> None:
        self._observer.drive = self._drive
        self._observer.pause = self._pause
        self._observer.resume = self._resume
        self._watchdog.each_turn = self._wake
        self._watchdog.hook = ProfiledCalls._reported.__code__

    def _drive(self, advance: Callable[[Any], Any], value: Any, own: Optional[FrameType]) -> Any:
        is_outermost = self._depth == 0
        if not self._may_report() or (is_outermost and not self._grant()):
            # Calls are seen when they suspend.
            return advance(value)
        if is_outermost:
            # An exception is caught in the stretch in which it has left a call.
            self._catching = 0
        outer, self._own = self._own, own
        self._depth += 1
        set_profile(self._profile)
        try:
            return advance(value)
        finally:
            self._depth -= 1
            self._own = outer
            # See `TracedCoroutine.throw`.
            value = own = outer = None
            if is_outermost:
                if get_profile() is self._profile:
                    set_profile(None)
                self._room.spend(self._given - max(0, self._rest))
            elif self._rest > 0 and get_profile() is None:
                set_profile(self._profile)

    def _may_report(self) -> bool:
        """Returns whether the program has set no profile function of its own, on the main thread."""
        profile = get_profile()
        return (profile is None or profile is self._profile) and get_ident() == self._main

    def _grant(self) -> bool:
        """Grants the outermost stretch its reports. Returns whether there are any."""
        self._given = self._rest = self._room.grant()
        return self._rest > 0

    def _pause(self) -> bool:
        if get_profile() is not self._profile:
            return False
        set_profile(None)
        return True

    def _resume(self) -> None:
        if get_profile() is None:
            set_profile(self._profile)

    def _reported(self, frame: FrameType, event: str, argument: Any) -> None:
        self._rest -= 1
        # Most reports are about other code: this function does as little as possible for them.
        code = frame.f_code
        if (
            (code.co_flags & ASYNC and frame is not self._own and self._owners[code.co_filename] == PROGRAM)
            or self._catching
            or self._rest < 0
        ):
            self._looked_at(frame, event, argument)

    def _looked_at(self, frame: FrameType, event: str, argument: Any) -> None:
        """Handles a report that may matter. The frames from here to `_hooked` are counted in `HOOK`."""
        if self._rest < 0:
            set_profile(None)
            return
        if self._catching and event in ("call", "c_call"):
            self._catching -= 1
            if exc_info()[1] is not None:
                self._catching = 0
                self._hooked(self._caught)
        code = frame.f_code
        if not code.co_flags & ASYNC or frame is self._own or self._owners[code.co_filename] != PROGRAM:
            return
        top = self._stack.top
        calls = top.of.calls if top else None
        if not top or not calls:
            return
        if event == "call":
            try:
                # Most often, a suspended call resumes.
                if is_at_start(frame) or calls.is_resting(frame):
                    self._hooked(top.of.running, frame)
            except RecursionError:
                # The stack has no room for the hook, and would have none for the call.
                raise RecursionError(OVERFLOW) from None
        elif event == "return":
            if is_return(frame):
                self._hooked(calls.returned, frame, argument)
            elif argument is None:
                # The call is suspended, or an exception leaves it. In that case, the code that catches it may make one
                # of the next calls.
                self._catching = CATCHING
            elif class_name(type(argument)) == GIVEN:
                self._hooked(calls.yielded, frame)

    def _hooked(self, happened: Callable[..., object], *arguments: object) -> None:
        """Calls `happened`. Hides its errors from the program."""
        limit, stack = self._observer.limit, self._stack
        set_limit(limit.high)
        at = now()
        try:
            happened(*arguments)
        except Exception:
            # The call becomes known when it suspends, or not at all.
            pass
        finally:
            stack.spent(now() - at)
            try:
                set_limit(limit.low)
            except RecursionError:
                pass

    def _caught(self) -> None:
        """Ends the calls that the exception being handled has left, if there is one: its traceback has their frames."""
        error = exc_info()[1]
        top = self._stack.top
        calls = top.of.calls if top else None
        traceback = traceback_of(error) if error is not None and calls else None
        if calls and error and traceback:
            # The first frame has caught the exception.
            calls.left_by(error, traceback.tb_next)

    def _wake(self) -> None:
        """Starts to observe a long stretch again. Called by the watchdog's thread, from time to time."""
        if self._depth and self._rest < 0:
            ctypes.pythonapi.Py_AddPendingCall(self._go_on, None)

    def _reported_again(self, _: Any) -> int:
        """Allows reports again.

        Called on the main thread, between two instructions of the program, or of the runner.
        """
        if self._depth and self._rest < 0 and get_profile() is None:
            frame = _getframe().f_back
            if frame is not None and not self._is_inside_runner(frame):
                # Finds the calls that have started and ended in the meantime.
                self._observer.running(frame)
            self._given = self._rest = _AGAIN
            set_profile(self._profile)
        return 0

    def _is_inside_runner(self, frame: FrameType) -> bool:
        found: Any = frame
        while found is not None and found.f_code is not ProfiledCalls._drive.__code__:
            if is_runner(found.f_code.co_filename):
                return True
            found = found.f_back
        return False
