"""Handles what a program can do to its process, and to the run in it."""

from __future__ import annotations

import _thread
import errno
import os
import sys
from functools import wraps
from os import _exit
from time import sleep
from typing import AbstractSet, Any, Callable, NoReturn, Optional

from ..channel import Channel
from ..clock import now
from ..observation import Observation, exit_failure
from . import memory
from .output import flush_output

# How often memory is checked, and how often output is flushed, in ms.
MEMORY_INTERVAL = 25
OUTPUT_INTERVAL = 1000
# How long a task may stay on the thread after it was cancelled, in ms.
GRACE = 250


def limit_process(observation: Observation, channel: Channel, most: Optional[int]) -> None:
    """Sets up all limits. `most`: how many MB of memory the process may use; None: any number."""
    if most is not None:
        memory.limit_requests(most)
    guard_descriptors(channel.descriptors | observation.blocks.usage.descriptors)
    report_exit(observation)
    # Not with `threading`, where the program counts its own threads.
    _thread.start_new_thread(_look_after, (observation, most))


def kill_if_blocked(observation: Observation, task: str) -> None:
    """Ends the run if a cancelled planned task stays on the thread, so that the cancellation cannot reach it."""
    blocks = observation.blocks
    held, alive_at = blocks.stack.top, blocks.alive_at
    if held is None or held.of.lane.planned != task:
        return

    def end() -> None:
        sleep(GRACE / 1000)
        if blocks.stack.top is held and blocks.alive_at == alive_at:
            message = "the cancelled task was blocking the thread, so its process was killed"
            _end(observation, "cancelled", {"name": "Cancelled", "message": message})

    _thread.start_new_thread(end, ())


def _look_after(observation: Observation, most: Optional[int]) -> None:
    turns = 0
    while True:
        sleep(MEMORY_INTERVAL / 1000)
        turns += 1
        if turns * MEMORY_INTERVAL % OUTPUT_INTERVAL == 0:
            flush_output()
            observation.output.flush()
        if most is not None and memory.taken() > most:
            message = f"it used {memory.taken():.0f} MB of memory; the limit is {most} MB (--max-memory)"
            _end(observation, "killed", {"name": "OutOfMemory", "message": message})


def _end(observation: Observation, outcome: str, failure: dict[str, Any]) -> NoReturn:
    """Ends the process immediately, whatever it is doing."""
    observation.writer.emit("run-ended", outcome=outcome, error=failure, open=[])
    observation.writer.close()
    _exit(1)


def report_exit(observation: Observation) -> None:
    """Reports the end of a process that calls `os._exit`."""

    @wraps(_exit)
    def exit_reported(status: int) -> NoReturn:
        observation.output.flush()
        code = status & 0xFF
        # Once nothing is in flight, such an exit is an ordinary end.
        is_cut = observation.lanes.in_flight > 0
        observation.writer.emit(
            "run-ended",
            outcome="exited" if is_cut else "ok",
            error=exit_failure(code) if is_cut else None,
            open=[],
            exitCode=code,
            **observation.heartbeat.measures(now()),
        )
        observation.writer.close()
        _exit(status)

    _replace(_exit, exit_reported)


def guard_descriptors(own: AbstractSet[int]) -> None:
    """Stops the program from closing the descriptors of its run.

    To the program they are not open, as without the runner.
    """
    close, close_range = os.close, os.closerange

    @wraps(close)
    def closed(fd: int) -> None:
        if fd in own:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        close(fd)

    @wraps(close_range)
    def range_closed(fd_low: int, fd_high: int, /) -> None:
        for kept in sorted(own):
            if fd_low <= kept < fd_high:
                close_range(fd_low, kept)
                fd_low = kept + 1
        close_range(fd_low, fd_high)

    _replace(close, closed)
    _replace(close_range, range_closed)


def _replace(function: Callable[..., Any], by: Callable[..., Any]) -> None:
    """Replaces a function of `os`, also in the module that it names as its own: by that name it is pickled."""
    for module in (os, sys.modules[function.__module__]):
        setattr(module, function.__name__, by)
