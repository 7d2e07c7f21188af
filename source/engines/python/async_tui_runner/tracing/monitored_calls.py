"""Calls as Python 3.12 and later report them: only those that are asked for, so that all else costs nothing."""

from __future__ import annotations

import inspect
import sys
from types import CodeType
from typing import Optional

from .calls import Calls
from .observer import Observer

# What an async generator hands to the interpreter when it gives a value, and does not wait.
GIVEN = "async_generator_wrapped_value"

# After so many calls in one stretch the next ones are told when they are suspended: a loop that only calls is no flood.
MOST = 500


def monitor(functions: frozenset[CodeType], observer: Observer) -> None:
    monitoring = sys.monitoring
    events = monitoring.events
    # Those that no kind of tool has for itself.
    tool = next((tool for tool in (3, 4) if monitoring.get_tool(tool) is None), None)
    if tool is None:
        return

    def calls() -> Optional[Calls]:
        top = observer.thread.top
        return top.of.calls if top else None

    def started(code: CodeType, offset: int) -> None:
        top = observer.thread.top
        if top and top.calls < MOST:
            top.calls += 1
            observer.caller(sys._getframe(1))

    def returned(code: CodeType, offset: int, value: object) -> None:
        found = calls()
        if found:
            found.returned(sys._getframe(1), value)

    def raised(code: CodeType, offset: int, error: BaseException) -> None:
        found = calls() if code in functions else None
        if found:
            found.raised(sys._getframe(1), error)

    def gave(code: CodeType, offset: int, value: object) -> None:
        found = calls() if type(value).__name__ == GIVEN else None
        if found:
            found.gave(sys._getframe(1))

    def resumed(code: CodeType, offset: int) -> None:
        found, frame = calls(), sys._getframe(1)
        if found and found.is_resting(frame):
            observer.caller(frame)

    monitoring.use_tool_id(tool, "async-tui")
    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.register_callback(tool, events.PY_UNWIND, raised)
    monitoring.register_callback(tool, events.PY_YIELD, gave)
    monitoring.register_callback(tool, events.PY_RESUME, resumed)
    for function in functions:
        wanted = events.PY_START | events.PY_RETURN
        if function.co_flags & inspect.CO_ASYNC_GENERATOR:
            wanted |= events.PY_YIELD | events.PY_RESUME
        monitoring.set_local_events(tool, function, wanted)
    # Python reports it for all code or none.
    monitoring.set_events(tool, events.PY_UNWIND)
