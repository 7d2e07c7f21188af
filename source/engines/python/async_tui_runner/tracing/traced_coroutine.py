"""A coroutine that drives one of the program's, and tells what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import FrameType
from typing import Any, Callable, Optional

from .calls import Calls
from .await_chain import follow, running
from .lane import Lane
from .observer import Observer, current
from ..planned_tasks import PlannedTask
from ..shorten import shown
from .call_stack import Running
from .wait_reasons import WaitsFor


class TracedCoroutine(Coroutine[Any, Any, Any]):
    """Drives a coroutine of the program: one `send` is one stretch on the thread.

    Start, resumptions, suspensions and end of the coroutine are told exactly. The coroutines and async generators that
    it awaits, if they are in a shown file, become lanes of their own.
    """

    def __init__(self, observer: Observer, coroutine: Any, lane: Lane, planned: Optional[PlannedTask] = None) -> None:
        self._observer = observer
        self._coroutine = coroutine
        self._planned = planned
        self.calls = Calls(observer, lane)
        # The traced coroutine that the deepest call awaits.
        self._nested: Optional[TracedCoroutine] = None
        self.lane = lane

    def send(self, value: Any) -> Any:
        if self._planned and self.lane.state == "queued" and self._planned.cancelled:
            return self.throw(asyncio.CancelledError())
        return self._step(self._coroutine.send, value)

    def throw(self, kind: Any, value: Any = None, traceback: Any = None) -> Any:
        error = value if isinstance(value, BaseException) else kind
        if isinstance(error, type):
            error = error() if value is None else error(value)
        if self._planned:
            error = self._planned.replaced(error)
        return self._step(self._coroutine.throw, error)

    def close(self) -> None:
        self._coroutine.close()
        if self.lane.state not in ("unknown", "ended"):
            self.calls.end()
            self._observer.lanes.end(self.lane, "cancelled")

    def __await__(self) -> TracedCoroutine:
        return self

    def __iter__(self) -> TracedCoroutine:
        return self

    def __next__(self) -> Any:
        return self.send(None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._coroutine, name)

    def __repr__(self) -> str:
        return repr(self._coroutine)

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        """The lane whose code is running, at that frame if it is given."""
        if frame is not None:
            frames = running(frame, self._observer.places.shows, TracedCoroutine._step.__code__)
            if frames and frames[0] is getattr(self._coroutine, "cr_frame", None):
                del frames[0]
            self.calls.meet(frames)
        return self.calls.running

    def inner_ended(self, inner: Running) -> None:
        if self._nested is inner:
            self._nested = None
            self.calls.resume()

    def _step(self, advance: Callable[[Any], Any], value: Any) -> Any:
        if self.lane.state == "ended":
            # It says itself that it cannot be awaited twice.
            return advance(value)
        observer, calls = self._observer, self.calls
        inner = calls.inner
        calls.cancelling = isinstance(value, asyncio.CancelledError)
        token = current.set(self.lane)
        thread = observer.thread
        thread.enter(self, inner.place or inner.home)
        try:
            if self.lane.state != "queued":
                if self._nested is None:
                    calls.resume()
            elif not isinstance(value, BaseException):
                observer.lanes.start(self.lane)
                if self._planned:
                    self._planned.started()
            # Otherwise it is cancelled before it has run: its code never takes the thread.
            awaited = observer.drive(advance, value)
        except StopIteration as stop:
            self._end("done", value=shown(stop.value))
            raise
        except BaseException as error:
            outcome, raised = self._outcome(error)
            self._end(outcome, error=observer.failures.of(raised, inner.place))
            if raised is not error:
                raise raised from error
            raise
        else:
            self._suspend(awaited)
            return awaited
        finally:
            thread.leave()
            current.reset(token)

    def _outcome(self, error: BaseException) -> tuple[str, BaseException]:
        if self._planned:
            return self._planned.outcome(error)
        return "cancelled" if isinstance(error, asyncio.CancelledError) else "failed", error

    def _end(self, outcome: str, value: Optional[str] = None, error: Optional[dict[str, Any]] = None) -> None:
        self.calls.end()
        self._observer.lanes.end(self.lane, outcome, value, error)
        if self._planned:
            self._planned.ended()
        below = self._observer.thread.below
        if below:
            below.of.inner_ended(self)

    def _suspend(self, awaited: Any) -> None:
        if self._nested is not None:
            # It was not this one's code that ran.
            return
        observer = self._observer
        chain = follow(self._coroutine, observer.places.shows, TracedCoroutine)
        links, place = chain.links, None
        if links and links[0].owner is self._coroutine:
            own, *links = links
            place = observer.places.of_frame(own.at)
        self.calls.meet([link.frame for link in links])
        if isinstance(chain.end, TracedCoroutine):
            self._nested = chain.end
            on: WaitsFor = {"kind": "task", "task": self._nested.lane.id}
        else:
            on = observer.futures.waits_for(awaited, chain)
        if self._planned:
            self._planned.suspended(on)
        on = self.calls.suspend(links, on)
        if self.lane.state == "running":
            observer.lanes.wait(self.lane, on, place)
