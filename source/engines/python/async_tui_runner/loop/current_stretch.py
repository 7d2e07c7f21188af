"""The stretch in which the watched thread is, as the watchdog sees it: a block, if it lasts."""

from __future__ import annotations

from typing import Optional

from ..tracing.source_positions import Place
from .thread_usage import Reading, had_by_others, kept_by_runner, since


class CurrentStretch:
    """From `start` on, which is the last sign of life of the thread, to the last measurement."""

    def __init__(self, reading: Reading) -> None:
        self.start = 0.0
        # The usage of the thread at its start, and as of the last measurement.
        self._before = self._reading = reading
        # When a place of the thread in it was last reported, and the two places that `moved_to` compares with.
        self._seen_at = 0.0
        self._seen: Optional[Place] = None
        self._passing: Optional[Place] = None
        # The wait that nothing can end, as of the last turn, and the start of the stretch in which one was reported.
        self._endless: Optional[str] = None
        self._reported = 0.0

    def begin(self, at: float) -> None:
        """Starts a new stretch, unless this one started at that moment."""
        if at != self.start:
            self.start, self._before, self._endless = at, self._reading, None

    def measure(self, reading: Reading) -> dict[str, Optional[float]]:
        """Returns what the thread has used in it."""
        self._reading = reading
        return since(self._before, reading)

    def others(self, at: float, used: dict[str, Optional[float]]) -> tuple[float, float]:
        """Returns the ms that threads of the runner, and other threads of the process, may have taken from it."""
        return (
            kept_by_runner(self._before, self._reading, at - self.start, used),
            had_by_others(self._before, self._reading),
        )

    def was_seen(self, after: float) -> bool:
        """Returns whether a place in it was reported after that moment."""
        return self._seen_at > max(self.start, after)

    def waits_endlessly(self, endless: Optional[str]) -> bool:
        """Returns whether a wait without end is certain: it was found in two turns. True once in a stretch."""
        before, self._endless = self._endless, endless
        if not endless or endless != before or self._reported == self.start:
            return False
        self._reported = self.start
        return True

    def moved_to(self, place: Optional[Place], at: float) -> bool:
        """Returns whether the thread is at another place than the last time.

        A place that is seen once may be where the stretch is just ending: after the first one, a new place counts once
        it is seen twice.
        """
        if self.was_seen(self.start) and (place == self._seen or place != self._passing):
            self._passing = place
            return False
        self._passing = self._seen = place
        self._seen_at = at
        return True
