"""One call of an async function or generator below the coroutine of a task."""

from __future__ import annotations

from inspect import CO_ASYNC_GENERATOR
from types import AsyncGeneratorType, FrameType
from typing import Any, Optional
from weakref import ref

from .instructions import ended_as_if_closed, has_never_run, has_returned
from .lane import Lane


class Call:
    """A call below the coroutine that the loop drives. Its frame identifies it."""

    __slots__ = ("lane", "frame", "owner", "at", "closing", "is_at_yield", "__weakref__")

    def __init__(self, lane: Lane, frame: FrameType) -> None:
        self.lane = lane
        self.frame = frame
        # Its coroutine or generator, known from its first suspension on.
        self.owner: Optional[ref[Any]] = None
        # The suspended frame: its own, or that of a comprehension in it.
        self.at = frame
        # Whether it is a generator that is being closed.
        self.closing = False
        # Whether it is a generator that has yielded a value and waits to be resumed for the next.
        self.is_at_yield = False

    def has_yielded(self) -> bool:
        """Returns whether it is a generator suspended at a `yield`. Only valid while no code awaits it."""
        owner = self.owner and self.owner()
        return type(owner) is AsyncGeneratorType and owner.ag_frame is not None

    def outcome(self, cancelling: bool, reports_errors: bool) -> str:
        """Returns how it ended, as far as its frame shows.

        `cancelling`: a cancellation was thrown into its task. `reports_errors`: whether Python reports the exceptions
        that leave a call.
        """
        code = self.frame.f_code
        if has_returned(self.frame) or self.is_at_yield or self.closing:
            return "done"
        if code.co_name == "__anext__":
            # Almost always, its exception is the one that ends an iteration.
            return "done"
        if cancelling or reports_errors or has_never_run(self.frame):
            # Unless it was cancelled, its coroutine was closed.
            return "cancelled"
        return "done" if code.co_flags & CO_ASYNC_GENERATOR and ended_as_if_closed(self.frame) else "failed"
