"""What is on the thread, and since when."""

from __future__ import annotations

from typing import Callable, Optional

from ..clock import now
from .protocols import Running
from .source_positions import Place

# The shortest stretch that is reported, in ms.
LONG = 20


class StackEntry:
    """A stretch on the thread, from a start or resumption to the next suspension. Stretches nest as calls do."""

    __slots__ = ("of", "entered", "since", "place", "nested", "nested_usage", "calls")

    def __init__(self, of: Running, place: Optional[Place], at: float) -> None:
        self.of = of
        # `entered`: when the runner started its work for the stretch. `since`: when the stretch's own code started.
        self.entered = at
        self.since = at
        # Where its code was when it got the thread.
        self.place = place
        # How many ms of it were spent in nested stretches, in the runner, or in waits for the host.
        self.nested = 0.0
        # Of those, the ms on the processor, and the ms in which the thread was preempted.
        self.nested_usage = (0.0, 0.0)
        # How many calls started in it.
        self.calls = 0


class CallStack:
    """The stretches on the thread. `held` is called after each long one: when it ended, and how many ms were its own.

    `gap` is called after something outside of the stack was on the thread for long: since when, and until when.
    """

    def __init__(
        self,
        held: Callable[[StackEntry, float, float], None] = lambda entry, at, ms: None,
        gap: Callable[[float, float], None] = lambda since, at: None,
    ) -> None:
        self._held = held
        self._gap = gap
        self._stack: list[StackEntry] = []
        self.top: Optional[StackEntry] = None
        # When the stack became empty, or the loop continued after a pause.
        self.free_since = now()
        # When the last stretch ended.
        self.left_at = self.free_since
        # The runner's own time on the thread, in ms.
        self.tracing = 0.0

    @property
    def below(self) -> Optional[StackEntry]:
        """The stretch that contains the one on top."""
        return self._stack[-2] if len(self._stack) > 1 else None

    @property
    def changed_at(self) -> float:
        """Since when the thread has run without a change of the stack."""
        top = self.top
        return top.since if top else self.free_since

    def spent(self, ms: float) -> None:
        """Counts `ms` as the runner's own time."""
        self.tracing += ms
        if self.top:
            self.top.nested += ms

    def waited(self, ms: float) -> None:
        """Excludes `ms` from the program's time."""
        if self.top:
            self.top.nested += ms

    def close_gap(self, at: float) -> None:
        """Ends whatever was on the thread outside of the stack."""
        if at - self.free_since >= LONG and not self._stack:
            self._gap(self.free_since, at)
        self.free_since = at

    def worked_since(self, at: float) -> None:
        """Counts the time since `at`, in which nothing of the stack ran, as the runner's own."""
        end = now()
        self.tracing += end - at
        if not self._stack:
            self.free_since = end

    def enter(self, running: Running, place: Optional[Place], at: float) -> StackEntry:
        if not self._stack and at - self.free_since >= LONG:
            self._gap(self.free_since, at)
        entry = self.top = StackEntry(running, place, at)
        self._stack.append(entry)
        return entry

    def clear(self) -> None:
        """Empties the stack."""
        self._stack.clear()
        self.top = None
        self.free_since = now()

    def leave(self, at: float) -> None:
        """Ends the stretch on top, whose own code ended at `at`."""
        entry = self._stack.pop()
        end = self.left_at = now()
        ms = at - entry.since - entry.nested
        if self._stack:
            top = self.top = self._stack[-1]
            top.nested += end - entry.entered
        else:
            self.top = None
            self.free_since = end
        self.tracing += (entry.since - entry.entered) + (end - at)
        if ms >= LONG:
            self._held(entry, at, ms)
