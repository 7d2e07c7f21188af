"""Who is on the thread, and who has held it for long."""

from __future__ import annotations

from types import FrameType
from typing import TYPE_CHECKING, Callable, Optional, Protocol

from ..clock import now
from .source_positions import Place

if TYPE_CHECKING:
    from .calls import Calls
    from .lane import Lane


class Running(Protocol):
    """What can take the thread: a traced coroutine, or the top level of a program."""

    lane: Lane

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        """The lane whose code is running, at that frame if it is given."""

    def inner_ended(self, inner: Running) -> None:
        """What it awaits, and what is traced by itself, has ended."""

    @property
    def calls(self) -> Optional[Calls]:
        """The calls of async functions that it is in."""


class StackEntry:
    """A stretch on the thread, from a start or resumption to the next suspension. Stretches nest as calls do."""

    __slots__ = ("of", "since", "place", "nested", "calls")

    def __init__(self, of: Running, place: Optional[Place]) -> None:
        self.of = of
        self.since = now()
        # Where its code stood when it took the thread.
        self.place = place
        # ms in stretches within this one, or in waits for the host.
        self.nested = 0.0
        # How many calls have begun in it.
        self.calls = 0


class CallStack:
    """`held` is called with each stretch that has ended, and the milliseconds that it held the thread itself."""

    def __init__(self, held: Callable[[StackEntry, float], None]) -> None:
        self._held = held
        self._stack: list[StackEntry] = []

    @property
    def top(self) -> Optional[StackEntry]:
        return self._stack[-1] if self._stack else None

    @property
    def below(self) -> Optional[StackEntry]:
        """The one that the stretch on top is part of."""
        return self._stack[-2] if len(self._stack) > 1 else None

    def waited(self, ms: float) -> None:
        """So many ms were nobody's: the runner waited for the host."""
        if self._stack:
            self._stack[-1].nested += ms

    def enter(self, running: Running, place: Optional[Place]) -> None:
        self._stack.append(StackEntry(running, place))

    def leave(self) -> None:
        """Ends the stretch on top."""
        stretch = self._stack.pop()
        ms = now() - stretch.since
        if self._stack:
            self._stack[-1].nested += ms
        self._held(stretch, ms - stretch.nested)
