"""Who is on the thread, and who has held it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Optional

from .clock import now
from .places import Place

if TYPE_CHECKING:
    from .traced import Traced


class Stretch:
    """A stretch on the thread, from a start or resumption to the next suspension. Stretches nest as calls do."""

    __slots__ = ("traced", "since", "place", "nested")

    def __init__(self, traced: Traced, place: Optional[Place]) -> None:
        self.traced = traced
        self.since = now()
        # Where its code stood when it took the thread.
        self.place = place
        # ms in stretches within this one.
        self.nested = 0.0


class Thread:
    """`held` is called with each stretch that has ended, and the milliseconds that it held the thread itself."""

    def __init__(self, held: Callable[[Stretch, float], None]) -> None:
        self._held = held
        self._stack: list[Stretch] = []

    @property
    def top(self) -> Optional[Stretch]:
        return self._stack[-1] if self._stack else None

    @property
    def below(self) -> Optional[Stretch]:
        """The one that the stretch on top is part of."""
        return self._stack[-2] if len(self._stack) > 1 else None

    def enter(self, traced: Traced, place: Optional[Place]) -> Stretch:
        stretch = Stretch(traced, place)
        self._stack.append(stretch)
        return stretch

    def leave(self) -> None:
        """Ends the stretch on top."""
        stretch = self._stack.pop()
        ms = now() - stretch.since
        if self._stack:
            self._stack[-1].nested += ms
        self._held(stretch, ms - stretch.nested)
