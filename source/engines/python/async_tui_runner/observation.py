"""How every run is traced, of whatever kind, and how it ends."""

from __future__ import annotations

import asyncio
import gc
from os import _exit
from time import sleep
from typing import Any, Callable, NoReturn, Optional, Sequence

from .channel import Channel
from .clock import now
from .failures import Failures
from .inspection import is_a
from .load_program import path_of
from .loop.blocks import Blocks
from .loop.endless_waits import endless_wait
from .loop.heartbeat import Heartbeat
from .loop.thread_usage import ThreadUsage
from .loop.wakers import Wakers
from .loop.watchdog import Watchdog
from .recursion_limit import RecursionLimit
from .trace_writer import TraceWriter
from .tracing.counted_calls import CountedCalls
from .tracing.hot_loops import HotLoops
from .tracing.lanes import Lanes
from .tracing.locks import Locks
from .tracing.observer import Observer
from .tracing.source_positions import SourcePositions
from .tracing.wait_reasons import Futures
from .watch.executors import note_threads
from .watch.full_executors import FullExecutors
from .watch.output import flush_output
from .watch.output_limit import OutputLimit
from .watch.warning_hooks import WarningHooks

_exit_code = SystemExit.__dict__["code"]


class Observation:
    """The tracing of one run. `forwards_to_stderr`: see `WarningHooks`.

    `blocks`, `heartbeat`, `watchdog`: of the main thread.
    """

    def __init__(
        self,
        command: dict[str, Any],
        channel: Channel,
        forwards_to_stderr: bool,
        name_file: Optional[Callable[[str], str]] = None,
    ) -> None:
        self._origin: float = command["origin"]
        self.writer = TraceWriter(self._origin, channel)
        self.output = OutputLimit(self.writer.emit)
        names = {path_of(file["url"]): file["name"] for file in command["files"]}
        self.places = SourcePositions(names, self._describe, name_file)
        self.hot_loops = HotLoops(self.writer)
        usage = ThreadUsage(channel)
        self.blocks = Blocks(self.writer, usage)
        self.counted_calls = CountedCalls(self.writer, self.hot_loops, usage, self.blocks.stack)
        self.lanes = Lanes(self.writer, self.hot_loops, self.counted_calls)
        self.limit = RecursionLimit()
        self.heartbeat = Heartbeat(self.writer, self.blocks, self.hot_loops, self.counted_calls)
        self.watchdog = Watchdog(self.writer, self.places, self.blocks, self.counted_calls, channel)
        failures = Failures(self.places)
        self.observer = Observer(self.lanes, self.blocks.stack, self.places, failures, Futures(), self.limit)
        self.locks = Locks(self.writer, self.observer)
        self._executors = FullExecutors(self.writer, self.places)
        self._wakers = Wakers(self.writer, self.places)
        self.warning_hooks = WarningHooks(self.writer, self.observer, forwards_to_stderr)
        self._unobserved: set[str] = set()

    def _describe(self, name: str, text: str) -> None:
        self.writer.emit("file-described", name=name, text=text)

    def trace(self, loop: asyncio.AbstractEventLoop) -> None:
        """Starts to report what happens on a loop."""
        note_threads(loop, self.observer.futures)
        self.warning_hooks.watch_loop(loop)

    def watch_waits(self) -> None:
        """Starts to report what a program waits for, and which task has it."""
        self.locks.watch()
        self.observer.futures.lock = self.locks.waited
        self.heartbeat.each_beat = self._report_waits
        self.watchdog.endless_wait = lambda thread: endless_wait(thread, self.heartbeat.loop)

    def _report_waits(self, at: float, loop: Any) -> None:
        self.locks.report(at, loop)
        self._executors.report(at)
        self._wakers.report(at, loop, self.blocks.stack.left_at)

    def wait_for_release(self) -> None:
        """Sleeps until the run is to start."""
        sleep(max(0.0, self._origin - now()) / 1000)

    def begin(self) -> None:
        """Starts the run."""
        self.blocks.usage.begin()
        self.lanes.measures = self.heartbeat.measures
        self.writer.emit("run-started")

    def forked(self) -> None:
        """Resets the state in a forked process, on whose thread no call of its parent continues."""
        self.lanes.in_flight = 0
        self.blocks.usage.reopen()
        self.counted_calls.forget()
        self.blocks.stack.clear()

    def not_observed(self, what: str) -> None:
        """Reports, once per library, that the library runs a loop that is not observed."""
        if what not in self._unobserved:
            self._unobserved.add(what)
            self.writer.emit("not-observed", what=what)

    def end(self, outcome: str, failure: Optional[dict[str, Any]], open: list[str], code: Optional[int] = None) -> None:
        """Reports how the run ended. Nothing is reported after that."""
        # Coroutines that were never awaited, and errors that no task retrieved, are reported when they are collected.
        self.warning_hooks.report_pending()
        gc.collect()
        self.warning_hooks.report_unretrieved()
        flush_output()
        self.leave(outcome, failure, open, code)

    def leave(
        self, outcome: str, failure: Optional[dict[str, Any]], open: Sequence[str] = (), code: Optional[int] = None
    ) -> None:
        """Reports the end as `end` does, without changing what the program leaves behind."""
        self.output.flush()
        self.counted_calls.leave_all()
        self.hot_loops.leave_all()
        at = now()
        measures = self.heartbeat.measures(at)
        self.writer.emit("run-ended", at, outcome=outcome, error=failure, open=list(open), exitCode=code, **measures)
        self.writer.close()


def exit_code_of(end: SystemExit) -> int:
    """Returns the exit code of a process that this exception ends."""
    code = _exit_code.__get__(end)
    if not is_a(code, int):
        return 0 if code is None else 1
    code = int.__int__(code)
    # As C converts it: a code that does not fit is -1.
    return (code if -(2**63) <= code < 2**63 else -1) & 0xFF


def exit_failure(code: int) -> dict[str, Any]:
    return {"name": "Exit", "message": f"the program exited with code {code}"}


def leave(code: int) -> NoReturn:
    """Ends the process now: threads of the program may still be running, but the run has ended."""
    _exit(code & 0xFF)
