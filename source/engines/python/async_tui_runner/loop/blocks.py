"""The stretches of code that block the loop."""

from __future__ import annotations

import threading
from typing import Callable, Optional

from ..clock import now
from ..trace_writer import TraceWriter
from ..tracing.call_stack import LONG, CallStack, StackEntry
from ..tracing.source_positions import Place
from .thread_usage import Reading, ThreadUsage, had_by_others, kept_by_runner, since

# How late the watchdog may wake, in ms, to count as punctual. Where the system does not report preemption, only a
# punctual watchdog shows that the process had the processor all the time.
PUNCTUAL = 25
# The watchdog sees every block that lasts this long, in ms, unless it does not get the interpreter's lock.
LONG_ENOUGH = 300
# Other threads with more than this share of a stretch on the processor may have held the interpreter's lock.
WORKING = 0.05


class Sighting:
    """Where and when the watchdog saw the thread. `place_of` finds the place once it is needed."""

    def __init__(self, at: float, place_of: Callable[[], Optional[Place]]) -> None:
        self.at = at
        self._place_of = place_of

    @property
    def place(self) -> Optional[Place]:
        return self._place_of()


class Blocks:
    """Reports code that blocked the main thread. Time in which the system preempted the thread does not count.

    The place of a block is where the watchdog saw the thread. If the block was too short to be seen, its place is the
    line where the stretch started: the await that resumed, or the head of the function. A long block that the watchdog
    did not see, because it did not get the interpreter's lock in time, has no place.
    """

    def __init__(self, writer: TraceWriter, usage: ThreadUsage) -> None:
        self._writer = writer
        self.usage = usage
        self.stack = CallStack(self._held, self._free)
        self.sighting = Sighting(0.0, lambda: None)
        # Since when the watchdog has woken in time, every time.
        self.punctual_since = 0.0
        # The instruction at which the watchdog last saw the thread, how many times in a row, and since when.
        self._seen: object = None
        self._times = 0
        self._seen_since = 0.0
        # How many ms of the last stretch the runner's own threads may have held the interpreter's lock.
        self._kept = 0.0
        # How many ms of the last stretch other threads were on the processor.
        self._others = 0.0
        # When the loop last turned; None while it has nothing to do.
        self.alive_at: Optional[float] = now()
        # Whether code on the thread blocks nothing: the program has made calls, and no loop runs on the thread.
        self.have_loops_ended: Callable[[], bool] = lambda: False
        # Whether the loop reports its idle time. If not, only a stretch that used the processor blocked the thread.
        self.is_idle_known = True
        # Called with the ms that the thread has waited for the host.
        self.delayed: Callable[[float], None] = lambda ms: None
        self._ident = threading.main_thread().ident
        writer.waited = self._waited

    def alive(self) -> None:
        """Notes that the loop turns: whatever was on the thread until now has left it."""
        self.alive_at = self.stack.free_since = now()

    def saw(self, instruction: object, at: float) -> None:
        """Notes that the watchdog saw the thread at `instruction`.

        Only called where the system reports no preemption.
        """
        if instruction != self._seen:
            self._seen, self._times, self._seen_since = instruction, 0, at
        self._times += 1

    def is_verified(self, ms: float, used: dict[str, Optional[float]], start: float, kept: float, others: float) -> bool:
        """Returns whether code blocked the thread for long, rather than the system or the runner."""
        preempted, processor = used["preempted"], used["processor"]
        if preempted is not None:
            # A thread that waits for another one to release the interpreter's lock looks like one that sleeps.
            is_away = ms - preempted - (processor or 0.0) > ms / 2 and others > ms * WORKING
            return ms - preempted - kept >= LONG and not is_away
        if processor is not None and processor >= ms / 2:
            return True
        # The thread slept: the watchdog was punctual throughout, and saw it at one instruction all the time.
        if self.punctual_since <= start <= self._seen_since and self._times > 1:
            used["preempted"] = 0.0
            return True
        return False

    def _held(self, entry: StackEntry, at: float, ms: float) -> None:
        used = self._used(entry.since, ms, entry.nested_usage)
        below = self.stack.top
        if below:
            below.nested_usage = (
                below.nested_usage[0] + (used["processor"] or 0),
                below.nested_usage[1] + (used["preempted"] or 0),
            )
        if entry.of.calls is None and self.have_loops_ended():
            return
        lane = entry.of.lane.shown
        seen = self.sighting
        place = seen.place if seen.at >= entry.since else None
        if place is None and ms - (used["preempted"] or 0.0) < LONG_ENOUGH:
            place = entry.place
        self._report(entry.since, at, ms, used, lane.id if lane else None, place)

    def _free(self, start: float, at: float) -> None:
        """Reports a stretch without a coroutine on the thread, such as a callback or the loading of a file."""
        place = self.sighting.place if self.sighting.at >= start else None
        used = self._used(start, at - start, (0.0, 0.0))
        if self.is_idle_known or (used["processor"] or 0.0) >= (at - start) / 2:
            self._report(start, at, at - start, used, None, place)

    def _used(self, start: float, ms: float, nested: tuple[float, float]) -> dict[str, Optional[float]]:
        """Returns the usage in a stretch: at most what was used since the last reading before the stretch started."""
        before: Reading = self.usage.last
        self.usage.last = self.usage.read()
        used = since(before, self.usage.last)
        for index, name in enumerate(("processor", "preempted")):
            value = used[name]
            if value is not None:
                used[name] = round(min(ms, max(0.0, value - nested[index])), 3)
        self._kept = kept_by_runner(before, self.usage.last, ms, used)
        self._others = had_by_others(before, self.usage.last)
        return used

    def _report(
        self,
        start: float,
        at: float,
        ms: float,
        used: dict[str, Optional[float]],
        task: Optional[str],
        place: Optional[Place],
    ) -> None:
        if self.is_verified(ms, used, start, self._kept, self._others):
            self._writer.emit(
                "loop-released", at, since=self._writer.since(start), ms=round(ms, 3), task=task, place=place, **used
            )

    def _waited(self, ms: float) -> None:
        """Notes that a thread has waited for the host. If it is the main thread, that time does not block the loop."""
        if threading.get_ident() == self._ident:
            self.stack.waited(ms)
            self.delayed(ms)
            if self.alive_at is not None:
                self.alive()
