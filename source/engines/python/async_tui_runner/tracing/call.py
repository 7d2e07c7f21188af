"""One call of an async function or generator below the coroutine of a task."""

from __future__ import annotations

from types import AsyncGeneratorType, FrameType
from typing import Any, Callable, Optional
from weakref import ref

from .await_chain import Link
from .instructions import has_returned
from .lane import Lane


class Call:
    """A call below the coroutine that is driven. Its frame says which one it is."""

    __slots__ = ("lane", "frame", "owner", "at", "closing", "rests", "__weakref__")

    def __init__(self, lane: Lane, frame: FrameType) -> None:
        self.lane = lane
        self.frame = frame
        # Its coroutine or generator, known from its first suspension on.
        self.owner: Optional[ref[Any]] = None
        # The frame that is suspended.
        self.at = frame
        # It is a generator that is being closed.
        self.closing = False
        # It is a generator that has given a value.
        self.rests = False

    def suspended(self, link: Link, gone: Optional[Callable[[Call], None]]) -> None:
        """It is suspended. `gone` is called when it has ended. None: that is known anyway."""
        self.at = link.at
        self.closing = link.closing
        if gone is None:
            if self.owner is None and type(link.owner) is AsyncGeneratorType:
                self.owner = ref(link.owner)
        elif self.owner is None:
            call = ref(self)

            def dropped(_: object) -> None:
                this = call()
                if this is not None:
                    gone(this)

            # Whoever awaits drops what it has awaited at the moment at which that has ended.
            self.owner = ref(link.owner, dropped)

    def has_given_a_value(self) -> bool:
        """Whether it is a generator that stands at a `yield`, now that nobody waits for it."""
        owner = self.owner and self.owner()
        return type(owner) is AsyncGeneratorType and owner.ag_frame is not None

    def outcome(self, cancelling: bool) -> str:
        """How it has ended, as far as its frame says. `cancelling`: what was thrown into its task is a cancellation."""
        if has_returned(self.frame) or self.rests or self.closing:
            return "done"
        return "cancelled" if cancelling else "failed"
