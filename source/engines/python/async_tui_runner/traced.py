"""A coroutine that drives one of the program's, and tells what becomes of it."""

from __future__ import annotations

import asyncio
import collections.abc
import dis
import threading
from contextvars import ContextVar
from inspect import CO_ASYNC_GENERATOR
from types import FrameType
from typing import Any, Callable, Optional
from weakref import ref

from .chain import Chain, Link, follow, running
from .failures import Failures
from .lanes import Lane, Lanes
from .places import Places
from .planned import PlannedTask
from .shorten import shown
from .thread import Thread
from .waits import YIELD, Futures, WaitsFor

# Whose work goes on: also in callbacks and threads, where no stretch tells.
current: ContextVar[Optional[Lane]] = ContextVar("current", default=None)


class Call:
    """A call of an async function or generator, below the coroutine that is driven. Its frame says which one it is."""

    __slots__ = ("lane", "frame", "owner", "at", "closing", "rests", "__weakref__")

    def __init__(self, lane: Lane, frame: FrameType) -> None:
        self.lane = lane
        self.frame = frame
        # Known from its first suspension on.
        self.owner: Optional[ref[Any]] = None
        # The frame that is suspended.
        self.at = frame
        # It is a generator that is being closed.
        self.closing = False
        # It is a generator that has given a value.
        self.rests = False

    def suspended(self, link: Link, gone: Callable[[Call], None]) -> None:
        """It is suspended. `gone` is called when it has ended."""
        self.at = link.at
        self.closing = link.closing
        if self.owner is None:
            call = ref(self)

            def dropped(_: object) -> None:
                this = call()
                if this is not None:
                    gone(this)

            # Whoever awaits drops what it has awaited at the moment at which that has ended.
            self.owner = ref(link.owner, dropped)

    def has_returned(self) -> bool:
        """Whether the function, which has ended, has returned, and not raised."""
        code, last = self.frame.f_code, self.frame.f_lasti
        return dis.opname[code.co_code[last]].startswith("RETURN_")


class Observer:
    """What all traced coroutines of a run share."""

    def __init__(self, lanes: Lanes, thread: Thread, places: Places, failures: Failures, futures: Futures) -> None:
        self.lanes = lanes
        self.thread = thread
        self.places = places
        self.failures = failures
        self.futures = futures
        # The loop's thread.
        self.ident = threading.main_thread().ident

    def caller(self, frame: FrameType) -> Optional[Lane]:
        """Whose code that running frame belongs to."""
        top = self.thread.top
        if top is None or threading.get_ident() != self.ident:
            return current.get()
        top.traced.meet(frame)
        return top.traced.deepest()


