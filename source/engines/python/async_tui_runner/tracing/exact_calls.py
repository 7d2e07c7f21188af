"""The calls of a program, at the moments at which they begin and end.

Without it a call is known from its first suspension on, and one that is never suspended may not be known at all.
"""

from __future__ import annotations

import inspect
import sys
from types import CodeType
from typing import Iterator

from ..loop.blocks import Loop
from .observer import Observer

_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def emit_calls(code: CodeType, observer: Observer, loop: Loop) -> None:
    """Tells of the calls of all async functions that this code defines."""
    functions = frozenset(function for function in _inside(code) if function.co_flags & _ASYNC)
    if not functions:
        return
    if sys.version_info >= (3, 12):
        from .monitored_calls import monitor

        monitor(functions, observer)
    else:
        from .profiled_calls import ProfiledCalls

        ProfiledCalls(functions, observer, loop).watch()


def _inside(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _inside(constant)
