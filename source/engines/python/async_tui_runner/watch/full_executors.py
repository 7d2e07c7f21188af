"""Executors whose threads are all busy while work waits in the queue."""

from __future__ import annotations

import sys
from sys import _current_frames
from types import FrameType
from typing import Any, Iterable, Optional

from ..trace_writer import TraceWriter
from ..tracing.source_positions import SourcePositions

# How many ms an executor must be full before a report, and how many ms pass between two reports.
FIRST = 400
INTERVAL = 1000
# The most threads that are listed.
MOST = 20

# The functions in which a thread waits for jobs, and their names in the trace.
_WAITS = {
    "result": "Future.result",
    "exception": "Future.exception",
    "wait": "futures.wait",
    "as_completed": "futures.as_completed",
    "result_iterator": "Executor.map",
}


class FullExecutors:
    """Checks the thread pools of the process at each beat."""

    def __init__(self, writer: TraceWriter, places: SourcePositions) -> None:
        self._writer = writer
        self._places = places
        # When to report each full executor, by the identity of its queue.
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
        """Returns the program's line at which a thread is, and the name of the library function that it has called."""
        called: Optional[FrameType] = None
        while frame is not None and not self._places.shows(frame.f_code):
            called, frame = frame, frame.f_back
        if frame is None:
            return {}
        place = self._places.of_frame(frame)
        return {"place": place, "inside": _name(called)} if called else {"place": place}


def _pools(module: Any) -> dict[int, tuple[Any, list[Any]]]:
    """Returns the queue and the threads of each pool, by the identity of the queue."""
    pools: dict[int, tuple[Any, list[Any]]] = {}
    try:
        for thread, queue in list(getattr(module, "_threads_queues", {}).items()):
            if thread.is_alive():
                pools.setdefault(id(queue), (queue, []))[1].append(thread)
    except RuntimeError:
        # Another thread has started a worker meanwhile.
        return {}
    return pools


def _name(frame: FrameType) -> str:
    name = frame.f_code.co_name
    if frame.f_globals.get("__name__") != "concurrent.futures._base" or name not in _WAITS:
        return name
    values = frame.f_locals
    several = values.get("fs")
    futures = list(several) if type(several) in (set, list) else [values.get("self")]
    if any(_is_settled_by_loop(future) for future in futures):
        # The thread waits for the loop, not for the executor.
        return "run_coroutine_threadsafe"
    return _WAITS[name]


def _is_settled_by_loop(future: Any) -> bool:
    """Returns whether a coroutine settles a future that no job settles, as far as is known."""
    coroutine = _source(getattr(future, "_done_callbacks", ()))
    return coroutine is not None and not _awaits_queued_job(coroutine)


def _awaits_queued_job(task: Any) -> bool:
    for _ in range(MOST):
        waiter = getattr(task, "_fut_waiter", None)
        if waiter is None:
            break
        task = waiter
    callbacks = getattr(task, "_callbacks", None) or ()
    job = _source([callback for callback, *_ in callbacks])
    # What another loop settles is pending, too.
    return getattr(job, "_state", "") == "PENDING" and _source(getattr(job, "_done_callbacks", ())) is None


def _source(callbacks: Iterable[Any]) -> Optional[Any]:
    """Returns the future that settles another one, to which asyncio has added these callbacks when it chained them."""
    for callback in callbacks:
        code = getattr(callback, "__code__", None)
        if code is not None and callback.__name__ == "_call_check_cancel" and "source" in code.co_freevars:
            return callback.__closure__[code.co_freevars.index("source")].cell_contents
    return None
