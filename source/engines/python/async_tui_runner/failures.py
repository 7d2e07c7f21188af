"""Exceptions as text."""

from __future__ import annotations

import os
import platform
import re
import sys
from types import TracebackType
from typing import Any, Optional

from .tracing.source_positions import Place, SourcePositions
from .shorten import shorten
from .watch.tracebacks import is_runner

_missing = re.compile(r"module 'asyncio' has no attribute '(\w+)'")
_since = {"TaskGroup": "3.11", "timeout": "3.11", "Runner": "3.11", "Barrier": "3.11", "eager_task_factory": "3.12"}


class Failures:
    def __init__(self, places: SourcePositions) -> None:
        self._places = places

    def of(self, error: BaseException, fallback: Optional[Place] = None) -> dict[str, Any]:
        """What was raised. `fallback`: where its task was last, for exceptions raised outside of the program."""
        failure: dict[str, Any] = {"name": type(error).__name__, "message": shorten(_message(error)) + _advice(error)}
        place = self._place(error) or fallback
        if place:
            failure["place"] = place
        return failure

    def _place(self, error: BaseException) -> Optional[Place]:
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            place = self._places.of_line(error.filename, error.lineno, error.offset)
            if place:
                return place
        for member in _members(error):
            place = self._place(member)
            if place:
                return place
        return self._places.of_traceback(error.__traceback__)


def _members(error: BaseException) -> tuple[BaseException, ...]:
    """Those of an exception group."""
    members = getattr(error, "exceptions", ())
    return members if isinstance(members, tuple) else ()


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    try:
        message = str(error)
    except Exception:
        return "an exception that cannot be printed"
    if isinstance(error, MemoryError) and not message:
        return "out of memory"
    for member in _members(error)[:1]:
        return f"{message}: {type(member).__name__}: {_message(member)}"
    missing = _missing.fullmatch(message)
    if missing and missing[1] in _since:
        return f"asyncio.{missing[1]} needs Python {_since[missing[1]]}; this is {platform.python_version()}"
    return message


def _advice(error: BaseException) -> str:
    """What to do about a module that is not there."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return ""
    importer = _importer(error.__traceback__)
    return f"{importer}: install it for {sys.executable} (python -m pip install ...)"


def _importer(traceback: Optional[TracebackType]) -> str:
    """Which line has asked for a module that was then looked for in vain."""
    found = ""
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if not path.startswith("<frozen importlib") and not is_runner(path):
            found = f", imported by {os.path.basename(path)} line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return found
