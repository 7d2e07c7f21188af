"""The calls of async functions and generators inside one traced coroutine."""

from __future__ import annotations

from asyncio import CancelledError
from inspect import CO_ASYNC_GENERATOR
from sys import exc_info
from types import AsyncGeneratorType, FrameType, TracebackType
from typing import Any, Optional, Sequence
from weakref import ref

from ..inspection import is_a
from ..shorten import shown
from ..watch.tracebacks import traceback_of
from .await_chain import Link
from .call import Call
from .call_list import CallList
from .instructions import is_at_start
from .lane import Lane
from .observer import Observer
from .source_positions import Place
from .wait_reasons import YIELD, WaitsFor

# The cause with which the calls of a destroyed task end: nothing cancelled them.
DESTROYED = {"cause": "destroyed"}


class Calls(CallList):
    """Reports what happens to the calls of a coroutine: each starts, waits and resumes with the others, and ends.

    A call is known from the first time that it is seen: when the interpreter reports its start, when it is suspended,
    or when it prints, fetches or creates a task. It ends when the interpreter reports that, when an exception that was
    caught has its frame, or when it is missing among the frames that are seen next.
    """

    __slots__ = ("_observer", "cancelling", "by", "is_closing")

    def __init__(self, observer: Observer, lane: Lane) -> None:
        super().__init__(lane)
        self._observer = observer
        # Whether a cancellation is being thrown into the coroutine.
        self.cancelling = False
        # The cause of that cancellation.
        self.by: Optional[dict[str, Any]] = None
        # Whether the coroutine closes a generator.
        self.is_closing = False

    # Calls start: each is seen for the first time, or again.

    def add_started(self, frame: FrameType, own: Optional[FrameType]) -> bool:
        """Returns whether a frame is a call that just started, and adds that call.

        Its caller must be the deepest call, or the coroutine itself, whose frame is `own`.
        """
        if not self.is_deepest(frame.f_back, own) or not is_at_start(frame):
            return False
        call = self._create(frame)
        if call is not None:
            self._push(call)
        return True

    def match_links(self, links: Sequence[Link]) -> None:
        """Updates the open calls to match the links of a suspended coroutine."""
        if len(links) == len(self._open):
            for call, link in zip(self._open, links):
                if call.frame is not link[1]:
                    break
            else:
                return
        self.match_frames([frame for _, frame, _, _ in links])

    def match_frames(self, frames: Sequence[FrameType]) -> None:
        """Updates the open calls to match `frames`: the suspended or running frames, from the outermost inward."""
        same = 0
        while same < min(len(frames), len(self._open)) and self._open[same].frame is frames[same]:
            same += 1
        while len(self._open) > same:
            call = self._open[-1]
            if call.has_yielded():
                self._rest()
            else:
                self._close(call)
        for frame in frames[same:]:
            call = self._resumed_generator(frame) or self._create(frame)
            if call is None:
                break
            self._push(call)

    def _resumed_generator(self, frame: FrameType) -> Optional[Call]:
        """Returns the generator that resumes for its next value. None if the frame is not suspended at a `yield`."""
        call = self._resting_at(frame)
        if call is not None:
            self._take_back(call)
            call.is_at_yield = False
            self._observer.lanes.resume(call.lane)
        return call

    def _create(self, frame: FrameType) -> Optional[Call]:
        """Creates a call that was not known. None if it was destroyed and is now cleaning up."""
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

    # The calls wait together with their coroutine, and the deepest resumes.

    def suspend(self, links: Sequence[Link], on: WaitsFor, place: Optional[Place], at: float) -> None:
        """Suspends the calls and the coroutine itself, which is at `place`. The deepest of them waits for `on`."""
        lanes, below = self._observer.lanes, None
        if self._open:
            for call, (owner, _, suspended, closing) in zip(self._open, links):
                call.at = suspended
                call.closing = closing
                if call.owner is None:
                    self._note_owner(call, owner)
            for call in reversed(self._open):
                if call.lane.state == "running":
                    lanes.wait(call.lane, on, self._observer.places.of_frame(call.at), at, below)
                below = call.lane
                on = {"kind": "task", "task": below.id}
        if self._lane.state == "running":
            lanes.wait(self._lane, on, place, at, below)

    def _note_owner(self, call: Call, owner: Any) -> None:
        """Notes the coroutine or generator of a call that is suspended for the first time.

        Where the interpreter does not report the ends of calls, awaiting code shows them: it drops its reference to the
        awaited object at the moment at which that object ends.
        """
        if not self._observer.reports_ends:
            call.owner = ref(owner, self._dropped)
        elif type(owner) is AsyncGeneratorType:
            call.owner = ref(owner)

    def _dropped(self, owner: ref[Any]) -> None:
        """Ends a call whose coroutine its caller has dropped, if it is the deepest or a resting generator."""
        for call in (*self._open[-1:], *self._at_yield):
            if call.owner is owner:
                with self._observer.limit:
                    self._close(call)

    def resume(self) -> None:
        """Resumes the deepest call."""
        inner = self.inner
        if inner.state == "waiting":
            self._observer.lanes.resume(inner, self.cancelling)

    def yielded(self, frame: FrameType) -> None:
        """Notes that the generator of a frame, if it is the deepest call, has yielded a value."""
        if self._open and self._open[-1].frame is frame:
            self._rest()

    def _rest(self) -> None:
        """Sets the deepest call, a generator, aside until it is resumed for its next value."""
        call = self._set_aside()
        if call.lane.state == "running":
            self._observer.lanes.wait(call.lane, YIELD, self._observer.places.of_frame(call.frame))
        self.resume()

    # A call ends, as the interpreter reports.

    def returned(self, frame: FrameType, value: object) -> None:
        """Ends the call of a frame that has returned, if it is the deepest."""
        call = self._remove(frame)
        if call is None:
            return
        # The call has caught a cancellation, if there was one.
        self.cancelling = False
        is_reported = call.lane.kind != "generator" and call.lane.unreported is None
        self._observer.lanes.end(call.lane, "done", value=shown(value) if is_reported else None)
        self.resume()

    def raised(self, frame: FrameType, error: Optional[BaseException]) -> None:
        """Ends the call of a frame that an exception leaves, if it is the deepest. `error` is None if it is unknown."""
        call = self._remove(frame)
        if call is None:
            return
        if error is None or call.closing:
            self._end_lane(call)
        elif is_a(error, StopAsyncIteration):
            # Its caller's iteration ends.
            self._observer.lanes.end(call.lane, "done")
        else:
            # Closing a coroutine raises GeneratorExit in it.
            is_cancelled = is_a(error, CancelledError) or is_a(error, GeneratorExit)
            self._observer.lanes.end(
                call.lane,
                "cancelled" if is_cancelled else "failed",
                error=self._observer.failures.of(error, call.lane.place),
                by=self.by if is_a(error, CancelledError) else None,
                # The code that awaits the call receives the error.
                heard=None if is_cancelled else True,
            )
        self.resume()

    def left_by(self, error: BaseException, traceback: Optional[TracebackType]) -> None:
        """Ends all calls that an exception has left: those whose frames are in the traceback."""
        frames = set()
        while traceback is not None:
            frames.add(id(traceback.tb_frame))
            traceback = traceback.tb_next
        while self._open and id(self._open[-1].frame) in frames:
            call = self._open[-1]
            if call.closing:
                self._close(call)
            else:
                self.raised(call.frame, error)

    # Calls end otherwise: with their coroutine, or unnoticed before.

    def cancelled_by(self, by: Optional[dict[str, Any]]) -> None:
        """Notes the cause of a cancellation.

        The first one counts, except for a time limit, whose own code turns that cancellation into an error.
        """
        if self.by is None or self.by["cause"] == "timeout":
            self.by = by

    def end(self, error: Optional[BaseException] = None) -> None:
        """Ends all calls with the coroutine. `error`: the exception that ended it."""
        if self._open and error is not None:
            self.left_by(error, traceback_of(error))
        while self._open:
            self._close(self._open[-1])
        while self._at_yield:
            self._close(self._at_yield[-1])

    def destroy(self) -> None:
        """Ends all calls with a coroutine that was destroyed while it waited."""
        while self._open:
            self._observer.lanes.end(self._open.pop().lane, "cancelled", by=DESTROYED)
        self.end()

    def _close(self, call: Call) -> None:
        """Removes a call that has ended, if it is the deepest or a resting generator, and ends its lane."""
        if call in self._at_yield:
            self._take_back(call)
            self._end_lane(call)
        elif self._open and self._open[-1] is call:
            self._open.pop()
            self._end_lane(call)
            self.resume()

    def _end_lane(self, call: Call) -> None:
        """Ends the lane of a call whose result or exception is unknown, with the outcome that its frame shows."""
        outcome = call.outcome(self.cancelling, self._observer.reports_ends)
        by, heard = (self.by if outcome == "cancelled" else None), (True if outcome == "failed" else None)
        self._observer.lanes.end(call.lane, outcome, by=by, heard=heard)
