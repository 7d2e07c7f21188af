"""What every run is traced with, however it runs, and how it ends."""

from __future__ import annotations

import asyncio
import gc
import time
from os import _exit
from typing import Any, NoReturn, Optional

from .watch.warning_hooks import WarningHooks
from .channel import Channel
from .clock import now
from .watch.executors import note_threads
from .tracing.task_factory import trace_tasks
from .failures import Failures
from .tracing.hot_loops import HotLoops
from .tracing.lanes import Lanes
from .load_program import path_of
from .loop.blocks import Loop
from .tracing.observer import Observer
from .watch.output import flush_output
from .watch.output_limit import OutputLimit
from .tracing.source_positions import SourcePositions
from .trace_writer import TraceWriter
from .tracing.wait_reasons import Futures


class Observation:
    """`loop`: that of the main thread. `forwards_to_stderr`: see `WarningHooks`."""

    def __init__(self, command: dict[str, Any], channel: Channel, forwards_to_stderr: bool) -> None:
        self._origin: float = command["origin"]
        self.writer = TraceWriter(self._origin, channel.write)
        self.output = OutputLimit(self.writer.emit)
        self.places = SourcePositions({path_of(file["url"]): file["name"] for file in command["files"]})
        self.hot_loops = HotLoops(self.writer)
        self.lanes = Lanes(self.writer, self.hot_loops)
        self.loop = Loop(self.writer, self.places)
        self.observer = Observer(self.lanes, self.loop.thread, self.places, Failures(self.places), Futures())
        self.warning_hooks = WarningHooks(self.writer, self.observer, forwards_to_stderr)

    def trace(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tells of all that happens on a loop."""
        trace_tasks(loop, self.observer)
        note_threads(loop, self.observer.futures)
        self.warning_hooks.watch_loop(loop)

    def wait_for_release(self) -> None:
        """Waits for the instant at which the run is to start."""
        time.sleep(max(0.0, self._origin - now()) / 1000)

    def end(self, outcome: str, failure: Optional[dict[str, Any]], open: list[str]) -> None:
        """Says how the run has ended: nothing is told after that."""
        # What was never awaited, or failed unheard, says so when it is collected.
        gc.collect()
        flush_output()
        self.output.flush()
        self.hot_loops.leave_all()
        self.writer.emit("run-ended", outcome=outcome, error=failure, open=open)
        self.writer.close()


def exit_code_of(end: SystemExit) -> int:
    """The code that a process ends with that way."""
    return end.code if isinstance(end.code, int) else 0 if end.code is None else 1


def exit_failure(code: int) -> dict[str, Any]:
    return {"name": "Exit", "message": f"the program exited with code {code}"}


def leave(code: int) -> NoReturn:
    """Ends the process: threads of the program may still be at work, but the run is over."""
    _exit(code & 0xFF)