class Traced(collections.abc.Coroutine):
    """Drives a coroutine of the program: one `send` is one stretch on the thread.

    Start, resumptions, suspensions and end of the coroutine are told exactly. The coroutines and async generators that
    it awaits, if they are in a shown file, become lanes of their own when they are suspended for the first time.
    """

    def __init__(self, observer: Observer, coroutine: Any, lane: Lane, planned: Optional[PlannedTask] = None) -> None:
        self._observer = observer
        self._coroutine = coroutine
        self._planned = planned
        self._calls: list[Call] = []
        # Generators that have given a value, and stand at their `yield`.
        self._resting: list[Call] = []
        # The traced coroutine that the deepest call awaits.
        self._nested: Optional[Traced] = None
        self._cancelling = False
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
            self._end_calls()
            self._observer.lanes.end(self.lane, "cancelled")

    def __await__(self) -> Traced:
        return self

    def __iter__(self) -> Traced:
        return self

    def __next__(self) -> Any:
        return self.send(None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._coroutine, name)

    def __repr__(self) -> str:
        return repr(self._coroutine)

    def deepest(self) -> Lane:
        """The lane whose code runs when this takes the thread."""
        for call in reversed(self._calls):
            if call.lane.state == "running":
                return call.lane
        return self.lane

    def _step(self, advance: Callable[[Any], Any], value: Any) -> Any:
        if self.lane.state == "ended":
            # It says itself that it cannot be awaited twice.
            return advance(value)
        observer = self._observer
        lanes = observer.lanes
        inner = self._inner()
        self._cancelling = isinstance(value, asyncio.CancelledError)
        thrown_at_start = self.lane.state == "queued" and isinstance(value, BaseException)
        token = current.set(self.lane)
        observer.thread.enter(self, inner.place or inner.home)
        try:
            if thrown_at_start:
                # It is cancelled before it has run: its code never takes the thread.
                pass
            elif self.lane.state == "queued":
                lanes.start(self.lane)
                if self._planned:
                    self._planned.started()
            elif self._nested is None and inner.state == "waiting":
                lanes.resume(inner)
            awaited = advance(value)
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
            observer.thread.leave()
            current.reset(token)

    def _outcome(self, error: BaseException) -> tuple[str, BaseException]:
        if self._planned:
            return self._planned.outcome(error)
        return "cancelled" if isinstance(error, asyncio.CancelledError) else "failed", error

    def _end(self, outcome: str, value: Optional[str] = None, error: Optional[dict[str, Any]] = None) -> None:
        self._end_calls()
        self._observer.lanes.end(self.lane, outcome, value, error)
        if self._planned:
            self._planned.ended()
        thread = self._observer.thread
        below = thread.below
        if below and below.traced._nested is self:
            below.traced._nested_ended()

    def _nested_ended(self) -> None:
        self._nested = None
        self._resume_caller()

    def _end_calls(self) -> None:
        while self._calls:
            self._ended(self._calls[-1])
        for call in self._resting:
            self._end_call(call)
        self._resting.clear()

    def _ended(self, call: Call) -> None:
        """That call, the deepest, has ended: its caller goes on."""
        if not self._calls or self._calls[-1] is not call:
            if call in self._resting:
                self._resting.remove(call)
                self._end_call(call)
            return
        self._calls.pop()
        self._end_call(call)
        self._resume_caller()

    def _end_call(self, call: Call) -> None:
        if call.lane.state == "ended":
            return
        if call.has_returned() or call.rests or call.closing:
            outcome = "done"
        else:
            outcome = "cancelled" if self._cancelling else "failed"
        self._observer.lanes.end(call.lane, outcome)

    def meet(self, frame: FrameType) -> None:
        """Brings the calls into line with what is running now: it may have called functions that were never suspended."""
        frames = running(frame, self._observer.places.shows, Traced._step.__code__)
        if frames and frames[0] is getattr(self._coroutine, "cr_frame", None):
            del frames[0]
        self._keep(frames)
        for frame in frames[len(self._calls) :]:
            self._calls.append(self._woken(frame) or self._called(frame))

    def _suspend(self, awaited: Any) -> None:
        if self._nested is not None:
            # It was not this one's code that ran.
            return
        observer = self._observer
        chain = follow(self._coroutine, observer.places.shows, Traced)
        self._nested = chain.end if isinstance(chain.end, Traced) else None
        links = chain.links
        own = None
        if links and links[0].owner is self._coroutine:
            own, *links = links
        self._keep([link.frame for link in links])
        for link in links[len(self._calls) :]:
            self._calls.append(self._woken(link.frame) or self._called(link.frame))
        for call, link in zip(self._calls, links):
            call.suspended(link, self._ended)

        if self._nested is not None:
            on: WaitsFor = {"kind": "task", "task": self._nested.lane.id}
        else:
            on = observer.futures.waits_for(awaited, chain)
        if self._planned:
            self._planned.suspended(on)
        for call in reversed(self._calls):
            self._wait(call.lane, on, call.at)
            on = {"kind": "task", "task": call.lane.id}
        self._wait(self.lane, on, own.at if own else None)

    def _wait(self, lane: Lane, on: WaitsFor, at: Optional[FrameType]) -> None:
        if lane.state == "running":
            self._observer.lanes.wait(lane, on, self._observer.places.of_frame(at) if at else None)

    def _keep(self, frames: list[FrameType]) -> None:
        """The calls that are no more among those frames have ended, or are generators that have given a value."""
        same = 0
        while same < min(len(frames), len(self._calls)) and self._calls[same].frame is frames[same]:
            same += 1
        while len(self._calls) > same:
            call = self._calls[-1]
            if call.owner and getattr(call.owner(), "ag_frame", None) is not None:
                self._rest(call)
            else:
                self._ended(call)

    def _rest(self, call: Call) -> None:
        """A generator has given a value."""
        self._calls.remove(call)
        self._resting.append(call)
        call.rests = True
        if call.lane.state == "running":
            self._observer.lanes.wait(call.lane, YIELD, self._observer.places.of_frame(call.frame))
        self._resume_caller()

    def _woken(self, frame: FrameType) -> Optional[Call]:
        """The generator that is asked for its next value."""
        for call in self._resting:
            if call.frame is frame:
                self._resting.remove(call)
                call.rests = False
                self._observer.lanes.resume(call.lane)
                return call
        return None

    def _called(self, frame: FrameType) -> Call:
        lanes = self._observer.lanes
        parent = self._inner()
        code = frame.f_code
        home = self._observer.places.of_function(code)
        kind = "generator" if code.co_flags & CO_ASYNC_GENERATOR else "call"
        lane = lanes.call(code.co_name, parent.planned, home, kind)
        lanes.create(lane, parent)
        lanes.start(lane)
        return Call(lane, frame)

    def _inner(self) -> Lane:
        """The lane of the deepest call."""
        return self._calls[-1].lane if self._calls else self.lane

    def _resume_caller(self) -> None:
        inner = self._inner()
        if inner.state == "waiting":
            self._observer.lanes.resume(inner)
