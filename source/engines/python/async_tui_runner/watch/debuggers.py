"""Hides the runner's frames from pdb and other debuggers that use `bdb`."""

from __future__ import annotations

import sys
from functools import wraps
from sys import _getframe
from types import CodeType, FrameType
from typing import Any, Callable, Optional

from ..import_hooks import when_imported
from ..tracing.monitored_calls import TOOL, TOOLS
from .tracebacks import is_runner


def debug_without_runner() -> None:
    """Makes debuggers step over the runner's frames, and leave them out of the stack."""
    when_imported("bdb", _adapt)


def _adapt(bdb: Any) -> None:
    _skip_runner(bdb)
    if sys.version_info >= (3, 13):
        _stop_in_line(bdb)


def _skip_runner(bdb: Any) -> None:
    stop_here, get_stack = bdb.Bdb.stop_here, bdb.Bdb.get_stack

    @wraps(stop_here)
    def stops(self: Any, frame: FrameType) -> Any:
        return not _is_runners(frame) and stop_here(self, frame)

    @wraps(get_stack)
    def shown(self: Any, frame: Any, traceback: Any) -> Any:
        stack, index = get_stack(self, frame, traceback)
        hidden = sum(_is_runners(outer) for outer, _ in stack[: index + 1])
        return [entry for entry in stack if not _is_runners(entry[0])], index - hidden

    bdb.Bdb.stop_here, bdb.Bdb.get_stack = stops, shown


def _stop_in_line(bdb: Any) -> None:
    """Makes `breakpoint` stop in its own line, as it does from 3.13 on.

    For that, a debugger asks for the next instruction, which Python does not report while a tool gets events of the
    same code. So the runner's tool gets none until the debugger has stopped.
    """
    set_trace, stop_here = bdb.Bdb.set_trace, bdb.Bdb.stop_here
    paused: list[Callable[[], None]] = []

    @wraps(set_trace)
    def starts(self: Any, frame: Optional[FrameType] = None, *options: Any, **named: Any) -> None:
        start = frame or _getframe(1)
        if not paused:
            paused.extend(_pause(tool, start.f_code) for tool in TOOLS if sys.monitoring.get_tool(tool) == TOOL)
        set_trace(self, start, *options, **named)

    @wraps(stop_here)
    def stops(self: Any, frame: FrameType) -> Any:
        is_stop = stop_here(self, frame)
        while is_stop and paused:
            paused.pop()()
        return is_stop

    bdb.Bdb.set_trace, bdb.Bdb.stop_here = starts, stops


def _pause(tool: int, code: CodeType) -> Callable[[], None]:
    """Stops all events of a tool except those of other code that it has asked for. Returns what undoes that."""
    monitoring = sys.monitoring
    events, local = monitoring.get_events(tool), monitoring.get_local_events(tool, code)
    monitoring.set_events(tool, 0)
    monitoring.set_local_events(tool, code, 0)

    def resume() -> None:
        monitoring.set_events(tool, events)
        monitoring.set_local_events(tool, code, local)

    return resume


def _is_runners(frame: FrameType) -> bool:
    return is_runner(frame.f_code.co_filename)
