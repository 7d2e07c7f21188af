"""A coroutine that drives another one, and reports what happens to it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import CoroutineType, FrameType
from typing import Any, Callable, Optional
from weakref import ref

from ..clock import now
from ..inspection import is_a
from ..planned_tasks import PlannedTask
from ..shorten import shown
from ..watch.tracebacks import traceback_of
from .await_chain import closes, follow, is_call, running
from .calls import DESTROYED, Calls
from .lane import Lane
from .observer import Observer, current
from .protocols import Running
from .wait_reasons import OPAQUE, WaitsFor


def _frame_of(coroutine: Any) -> Optional[FrameType]:
    frame: Optional[FrameType] = coroutine.cr_frame if type(coroutine) is CoroutineType else None
    return frame


class TracedCoroutine(Coroutine[Any, Any, Any]):
    """Drives the coroutine of a task: one `send` is one stretch on the thread.

    Reports its start, resumptions, suspensions and end. The coroutines and async generators that it awaits get their
    own lanes if their code is the program's. A library's task has a silent lane: only what the program does in it is
    reported.
    """

    __slots__ = (
        "_observer",
        "_planned",
        "_nested",
        "calls",
        "coroutine",
        "lane",
        "task",
        "has_own_context",
        "__weakref__",
    )

    def __init__(self, observer: Observer, coroutine: Any, lane: Lane, planned: Optional[PlannedTask] = None) -> None:
        self._observer = observer
        self._planned = planned
        # The separately traced coroutine that the deepest call awaits.
        self._nested: Optional[TracedCoroutine] = None
        self.coroutine = coroutine
        self.calls = Calls(observer, lane)
        self.calls.is_closing = closes(coroutine)
        self.lane = lane
        # The task that runs it, unless another coroutine awaits it.
        self.task: Optional[ref[Any]] = None
        # Whether no other coroutine runs in its context. Then its lane can stay the current one there.
        self.has_own_context = False

    def send(self, value: Any) -> Any:
        if self._planned and self.lane.state == "queued" and self._planned.cancelled:
            return self.throw(asyncio.CancelledError())
        return self._step(self.coroutine.send, value)

    def throw(self, kind: Any, value: Any = None, traceback: Any = None) -> Any:
        error = value if is_a(value, BaseException) else kind
        if is_a(error, type):
            error = error() if value is None else error(value)
        if self._planned:
            error = self._planned.replaced(error)
        try:
            return self._step(self.coroutine.throw, error)
        finally:
            # The traceback of what this raises refers to this frame: a reference cycle would keep the error alive.
            del error, kind, value, traceback

    def close(self) -> None:
        self.coroutine.close()
        if self.lane.state not in ("unknown", "ended"):
            self.calls.end()
            self._observer.lanes.end(self.lane, "cancelled", by=self.calls.by)

    def __del__(self) -> None:
        # Its task was destroyed. The inner coroutine closes itself, as it does without this wrapper.
        if self.lane.state in ("running", "waiting") or (self.lane.state == "queued" and self.task is not None):
            with self._observer.limit:
                self.calls.destroy()
                self._observer.lanes.end(self.lane, "cancelled", by=DESTROYED)

    def __await__(self) -> TracedCoroutine:
        return self

    def __iter__(self) -> TracedCoroutine:
        return self

    def __next__(self) -> Any:
        # Does not call `send`: each frame here is one less for the program.
        if self._planned:
            return self.send(None)
        return self._step(self.coroutine.send, None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.coroutine, name)

    def __repr__(self) -> str:
        return repr(self.coroutine)

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        """Returns the lane that is running, at `frame` if it is given."""
        own = _frame_of(self.coroutine)
        if frame is not None and not self.calls.is_deepest(frame, own):
            owners = self._observer.places.owners
            if not (is_call(frame, owners) and self.calls.add_started(frame, own)):
                frames = running(frame, owners, TracedCoroutine._step.__code__)
                if frames and frames[0] is own:
                    del frames[0]
                self.calls.match_frames(frames)
        return self.calls.running

    def deepest(self) -> Lane:
        """Returns the lane of the deepest call, also if that belongs to a separately traced coroutine."""
        return self._nested.deepest() if self._nested else self.calls.inner

    def is_own(self, frame: FrameType) -> bool:
        coroutine = self.coroutine
        return type(coroutine) is CoroutineType and coroutine.cr_frame is frame

    def inner_ended(self, inner: Running) -> None:
        if self._nested is inner:
            self._nested = None
            self.calls.resume()

    def _step(self, advance: Callable[[Any], Any], value: Any) -> Any:
        lane = self.lane
        if lane.state == "ended":
            # The coroutine itself raises the error that it cannot be awaited twice.
            return advance(value)
        observer, calls = self._observer, self.calls
        inner = calls.inner
        is_error = value is not None and is_a(value, BaseException)
        calls.cancelling = is_error and is_a(value, asyncio.CancelledError)
        stack = observer.stack
        entry = stack.enter(self, inner.place or inner.home, now())
        token = None if self.has_own_context and current.get() is lane else current.set(lane)
        left = 0.0
        try:
            if lane.state != "queued":
                if self._nested is None:
                    calls.resume()
            elif not is_error:
                observer.lanes.start(lane)
                if self._planned:
                    self._planned.started()
            # Otherwise the task was cancelled before its start: its code never gets the thread.
            entry.since = now()
            drive = observer.drive
            awaited = drive(advance, value, _frame_of(self.coroutine)) if drive else advance(value)
        except StopIteration as stop:
            left = now()
            self._end("done", left, stop.value)
            raise
        except BaseException as error:
            left = now()
            raised: Optional[BaseException] = self._failed(error, inner, left)
            if raised is not error:
                raise raised from error
            raise
        else:
            left = now()
            self._suspend(awaited, left)
            return awaited
        finally:
            stack.leave(left or now())
            if token is not None and not self.has_own_context:
                current.reset(token)
            # See `throw`.
            value = raised = None

    def _failed(self, error: BaseException, inner: Lane, at: float) -> BaseException:
        """Ends the coroutine with an error. Returns the error that its caller sees."""
        outcome, raised = "failed", error
        if self._planned:
            outcome, raised = self._planned.outcome(error)
        elif is_a(error, asyncio.CancelledError):
            outcome = "cancelled"
        self.calls.end(error)
        if self.lane.is_silent:
            self._end(outcome, at)
        else:
            self._end(outcome, at, error=self._observer.failures.of(raised, inner.place))
            if outcome == "failed" and self.task is not None:
                self._observer.failed.append(self.task)
        return raised

    def _end(self, outcome: str, at: float, result: Any = None, error: Optional[dict[str, Any]] = None) -> None:
        lane = self.lane
        self.calls.end()
        by = self.calls.by if outcome == "cancelled" else None
        heard = self._is_awaited() if outcome == "failed" else None
        value: Optional[str] = None
        if lane.incoming is not None:
            outcome, value, error = lane.incoming.settle(at, outcome, result, error)
        elif outcome == "done" and not lane.is_silent:
            value = shown(result)
        self._observer.lanes.end(lane, outcome, value, error, at=at, by=by, heard=heard)
        if self._planned:
            self._planned.ended()
        below = self._observer.stack.below
        if below:
            below.of.inner_ended(self)

    def _is_awaited(self) -> Optional[bool]:
        """Returns whether anything awaits the task. None if that is still open."""
        if self.task is None:
            return True
        task = self.task()
        # Its result may still be retrieved later.
        return True if task is not None and task._callbacks else None

    def _suspend(self, awaited: Any, at: float) -> None:
        if self._nested is not None:
            # Code of the nested coroutine ran, not of this one.
            return
        observer = self._observer
        chain = follow(self.coroutine, observer.places.owners, TracedCoroutine)
        links, place = chain.links, None
        if links and links[0][0] is self.coroutine:
            place = observer.places.of_frame(links.pop(0)[2])
        self.calls.match_links(links)
        if type(chain.end) is TracedCoroutine:
            self._nested = chain.end
            on: WaitsFor = OPAQUE if chain.end.lane.is_silent else {"kind": "task", "task": chain.end.lane.id}
        elif self.lane.is_silent and not links:
            # Nothing of a silent lane is reported.
            self.lane.state = "waiting"
            return
        else:
            on = observer.futures.waits_for(awaited, chain)
        if self._planned:
            self._planned.suspended(on)
        self.calls.suspend(links, on, place, at)


def has_left_coroutine(error: BaseException) -> bool:
    """Returns whether an exception has left a traced coroutine. Its traceback must still have the runner's frames."""
    entry = traceback_of(error)
    while entry is not None and entry.tb_frame.f_code is not TracedCoroutine._step.__code__:
        entry = entry.tb_next
    return entry is not None
