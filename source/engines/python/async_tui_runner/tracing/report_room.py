"""How many reports of calls a program may be given, so that it takes about as long as without the runner."""

from __future__ import annotations

from ..clock import now
from ..loop.thread_usage import ThreadUsage

# The most reports in one stretch, and the most after a time with few. Beyond them nothing is reported for a while. A web
# framework makes some thousand calls before it calls a handler.
MOST = 20_000
SAVED = 100_000
# How many more reports each ms allows in which the thread is not preempted. With fewer than LEAST allowed, a stretch is
# driven without reports.
RATE = 60
LEAST = 500


class ReportRoom:
    """Grants reports to stretches on the thread: more after a time with few."""

    def __init__(self, usage: ThreadUsage) -> None:
        self._usage = usage
        # How many reports are allowed in total, as of `_since`.
        self._room = float(SAVED)
        self._since = 0.0

    def grant(self) -> int:
        """Returns how many reports a stretch may have that starts now. 0 if these would be too few to be of use."""
        if self._room < MOST:
            at = self._usage.own(now())
            self._room = min(SAVED, self._room + (at - self._since) * RATE)
            self._since = at
        return 0 if self._room < LEAST else min(MOST, int(self._room))

    def spend(self, reports: int) -> None:
        self._room -= reports
