"""The program's functions that run in other threads and in other processes."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial, wraps
from sys import _getframe
from types import FrameType, FunctionType
from typing import Any, Callable, Optional

from ..import_hooks import when_imported
from ..inspection import class_name, function_of, is_a, name_of
from ..shorten import shown
from ..tracing.lane import Lane
from ..tracing.observer import Observer

_Function = Callable[..., Any]


class Threads:
    """Gives each such function a lane below the one that started it.

    The lane waits, off the thread, until it has ended.
    """

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._lanes = observer.lanes

    def watch(self) -> None:
        thread: Any = threading.Thread
        thread.start = self._starting(thread.start)
        pool: Any = ThreadPoolExecutor
        pool.submit = self._submitting(pool.submit, self._to_thread)
        when_imported("concurrent.futures.process", self._watch_processes)
        when_imported("anyio.to_thread", self._watch_workers)

    def _watch_processes(self, module: Any) -> None:
        pool = module.ProcessPoolExecutor
        pool.submit = self._submitting(pool.submit, self._to_process)

    def _watch_workers(self, module: Any) -> None:
        """Watches `run_sync` of anyio, with which web frameworks call functions that are not async."""
        run_sync = module.run_sync

        @wraps(run_sync)
        def watched(function: Any, *arguments: Any, **options: Any) -> Any:
            inner = function_of(function)
            code = inner.__code__ if type(inner) is FunctionType else None
            if code is None or not self._observer.places.shows(code):
                return run_sync(function, *arguments, **options)
            parent = self._observer.caller(_getframe().f_back)

            def traced(*arguments: Any) -> Any:
                lane = self._lanes.call(name_of(function), None, self._observer.places.of_function(code), "thread")
                self._lanes.create(lane, parent)
                try:
                    return self._run(lane, function, *arguments)
                finally:
                    self._observer.elsewhere.lane = None

            return run_sync(traced, *arguments, **options)

        module.run_sync = watched

    def _starting(self, start: _Function) -> _Function:
        @wraps(start)
        def started(thread: Any) -> None:
            lane = self._lane(*_work_of(thread), _getframe().f_back)
            if lane is None:
                start(thread)
                return
            run = thread.run

            def traced() -> None:
                # Otherwise the thread would refer to itself.
                del thread.run
                self._run(lane, run)

            thread.run = traced
            try:
                start(thread)
            except BaseException as error:
                self._lanes.end(lane, "failed", error=self._observer.failures.of(error))
                raise

        return started

    def _submitting(self, submit: _Function, handed_over: Callable[..., Future[Any]]) -> _Function:
        @wraps(submit)
        def submitted(executor: Any, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
            lane = self._lane(function_of(function), name_of(function), _getframe().f_back)
            hand_over = partial(submit, executor)
            if lane is None:
                future: Future[Any] = hand_over(function, *arguments, **options)
                return future
            try:
                return handed_over(hand_over, lane, function, *arguments, **options)
            except BaseException as error:
                self._lanes.end(lane, "failed", error=self._observer.failures.of(error))
                raise

        return submitted

    def _to_thread(
        self, submit: _Function, lane: Lane, function: _Function, *arguments: Any, **options: Any
    ) -> Future[Any]:
        def settled(future: Future[Any]) -> None:
            if future.cancelled():
                self._lanes.end(lane, "cancelled")

        def traced(*arguments: Any, **options: Any) -> Any:
            try:
                return self._run(lane, function, *arguments, **options)
            finally:
                self._observer.elsewhere.lane = None

        future: Future[Any] = submit(traced, *arguments, **options)
        future.add_done_callback(settled)
        return future

    def _to_process(
        self, submit: _Function, lane: Lane, function: _Function, *arguments: Any, **options: Any
    ) -> Future[Any]:
        def settled(future: Future[Any]) -> None:
            error = None if future.cancelled() else future.exception()
            if future.cancelled():
                self._lanes.end(lane, "cancelled")
            elif error:
                self._lanes.end(lane, "failed", error=self._observer.failures.of(error))
            else:
                self._lanes.end(lane, "done", value=shown(future.result()))

        future: Future[Any] = submit(function, *arguments, **options)
        self._start_off_thread(lane, "process")
        future.add_done_callback(settled)
        return future

    def _run(self, lane: Lane, function: _Function, *arguments: Any, **options: Any) -> Any:
        self._observer.elsewhere.lane = lane
        self._start_off_thread(lane, threading.current_thread().name)
        try:
            value = function(*arguments, **options)
        except SystemExit:
            # SystemExit ends the thread silently.
            self._lanes.end(lane, "done")
            raise
        except BaseException as error:
            self._lanes.end(lane, "failed", error=self._observer.failures.of(error))
            raise
        self._lanes.end(lane, "done", value=shown(value))
        return value

    def _start_off_thread(self, lane: Lane, what: str) -> None:
        self._lanes.start(lane)
        self._lanes.wait(lane, {"kind": "thread", "what": what}, lane.home)

    def _lane(self, function: Any, name: str, frame: Optional[FrameType]) -> Optional[Lane]:
        """Creates the lane of a function, if the function is the program's or the program started it.

        None otherwise.
        """
        paused = self._observer.pause()
        try:
            return self._created(function, name, frame)
        finally:
            if paused:
                self._observer.resume()

    def _created(self, function: Any, name: str, frame: Optional[FrameType]) -> Optional[Lane]:
        places = self._observer.places
        home = places.of_function(function.__code__) if type(function) is FunctionType else None
        maker = places.maker(frame)
        if home is None and (maker is None or name.startswith("_") or function is None):
            # The library does this for itself.
            return None
        lane = self._lanes.call(name, None, home, "thread")
        self._lanes.create(lane, self._observer.caller(frame))
        return lane


def _work_of(thread: threading.Thread) -> tuple[Any, str]:
    """Returns the function that a thread runs, and its name."""
    if is_a(thread, threading.Timer):
        return function_of(thread.function), name_of(thread.function)
    kind = type(thread)
    if kind.run is not threading.Thread.run:
        return kind.run, f"{class_name(kind)}.run"
    target = getattr(thread, "_target", None)
    return function_of(target), name_of(target)
