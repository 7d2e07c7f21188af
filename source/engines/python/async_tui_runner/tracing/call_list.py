"""The calls of a coroutine that have not ended."""

from __future__ import annotations

from types import FrameType
from typing import Optional

from .call import Call
from .lane import Lane

# An empty list is never changed, so all can share this one: most coroutines of short tasks make no calls.
_EMPTY: list[Call] = []


class CallList:
    """The open calls of a coroutine, one inside the other, and its generators that have yielded a value.

    `lane`: that of the coroutine itself.
    """

    __slots__ = ("_lane", "_open", "_at_yield")

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        # From the outermost to the deepest.
        self._open = _EMPTY
        self._at_yield = _EMPTY

    @property
    def inner(self) -> Lane:
        """The lane of the deepest call, or of the coroutine itself."""
        return self._open[-1].lane if self._open else self._lane

    @property
    def outer(self) -> Lane:
        """The lane of the coroutine; if that belongs to a library, the lane of the program's first call in it."""
        return self._open[0].lane if self._open and self._lane.is_silent else self._lane

    @property
    def running(self) -> Lane:
        """The deepest lane that is running."""
        for call in reversed(self._open):
            if call.lane.state == "running":
                return call.lane
        return self._lane

    def is_deepest(self, frame: Optional[FrameType], own: Optional[FrameType]) -> bool:
        """Returns whether a frame is that of the deepest call, or of the coroutine itself, whose frame is `own`."""
        return frame is (self._open[-1].frame if self._open else own)

    @property
    def deepest(self) -> Optional[Call]:
        """The deepest open call. None if there is none but the coroutine itself."""
        return self._open[-1] if self._open else None

    def is_open(self, call: Call) -> bool:
        return call in self._open

    def is_resting(self, frame: FrameType) -> bool:
        """Returns whether a frame belongs to a generator that has yielded a value."""
        return bool(self._at_yield) and self._resting_at(frame) is not None

    def _resting_at(self, frame: FrameType) -> Optional[Call]:
        for call in self._at_yield:
            if call.frame is frame:
                return call
        return None

    def _push(self, call: Call) -> None:
        """Adds a call that the deepest call, or the coroutine itself, has made."""
        if self._open:
            self._open.append(call)
        else:
            self._open = [call]

    def _set_aside(self) -> Call:
        """Moves the deepest call, a generator, to those that have yielded a value."""
        call = self._open.pop()
        call.is_at_yield = True
        self._at_yield = [*self._at_yield, call]
        return call

    def _take_back(self, call: Call) -> None:
        """Removes a generator from those that have yielded a value."""
        self._at_yield = [each for each in self._at_yield if each is not call]

    def _remove(self, frame: FrameType) -> Optional[Call]:
        """Removes the call of a frame and returns it, if it is the deepest or a resting generator. None otherwise."""
        if self._open and self._open[-1].frame is frame:
            return self._open.pop()
        resting = self._resting_at(frame)
        if resting is not None:
            # The generator will not be resumed for another value.
            self._take_back(resting)
            resting.closing = True
        return resting
