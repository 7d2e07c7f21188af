"""Calls as Python 3.12 and later report them: only for selected code, so that all other code costs nothing."""

from __future__ import annotations

import inspect
import sys
from sys import _getframe
from types import CodeType
from typing import Any, Callable

from ..clock import now
from ..inspection import class_name
from ..recursion_limit import OVERFLOW, set_limit
from .observer import Observer

# The type of what an async generator passes to the interpreter when it yields a value rather than waits.
GIVEN = "async_generator_wrapped_value"

# The tool ids that are not reserved for a kind of tool, and the name of this one.
TOOLS = (3, 4)
TOOL = "async-tui"

# After this many calls in one stretch, further ones are reported only when they suspend: a loop that only makes calls
# must not flood the trace.
MOST = 500

ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def monitor(observer: Observer) -> None:
    monitoring = sys.monitoring
    events = monitoring.events
    tool = next((tool for tool in TOOLS if monitoring.get_tool(tool) is None), None)
    if tool is None:
        return
    observer.reports_ends = True
    shows = observer.places.shows
    known: set[int] = set()

    def started(code: CodeType, offset: int) -> object:
        if not code.co_flags & ASYNC or not shows(code):
            return monitoring.DISABLE
        if id(code) not in known:
            known.add(id(code))
            wanted = events.PY_START | events.PY_RETURN
            if code.co_flags & inspect.CO_ASYNC_GENERATOR:
                wanted |= events.PY_YIELD | events.PY_RESUME
            monitoring.set_local_events(tool, code, wanted)
            kept.append(code)
        top = observer.stack.top
        if top and top.calls < MOST and not top.of.is_own(_getframe(1)):
            top.calls += 1
            try:
                _hooked(observer, observer.running)
            except RecursionError:
                # The stack has no room for the hook, and would have none for the call.
                raise RecursionError(OVERFLOW) from None
        return None

    def returned(code: CodeType, offset: int, value: object) -> None:
        top = observer.stack.top
        calls = top.of.calls if top else None
        if top and calls and not top.of.is_own(_getframe(1)):
            _hooked(observer, lambda frame: calls.returned(frame, value))

    def raised(code: CodeType, offset: int, error: BaseException) -> None:
        if not code.co_flags & ASYNC or not shows(code):
            return
        top = observer.stack.top
        calls = top.of.calls if top else None
        if calls:
            _hooked(observer, lambda frame: calls.raised(frame, error))

    def yielded(code: CodeType, offset: int, value: object) -> None:
        top = observer.stack.top
        calls = top.of.calls if top else None
        if calls and class_name(type(value)) == GIVEN:
            _hooked(observer, calls.yielded)

    def resumed(code: CodeType, offset: int) -> None:
        top = observer.stack.top
        calls = top.of.calls if top else None
        if calls and calls.is_resting(_getframe(1)):
            _hooked(observer, observer.running)

    kept: list[CodeType] = []
    monitoring.use_tool_id(tool, TOOL)
    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.register_callback(tool, events.PY_UNWIND, raised)
    monitoring.register_callback(tool, events.PY_YIELD, yielded)
    monitoring.register_callback(tool, events.PY_RESUME, resumed)
    # `started` disables the event for code that is not the program's. PY_UNWIND can only be set for all code or none.
    monitoring.set_events(tool, events.PY_START | events.PY_UNWIND)


def _hooked(observer: Observer, happened: Callable[[Any], object]) -> None:
    """Calls `happened` with the frame that the interpreter reports. Hides its errors from the program."""
    limit, stack = observer.limit, observer.stack
    set_limit(limit.high)
    at = now()
    try:
        happened(_getframe(2))
    except Exception:
        # The call becomes known when it suspends, or not at all.
        pass
    finally:
        stack.spent(now() - at)
        try:
            set_limit(limit.low)
        except RecursionError:
            pass
