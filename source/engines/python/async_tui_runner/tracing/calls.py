"""The calls of async functions and generators that a traced coroutine is in."""

from __future__ import annotations

from asyncio import CancelledError
from inspect import CO_ASYNC_GENERATOR
from sys import exc_info
from types import CodeType, FrameType, TracebackType
from typing import Any, Optional, Sequence

from ..inspection import is_a
from ..shorten import shown
from ..watch.tracebacks import traceback_of
from .await_chain import Link
from .call import Call
from .instructions import is_at_start
from .lane import Lane
from .observer import Observer
from .wait_reasons import YIELD, WaitsFor

# Why what a destroyed task was in has ended: nothing has cancelled it.
DESTROYED = {"cause": "destroyed"}


class Calls:
    """Knows a call from the first time that it is seen: suspended, or when it writes, fetches, or makes a task.

    `lane`: that of the coroutine itself.
    """

    def __init__(self, observer: Observer, lane: Lane) -> None:
        self._observer = observer
        self._lane = lane
        # From the outermost to the deepest.
        self._open: list[Call] = []
        # Generators that have given a value.
        self._resting: list[Call] = []
        # What is thrown into the coroutine at the moment is a cancellation.
        self.cancelling = False
        # Who has cancelled it.
        self.by: Optional[dict[str, Any]] = None
        # The coroutine closes a generator.
        self.is_closing = False

    # Which lane is it?

    @property
    def inner(self) -> Lane:
        """The lane of the deepest call, or of the coroutine itself."""
        return self._open[-1].lane if self._open else self._lane

    @property
    def outer(self) -> Lane:
        """The lane of the coroutine or, where that is a library's, of the first call of the program in it."""
        return self._open[0].lane if self._open and self._lane.is_silent else self._lane

    @property
    def running(self) -> Lane:
        """The deepest lane whose code runs."""
        for call in reversed(self._open):
            if call.lane.state == "running":
                return call.lane
        return self._lane

    def of_code(self, code: CodeType) -> Optional[Lane]:
        """The lane of the deepest open call of that code."""
        for call in reversed(self._open):
            if call.frame.f_code is code:
                return call.lane
        return None

    # Calls that are met, for the first time or again.

    def begins(self, frame: FrameType, own: Optional[FrameType]) -> bool:
        """Whether that call just begins, called by the deepest one or by the coroutine, whose frame is `own`: it is met."""
        if frame.f_back is not (self._open[-1].frame if self._open else own) or not is_at_start(frame):
            return False
        call = self._called(frame)
        if call is not None:
            self._open.append(call)
        return True

    def meet(self, frames: Sequence[FrameType]) -> None:
        """Brings the calls into line with those frames: what is suspended, or running, from the outermost on."""
        same = 0
        while same < min(len(frames), len(self._open)) and self._open[same].frame is frames[same]:
            same += 1
        while len(self._open) > same:
            call = self._open[-1]
            if call.has_given_a_value():
                self._rest(call)
            else:
                self._ended(call)
        for frame in frames[same:]:
            call = self._woken(frame) or self._called(frame)
            if call is None:
                break
            self._open.append(call)

    def _woken(self, frame: FrameType) -> Optional[Call]:
        """The generator that is asked for its next value."""
        call = self._resting_at(frame)
        if call is not None:
            self._resting.remove(call)
            call.rests = False
            self._observer.lanes.resume(call.lane)
        return call

    def _called(self, frame: FrameType) -> Optional[Call]:
        """A call that was not known. None where it is one that was destroyed, and now cleans up."""
        lanes = self._observer.lanes
        parent, code = self.inner, frame.f_code
        closes = self.is_closing and not self._open
        if not closes and exc_info()[0] is GeneratorExit and not is_at_start(frame):
            return None
        home = self._observer.places.of_function(code)
        kind = "generator" if code.co_flags & CO_ASYNC_GENERATOR else "call"
        lane = lanes.call(f"{code.co_name}, closing" if closes else code.co_name, parent.planned, home, kind)
        lanes.call_begins(lane, parent)
        call = Call(lane, frame)
        call.closing = closes
        return call

    # What happens to the coroutine, and with it to its calls.

    def suspend(self, links: Sequence[Link], on: WaitsFor, at: float) -> WaitsFor:
        """They are suspended, the deepest on `on`. Returns what the coroutine itself waits for."""
        gone = None if self._observer.knows_ends else self._dropped
        for call, link in zip(self._open, links):
            call.suspended(link, gone)
        for call in reversed(self._open):
            if call.lane.state == "running":
                self._observer.lanes.wait(call.lane, on, self._observer.places.of_frame(call.at), at)
            on = {"kind": "task", "task": call.lane.id}
        return on

    def resume(self) -> None:
        """The deepest one goes on."""
        inner = self.inner
        if inner.state == "waiting":
            self._observer.lanes.resume(inner, self.cancelling)

    def cancelled_by(self, by: Optional[dict[str, Any]]) -> None:
        """The first cause counts, but for a time limit, which the code within it turns into an error of its own."""
        if self.by is None or self.by["cause"] == "timeout":
            self.by = by

    def end(self, error: Optional[BaseException] = None) -> None:
        """The coroutine has ended, and with it all that it was in. `error`: by what."""
        if self._open and error is not None:
            self.left_by(error, traceback_of(error))
        while self._open:
            self._ended(self._open[-1])
        while self._resting:
            self._end(self._resting.pop())

    def destroy(self) -> None:
        """The coroutine has been destroyed, and with it all that waited in it."""
        for call in reversed(self._open):
            self._observer.lanes.end(call.lane, "cancelled", by=DESTROYED)
        self._open.clear()
        self.end()

    # Calls that end, or rest, one by one.

    def returned(self, frame: FrameType, value: object) -> None:
        """The call of that frame, if it is the deepest, has returned."""
        call = self._left(frame)
        if call is None:
            return
        # If there was one, it has caught it.
        self.cancelling = False
        is_told = call.lane.kind != "generator" and call.lane.untold is None
        self._observer.lanes.end(call.lane, "done", value=shown(value) if is_told else None)
        self.resume()

    def raised(self, frame: FrameType, error: Optional[BaseException]) -> None:
        """An exception leaves the call of that frame, if it is the deepest. None: nobody knows which."""
        call = self._left(frame)
        if call is None:
            return
        if error is None or call.closing:
            self._end(call)
        else:
            # A coroutine that is closed is left by a GeneratorExit.
            is_cancelled = is_a(error, CancelledError) or is_a(error, GeneratorExit)
            self._observer.lanes.end(
                call.lane,
                "cancelled" if is_cancelled else "failed",
                error=self._observer.failures.of(error, call.lane.place),
                by=self.by if is_a(error, CancelledError) else None,
                # Whoever awaits it hears of it.
                heard=None if is_cancelled else True,
            )
        self.resume()

    def left_by(self, error: BaseException, traceback: Optional[TracebackType]) -> None:
        """An exception has left all calls whose frames are in that traceback."""
        frames = set()
        while traceback is not None:
            frames.add(id(traceback.tb_frame))
            traceback = traceback.tb_next
        while self._open and id(self._open[-1].frame) in frames:
            call = self._open[-1]
            if call.closing:
                self._ended(call)
            else:
                self.raised(call.frame, error)

    def gave(self, frame: FrameType) -> None:
        """The generator of that frame, if it is the deepest call, has given a value."""
        if self._open and self._open[-1].frame is frame:
            self._rest(self._open[-1])

    def is_resting(self, frame: FrameType) -> bool:
        """Whether that frame is a generator that has given a value."""
        return self._resting_at(frame) is not None

    def _resting_at(self, frame: FrameType) -> Optional[Call]:
        return next((call for call in self._resting if call.frame is frame), None)

    def _left(self, frame: FrameType) -> Optional[Call]:
        """The call of that frame, if it is the deepest, or a generator that rests: it is not known here any more."""
        if self._open and self._open[-1].frame is frame:
            return self._open.pop()
        resting = self._resting_at(frame)
        if resting is not None:
            # It is not asked for more.
            self._resting.remove(resting)
            resting.closing = True
        return resting

    def _rest(self, call: Call) -> None:
        self._open.pop()
        self._resting.append(call)
        call.rests = True
        if call.lane.state == "running":
            self._observer.lanes.wait(call.lane, YIELD, self._observer.places.of_frame(call.frame))
        self.resume()

    def _dropped(self, call: Call) -> None:
        with self._observer.limit:
            self._ended(call)

    def _ended(self, call: Call) -> None:
        if call in self._resting:
            self._resting.remove(call)
            self._end(call)
        elif self._open and self._open[-1] is call:
            self._open.pop()
            self._end(call)
            self.resume()

    def _end(self, call: Call) -> None:
        outcome = call.outcome(self.cancelling)
        by, heard = (self.by if outcome == "cancelled" else None), (True if outcome == "failed" else None)
        self._observer.lanes.end(call.lane, outcome, by=by, heard=heard)
