"""The interfaces between the parts of the tracer."""

from __future__ import annotations

from types import FrameType, TracebackType
from typing import Optional, Protocol

from .lane import Lane


class OpenCalls(Protocol):
    """The open calls of async functions in what is on the thread, and what the interpreter reports about them."""

    def returned(self, frame: FrameType, value: object) -> None:
        """Ends the call of a frame that has returned, if it is the deepest."""

    def raised(self, frame: FrameType, error: Optional[BaseException]) -> None:
        """Ends the call of a frame that an exception leaves, if it is the deepest. `error` is None if it is unknown."""

    def left_by(self, error: BaseException, traceback: Optional[TracebackType]) -> None:
        """Ends all calls that an exception has left: those whose frames are in the traceback."""

    def yielded(self, frame: FrameType) -> None:
        """Notes that the generator of a frame, if it is the deepest call, has yielded a value."""

    def is_resting(self, frame: FrameType) -> bool:
        """Returns whether a frame belongs to a generator that has yielded a value."""


class Running(Protocol):
    """What can be on the thread: a traced coroutine, or the top level of a program."""

    lane: Lane

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        """Returns the lane that is running, at `frame` if it is given."""

    def is_own(self, frame: FrameType) -> bool:
        """Returns whether `frame` is its own, rather than that of a call in it."""

    def inner_ended(self, inner: Running) -> None:
        """Notes that what it awaits, and what is traced separately, has ended."""

    @property
    def calls(self) -> Optional[OpenCalls]:
        """The calls of async functions that are open in it. None if it cannot await."""
