"""What Python complains about, as warnings of the trace."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
import warnings
from typing import Any, Callable, Optional

from ..tracing.lane import Lane
from ..tracing.observer import Observer, current
from ..trace_writer import TraceWriter
from ..tracing.traced_coroutine import TracedCoroutine
from .tracebacks import forget_runner, is_runner
from ..tracing.wait_reasons import Futures

# Deep enough to see who called a function of the program through ours.
ORIGIN_DEPTH = 8

_NOWHERE = ("sys", 1) if sys.version_info < (3, 13) else ("<sys>", 0)
NEVER_AWAITED = "was never awaited"

_origin = re.compile(r'File "(.+)", line (\d+)')


class WarningHooks:
    """`forwards_to_stderr`: Python says it too, on standard error, as it does when nobody listens."""

    def __init__(self, writer: TraceWriter, observer: Observer, forwards_to_stderr: bool) -> None:
        self._writer = writer
        self._observer = observer
        self._forwards_to_stderr = forwards_to_stderr

    def watch(self) -> None:
        """Hears warnings, and exceptions that nobody can catch."""
        sys.set_coroutine_origin_tracking_depth(ORIGIN_DEPTH)
        if self._forwards_to_stderr:
            warnings._showwarnmsg = self._heard(warnings._showwarnmsg)
        else:
            warnings.filterwarnings("always", "coroutine .* was never awaited", RuntimeWarning)
            warnings.showwarning = self._warned
        sys.unraisablehook = self._hook(sys.unraisablehook)
        threading.excepthook = self._hook(threading.excepthook)

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hears what the loop's own handler of exceptions is told, if the program has not set one."""
        handle = loop.default_exception_handler

        def handled(context: dict[str, Any]) -> None:
            self._in_loop(context)
            if self._forwards_to_stderr:
                handle(context)

        loop.default_exception_handler = handled

    def _hook(self, report: Callable[[Any], object]) -> Callable[[Any], None]:
        def lost(how: Any) -> None:
            self._lost(how.exc_value)
            if self._forwards_to_stderr:
                forget_runner(how.exc_value)
                # A thread that was left by `sys.exit` is passed on too, and nothing is said.
                report(how)

        return lost

    def _heard(self, show: Callable[[Any], None]) -> Callable[[Any], None]:
        def heard(message: Any) -> None:
            warning = message.message
            self._warned(warning, message.category, message.filename, message.lineno)
            text = str(warning).split("\n", 1)[0]
            if text.endswith(NEVER_AWAITED):
                # It is us who have asked for the rest: where it was made.
                message.message = message.category(text)
            if is_runner(message.filename):
                # As Python says it where no code of its own or of the program runs.
                message.filename, message.lineno = _NOWHERE
                message.source = None
            show(message)

        return heard

    def _in_loop(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        message = context.get("message", "")
        lane = lane_of(context.get("task") or context.get("future"), self._observer.futures)
        place = (lane.made_at or lane.place) if lane else None
        if isinstance(error, BaseException):
            failure = self._observer.failures.of(error, lane.place if lane else None)
            message = f"{message}: {failure['name']}: {failure['message']}"
            place = failure.get("place")
        self._emit("loop-exception", message, lane.id if lane else None, place)

    def _lost(self, error: Optional[BaseException]) -> None:
        if error is not None and not isinstance(error, SystemExit):
            failure = self._observer.failures.of(error)
            lane = self._observer.elsewhere.lane or current.get()
            message = f"{failure['name']}: {failure['message']}"
            self._emit("uncaught", message, lane.id if lane else None, failure.get("place"))

    def _warned(self, message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
        text, *origin = str(message).split("\n")
        places = self._observer.places
        if text.endswith(NEVER_AWAITED):
            found = (places.of_line(path, int(line)) for path, line in reversed(_origin.findall("\n".join(origin))))
            place = next((place for place in found if place), None) or places.of_line(filename, lineno)
            self._emit("never-awaited", text, None, place)
        else:
            self._emit("runtime", f"{category.__name__}: {text}", None, places.of_line(filename, lineno))

    def _emit(self, kind: str, message: str, task: Optional[str], place: Any) -> None:
        self._writer.emit("warning-raised", kind=kind, message=message, task=task, place=place)


def lane_of(task: Any, futures: Futures) -> Optional[Lane]:
    # A task that is being collected is known to no table any more.
    coroutine = task.get_coro() if isinstance(task, asyncio.Task) else None
    return coroutine.lane if isinstance(coroutine, TracedCoroutine) else futures.lane(task)
