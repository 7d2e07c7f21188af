"""What Python complains about, as warnings of the trace."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
import warnings
from typing import Any, Optional

from .observer import Observer, current
from .telling import Telling

# Deep enough to see who called a function of the program through ours.
ORIGIN_DEPTH = 8

_origin = re.compile(r'File "(.+)", line (\d+)')


class Alarms:
    def __init__(self, telling: Telling, observer: Observer) -> None:
        self._telling = telling
        self._observer = observer

    def watch(self) -> None:
        """Hears warnings, and exceptions that nobody can catch."""
        warnings.filterwarnings("always", "coroutine .* was never awaited", RuntimeWarning)
        warnings.showwarning = self._warned  # type: ignore[assignment]
        sys.set_coroutine_origin_tracking_depth(ORIGIN_DEPTH)
        sys.unraisablehook = lambda lost: self._lost(lost.exc_value)
        threading.excepthook = lambda lost: self._lost(lost.exc_value)

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hears what the loop's own handler of exceptions is told, if the program has not set one."""
        loop.default_exception_handler = self._in_loop  # type: ignore[method-assign]

    def _in_loop(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        message = context.get("message", "")
        lane = self._observer.futures.lane(context.get("task") or context.get("future"))
        place = None
        if isinstance(error, BaseException):
            failure = self._observer.failures.of(error, lane.place if lane else None)
            message = f"{message}: {failure['name']}: {failure['message']}"
            place = failure.get("place")
        self._tell("loop-exception", message, lane.id if lane else None, place)

    def _lost(self, error: Optional[BaseException]) -> None:
        if error is not None and not isinstance(error, SystemExit):
            failure = self._observer.failures.of(error)
            lane = current.get()
            message = f"{failure['name']}: {failure['message']}"
            self._tell("uncaught", message, lane.id if lane else None, failure.get("place"))

    def _warned(self, message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
        text, *origin = str(message).split("\n")
        places = self._observer.places
        if text.endswith("was never awaited"):
            found = (places.of_line(path, int(line)) for path, line in reversed(_origin.findall("\n".join(origin))))
            place = next((place for place in found if place), None) or places.of_line(filename, lineno)
            self._tell("never-awaited", text, None, place)
        else:
            self._tell("runtime", f"{category.__name__}: {text}", None, places.of_line(filename, lineno))

    def _tell(self, kind: str, message: str, task: Optional[str], place: Any) -> None:
        self._telling.tell("warning-raised", kind=kind, message=message, task=task, place=place)
