"""The system's figures for the main thread: how long it had the processor, and how long it had to wait for it."""

from __future__ import annotations

import os
import sys
import threading
import time
from os import close
from typing import NamedTuple, Optional

from ..channel import Channel, copy
from ..clock import now

# How old the last reading may be, in ms, to serve for the start of a stretch.
FRESH = 5


class Reading(NamedTuple):
    """`processor`, `preempted`: ms since the thread started. None where the system does not report them.

    `runner`: ms in which other threads of the runner may have held the interpreter's lock. `process`: ms that all
    threads together were on the processor.
    """

    at: float
    processor: Optional[float]
    preempted: Optional[float]
    runner: float
    process: float


class ThreadUsage:
    """Reads the usage of the main thread. A reading takes one to two microseconds.

    Any thread can take a reading on Linux. Elsewhere other threads cannot read the processor time, and preemption is
    unknown to all.
    """

    def __init__(self, channel: Optional[Channel] = None) -> None:
        self._channel = channel
        self.reopen()

    def reopen(self) -> None:
        """Starts anew in a forked process."""
        # How many ms the runner's other threads have worked, without the thread of the channel.
        self.runner = 0.0
        self._ident = threading.main_thread().ident
        self._descriptor = _schedstat()
        self._clock = _processor_clock() if self._descriptor is None else None
        self.origin = self.last = self.read()

    @property
    def descriptors(self) -> frozenset[int]:
        return frozenset([] if self._descriptor is None else [self._descriptor])

    def read(self) -> Reading:
        """Takes a reading."""
        runner = self.runner + (self._channel.worked if self._channel else 0.0)
        process = time.process_time() * 1000
        if self._descriptor is not None:
            try:
                run, wait, _ = os.pread(self._descriptor, 64, 0).split()
                return Reading(now(), int(run) / 1e6, int(wait) / 1e6, runner, process)
            except (OSError, ValueError):
                self._descriptor = None
        if self._clock is not None:
            return Reading(now(), time.clock_gettime(self._clock) * 1000, None, runner, process)
        is_main = threading.get_ident() == self._ident
        return Reading(now(), time.thread_time() * 1000 if is_main else None, None, runner, process)

    def refresh(self, at: float) -> None:
        """Takes a new reading if the last one is older than FRESH."""
        if at - self.last.at > FRESH:
            self.last = self.read()

    def own(self, at: float) -> float:
        """Converts an instant to a clock that stops while the thread is preempted, as of the last reading."""
        return at - (self.last.preempted or 0.0)

    def begin(self) -> None:
        """Starts to count: the run starts now."""
        self.origin = self.last = self.read()

    def since_start(self) -> dict[str, Optional[float]]:
        """Returns what the run has used."""
        return since(self.origin, self.read())


def since(before: Reading, after: Reading) -> dict[str, Optional[float]]:
    """Returns what was used between two readings, in ms."""
    return {
        "processor": _difference(before.processor, after.processor),
        "preempted": _difference(before.preempted, after.preempted),
    }


def had_by_others(before: Reading, after: Reading) -> float:
    """Returns how many ms other threads were on the processor between two readings."""
    return after.process - before.process - ((after.processor or 0.0) - (before.processor or 0.0))


def kept_by_runner(before: Reading, after: Reading, ms: float, used: dict[str, Optional[float]]) -> float:
    """Returns how many of `ms` the thread may have waited for a thread of the runner that was itself preempted."""
    rest = ms - (used["processor"] or 0.0) - (used["preempted"] or 0.0)
    return min(max(0.0, rest), after.runner - before.runner)


def _difference(before: Optional[float], after: Optional[float]) -> Optional[float]:
    return None if before is None or after is None else round(max(0.0, after - before), 3)


def _schedstat() -> Optional[int]:
    if sys.platform != "linux":
        return None
    path = f"/proc/self/task/{threading.main_thread().native_id}/schedstat"
    try:
        opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        # A high number does not collide with the program's descriptors.
        return copy(opened)
    finally:
        close(opened)


def _processor_clock() -> Optional[int]:
    ident = threading.main_thread().ident
    if not hasattr(time, "pthread_getcpuclockid") or ident is None:
        return None
    try:
        return time.pthread_getcpuclockid(ident)
    except OSError:
        return None
