"""What can still wake a task of a loop while none of its tasks continues."""

from __future__ import annotations

import asyncio
import signal
import threading
from sys import _current_frames
from types import FrameType, FunctionType
from typing import Any, Optional

from ..inspection import class_name, function_of, name_of
from ..trace_writer import TraceWriter
from ..tracing.source_positions import SourcePositions

# How many ms pass without progress in any lane before a report, and how many between two reports.
QUIET = 500
INTERVAL = 1000
# The most wakers that a report lists.
MOST = 20

_LIBRARIES = frozenset(["_signal", "asyncio.runners", "asyncio.unix_events"])

_Found = list[dict[str, Any]]


class Wakers:
    """Looks for wakers at the beats of a loop that has been quiet for 0.5 s.

    Reports them, and again when they change.
    """

    def __init__(self, writer: TraceWriter, places: SourcePositions) -> None:
        self._writer = writer
        self._places = places
        # When the last lane left the thread, and what has been reported since.
        self._left_at: Optional[float] = None
        self._reported: Optional[dict[str, Any]] = None
        self._reported_at = 0.0

    def report(self, at: float, loop: Any, left_at: float) -> None:
        """`left_at`: when the last lane left the thread."""
        if at - left_at < QUIET:
            return
        if left_at != self._left_at:
            self._left_at = left_at
            self._reported = None
        elif at - self._reported_at < INTERVAL:
            return
        found = self._look(loop)
        self._reported_at = at
        if found != self._reported:
            self._reported = found
            self._writer.emit("wakers-seen", at, **found)

    def _look(self, loop: Any) -> dict[str, Any]:
        ready, timers, io = self._of_loop(loop)
        threads = self._threads()
        signals = signals_of(loop)
        lists = [each or [] for each in (ready, timers, io, threads, signals)]
        counts = dict(zip(("ready", "timers", "io", "threads", "signals"), map(len, lists)))
        handles = [handle for each in lists for handle in each][:MOST]
        return {**counts, "handles": handles, "complete": ready is not None}

    def _of_loop(self, loop: Any) -> tuple[Optional[_Found], _Found, _Found]:
        """Returns the ready callbacks, the timers and the I/O.

        The callbacks are None if the loop hides some of them.
        """
        try:
            ready = [self._callback(handle, "callback") for handle in tuple(loop._ready) if not handle._cancelled]
            timers = [self._callback(handle, "timer") for handle in tuple(loop._scheduled) if not handle._cancelled]
            own = loop._ssock.fileno()
            keys = [key for key in loop._selector.get_map().values() if key.fd != own]
            is_asyncio = isinstance(loop, asyncio.SelectorEventLoop)
        except Exception:
            return None, [], []
        return ready if is_asyncio else None, timers, [self._io(key) for key in keys]

    def _callback(self, handle: Any, what: str) -> dict[str, Any]:
        function = function_of(handle._callback)
        place = self._places.of_function(function.__code__) if type(function) is FunctionType else None
        return {"what": f"{what} for {name_of(function)}", "place": place} if place else {"what": what}

    def _io(self, key: Any) -> dict[str, Any]:
        handle = next((handle for handle in key.data or () if handle), None)
        callback = getattr(handle, "_callback", None)
        if callback is None:
            return {"what": f"descriptor {key.fd}"}
        if name_of(callback) == "_accept_connection":
            return {"what": "listening socket"}
        owner = getattr(callback, "__self__", None)
        kind = class_name(type(owner))
        if "Socket" in kind or "SSL" in kind:
            return {"what": "connection"}
        return {"what": "pipe"} if "Pipe" in kind else self._callback(handle, f"descriptor {key.fd}")

    def _threads(self) -> _Found:
        """Returns the threads that may still wake a task: not the main thread, and no idle worker of an executor."""
        frames = _current_frames()
        main = threading.main_thread()
        found = []
        for thread in threading.enumerate():
            frame = frames.get(thread.ident or 0)
            if thread is main or frame is None or type(thread) is threading._DummyThread:
                continue
            if is_idle_worker(frame):
                continue
            place = self._places.of_caller(frame)
            found.append({"what": f"thread {thread.name}", **({"place": place} if place else {})})
        return found


def is_idle_worker(frame: FrameType) -> bool:
    """Returns whether the innermost frame of a thread is that of an executor's thread without a job."""
    return frame.f_code.co_name == "_worker" and frame.f_globals.get("__name__") == "concurrent.futures.thread"


def signals_of(loop: Any) -> _Found:
    """Returns the signals that the program itself handles."""
    handled = set(getattr(loop, "_signal_handlers", None) or ())
    for number in signal.valid_signals():
        handler = function_of(signal.getsignal(number))
        # The default handler of SIGINT belongs to the library, and so does the one that `asyncio.run` sets.
        if callable(handler) and getattr(handler, "__module__", "") not in _LIBRARIES:
            handled.add(number)
    return [{"what": f"signal {getattr(number, 'name', number)}"} for number in sorted(handled)]
