"""What the parts of the tracer know of each other."""

from __future__ import annotations

from types import FrameType, TracebackType
from typing import Optional, Protocol

from .lane import Lane


class OpenCalls(Protocol):
    """The calls of async functions that something on the thread is in, as they are reported one by one."""

    def returned(self, frame: FrameType, value: object) -> None:
        """The call of that frame, if it is the deepest, has returned."""

    def raised(self, frame: FrameType, error: Optional[BaseException]) -> None:
        """An exception leaves the call of that frame, if it is the deepest. None: nobody knows which."""

    def left_by(self, error: BaseException, traceback: Optional[TracebackType]) -> None:
        """An exception has left all calls whose frames are in that traceback."""

    def gave(self, frame: FrameType) -> None:
        """The generator of that frame, if it is the deepest call, has given a value."""

    def is_resting(self, frame: FrameType) -> bool:
        """Whether that frame is a generator that has given a value."""


class Running(Protocol):
    """What can take the thread: a traced coroutine, or the top level of a program."""

    lane: Lane

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        """The lane whose code is running, at that frame if it is given."""

    def is_own(self, frame: FrameType) -> bool:
        """Whether that is its own frame, and not that of a call in it."""

    def inner_ended(self, inner: Running) -> None:
        """What it awaits, and what is traced by itself, has ended."""

    @property
    def calls(self) -> Optional[OpenCalls]:
        """The calls of async functions that it is in."""
