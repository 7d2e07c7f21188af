"""The stretches that block the loop."""

from __future__ import annotations

import threading
from typing import Callable, Optional

from ..clock import now
from ..trace_writer import TraceWriter
from ..tracing.call_stack import LONG, CallStack, StackEntry
from ..tracing.source_positions import Place
from .thread_usage import Reading, ThreadUsage, had_by_others, kept_by_runner, since

# How late the watchdog may be, in ms, where nothing else tells that the process had the processor all the time.
PUNCTUAL = 25
# The watchdog looks at a block that lasts so long, in ms, unless it does not get the interpreter's lock.
LONG_ENOUGH = 300
# Other threads that had the processor for such a share of a stretch may have kept the interpreter from it.
WORKING = 0.05


class Sighting:
    """Where the watchdog has seen the thread, and when. `place_of`: the place of what it has seen."""

    def __init__(self, at: float, place_of: Callable[[], Optional[Place]]) -> None:
        self.at = at
        self._place_of = place_of

    @property
    def place(self) -> Optional[Place]:
        return self._place_of()


class Blocks:
    """Reports what has held the main thread for long without a pause, less the time in which the thread was preempted.

    The place of a block is where the watchdog saw the thread. For blocks too short for it, it is the line at which the
    stretch began: the await that it was resumed from, or the head of the function. A long block that the watchdog did not
    see, because it did not get the interpreter's lock in time, has none.
    """

    def __init__(self, writer: TraceWriter, usage: ThreadUsage) -> None:
        self._writer = writer
        self.usage = usage
        self.stack = CallStack(self._held, self._free)
        self.sighting = Sighting(0.0, lambda: None)
        # Since when the watchdog has come in time, and has seen the thread at one and the same place.
        self.punctual_since = 0.0
        # The instruction at which it has seen the thread last: how often in a row, and since when.
        self._seen: object = None
        self._times = 0
        self._seen_since = 0.0
        # How many ms of the last stretch the runner may have kept the thread from the interpreter.
        self._kept = 0.0
        # How many ms of the processor others had in it.
        self._others = 0.0
        # When the loop was alive last; None while it has nothing to do.
        self.alive_at: Optional[float] = now()
        # Whether what holds the thread blocks nothing: a program has made calls, and no loop has its thread.
        self.is_over: Callable[[], bool] = lambda: False
        # Whether the loop says when it has nothing to do: else only what used the processor held the thread.
        self.knows_idle = True
        # Called when the thread has waited for the host for so many ms.
        self.delayed: Callable[[float], None] = lambda ms: None
        self._ident = threading.main_thread().ident
        writer.waited = self._waited

    def alive(self) -> None:
        """Whatever held the thread until now does so no more."""
        self.alive_at = self.stack.free_since = now()

    def saw(self, instruction: object, at: float) -> None:
        """The watchdog has come in time, and has seen the thread at that instruction."""
        if instruction != self._seen:
            self._seen, self._times, self._seen_since = instruction, 0, at
        self._times += 1

    def is_verified(self, ms: float, used: dict[str, Optional[float]], start: float, kept: float, others: float) -> bool:
        """Whether the thread was held for long, and not only away from the processor, or kept away by the runner."""
        preempted, processor = used["preempted"], used["processor"]
        if preempted is not None:
            # What waits for another thread to give up the interpreter looks as if it slept.
            is_away = ms - preempted - (processor or 0.0) > ms / 2 and others > ms * WORKING
            return ms - preempted - kept >= LONG and not is_away
        if processor is not None and processor >= ms / 2:
            return True
        # It slept where the watchdog had the interpreter in time, and saw the thread at one instruction all the time.
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
        if entry.of.calls is None and self.is_over():
            return
        lane = entry.of.lane.shown
        seen = self.sighting
        place = seen.place if seen.at >= entry.since else None
        if place is None and ms - (used["preempted"] or 0.0) < LONG_ENOUGH:
            place = entry.place
        self._report(entry.since, at, ms, used, lane.id if lane else None, place)

    def _free(self, start: float, at: float) -> None:
        """No coroutine held the thread, but something did: a callback, or the loading of a file."""
        place = self.sighting.place if self.sighting.at >= start else None
        used = self._used(start, at - start, (0.0, 0.0))
        if self.knows_idle or (used["processor"] or 0.0) >= (at - start) / 2:
            self._report(start, at, at - start, used, None, place)

    def _used(self, start: float, ms: float, nested: tuple[float, float]) -> dict[str, Optional[float]]:
        """At most what was used since the last reading before the start."""
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
        """A thread has waited for the host: if it is the main one, it was not held."""
        if threading.get_ident() == self._ident:
            self.stack.waited(ms)
            self.delayed(ms)
            if self.alive_at is not None:
                self.alive()
