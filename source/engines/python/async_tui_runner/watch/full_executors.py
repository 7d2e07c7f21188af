"""Executors all of whose threads are busy while jobs wait for one."""

from __future__ import annotations

import sys
from sys import _current_frames
from types import FrameType
from typing import Any, Optional

from ..trace_writer import TraceWriter
from ..tracing.source_positions import SourcePositions

# ms for which an executor has to be full to be reported, and between two reports.
FIRST = 400
INTERVAL = 1000
# The most threads that are listed.
MOST = 20


class FullExecutors:
    """Looks at the pools of threads of the process at each beat."""

    def __init__(self, writer: TraceWriter, places: SourcePositions) -> None:
        self._writer = writer
        self._places = places
        # When each full one is to be reported, by the identity of its queue.
        self._due: dict[int, float] = {}

    def report(self, at: float) -> None:
        module = sys.modules.get("concurrent.futures.thread")
        due: dict[int, float] = {}
        for key, (queue, threads) in _pools(module).items():
            jobs = queue.qsize()
            if not jobs:
                continue
            due[key] = self._due.get(key, at + FIRST)
            if at >= due[key]:
                due[key] = at + INTERVAL
                self._emit(at, threads, jobs)
        self._due = due

    def _emit(self, at: float, threads: list[Any], jobs: int) -> None:
        frames = _current_frames()
        running = [self._where(frames.get(thread.ident)) for thread in threads[:MOST]]
        self._writer.emit("executor-full", at, threads=len(threads), queued=jobs, running=running)

    def _where(self, frame: Optional[FrameType]) -> dict[str, Any]:
        """The line of the program that a thread is at, and what of a library that has called."""
        called: Optional[FrameType] = None
        while frame is not None and not self._places.shows(frame.f_code):
            called, frame = frame, frame.f_back
        if frame is None:
            return {}
        place = self._places.of_frame(frame)
        return {"place": place, "inside": _name(called)} if called else {"place": place}


def _pools(module: Any) -> dict[int, tuple[Any, list[Any]]]:
    """The queue and the threads of each pool."""
    pools: dict[int, tuple[Any, list[Any]]] = {}
    try:
        for thread, queue in list(getattr(module, "_threads_queues", {}).items()):
            if thread.is_alive():
                pools.setdefault(id(queue), (queue, []))[1].append(thread)
    except RuntimeError:
        # Another thread has made one.
        return {}
    return pools


def _name(frame: FrameType) -> str:
    name = frame.f_code.co_name
    if frame.f_globals.get("__name__") != "concurrent.futures._base" or name not in ("result", "exception"):
        return name
    future = frame.f_locals.get("self")
    callbacks = getattr(future, "_done_callbacks", ())
    if any(getattr(callback, "__name__", "") == "_call_check_cancel" for callback in callbacks):
        # It does not wait for a job, but for the loop.
        return "run_coroutine_threadsafe"
    return f"Future.{name}"
