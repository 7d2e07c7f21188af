"""Exceptions as text."""

from __future__ import annotations

import os
import platform
import re
import sys
from errno import errorcode
from types import FunctionType, TracebackType
from typing import Any, Optional

from .inspection import class_attributes, class_name, classes_of, fields_of, is_a
from .shorten import shorten, shown
from .tracing.source_positions import Place, SourcePositions
from .watch.tracebacks import cause_of, is_runner, members_of, traceback_of

# How many causes of a failure are reported, one inside the other.
CAUSES = 2

_missing = re.compile(r"module 'asyncio' has no attribute '(\w+)'")
_since = {"TaskGroup": "3.11", "timeout": "3.11", "Runner": "3.11", "Barrier": "3.11", "eager_task_factory": "3.12"}

_args = BaseException.__dict__["args"].__get__
_errno = OSError.__dict__["errno"].__get__
_strerror = OSError.__dict__["strerror"].__get__
_filename = OSError.__dict__["filename"].__get__


class Failures:
    """Describes exceptions without running any code of the program: neither `__str__` nor properties."""

    def __init__(self, places: SourcePositions) -> None:
        self._places = places

    def of(self, error: BaseException, fallback: Optional[Place] = None) -> dict[str, Any]:
        """Describes an exception. `fallback`: the place of its task, for exceptions raised outside the program."""
        try:
            return self._described(error, fallback, CAUSES)
        except Exception:
            return {"name": class_name(type(error)), "message": ""}

    def _described(self, error: BaseException, fallback: Optional[Place], causes: int) -> dict[str, Any]:
        members = members_of(error)
        if members:
            # The first error represents its group.
            failure = self._described(members[0], fallback, causes)
            more = failure.get("more", 0) + len(members) - 1
            return {**failure, "more": more} if more else failure
        failure: dict[str, Any] = {
            "name": class_name(type(error)),
            "message": shorten(self._message(error)) + _advice(error),
        }
        place = self._place(error) or fallback
        if place:
            failure["place"] = place
        code, status = _code(error), _status(error)
        if code is not None:
            failure["code"] = code
        if status is not None:
            failure["status"] = status
        cause = cause_of(error)
        # A time limit works by cancelling: its CancelledError is not a separate cause.
        if cause is not None and causes > 0 and class_name(type(cause)) != "CancelledError":
            failure["cause"] = self._described(cause, None, causes - 1)
        return failure

    def _place(self, error: BaseException) -> Optional[Place]:
        if is_a(error, SyntaxError):
            filename, line, column = (
                SyntaxError.__dict__[name].__get__(error) for name in ("filename", "lineno", "offset")
            )
            place = self._places.of_line(filename, line, column) if type(filename) is str and type(line) is int else None
            if place:
                return place
        return self._places.of_traceback(traceback_of(error))

    def _message(self, error: BaseException) -> str:
        if is_a(error, SyntaxError):
            message = SyntaxError.__dict__["msg"].__get__(error)
            return message if type(message) is str else ""
        message = self._text(error)
        if is_a(error, MemoryError) and not message:
            return "out of memory"
        missing = _missing.fullmatch(message)
        if missing and missing[1] in _since:
            return f"asyncio.{missing[1]} needs Python {_since[missing[1]]}; this is {platform.python_version()}"
        return message

    def _text(self, error: BaseException) -> str:
        """Returns roughly what `str` does. Runs `__str__` only where Python or an installed package defines it."""
        for kind in classes_of(error):
            method = class_attributes(kind).get("__str__")
            if method is None:
                continue
            if type(method) is FunctionType and not self._places.shows(method.__code__):
                try:
                    text = method(error)
                    return text if type(text) is str else ""
                except BaseException:
                    break
            if kind is UnicodeDecodeError or kind is UnicodeEncodeError or kind is UnicodeTranslateError:
                return kind.__str__(error)
            break
        return _built_in_text(error)


def _built_in_text(error: BaseException) -> str:
    args = _args(error)
    if is_a(error, OSError) and type(_errno(error)) is int:
        what = _strerror(error)
        text = f"[Errno {_errno(error)}] {what if type(what) is str else shown(what)}"
        filename = _filename(error)
        return text if filename is None else f"{text}: {shown(filename)}"
    if len(args) == 1:
        # `KeyError` also shows its key as a value.
        return args[0] if type(args[0]) is str and not is_a(error, KeyError) else shown(args[0])
    return shown(args) if args else ""


def _code(error: BaseException) -> Optional[str]:
    """Returns the name of the error number (`ECONNREFUSED`), or the `code` that a package has set.

    None without either.
    """
    if is_a(error, OSError):
        number = _errno(error)
        if type(number) is int and number in errorcode:
            return errorcode[number]
    code = fields_of(error).get("code")
    return shorten(code) if type(code) is str and code else None


def _status(error: BaseException) -> Optional[int]:
    """Returns the status of the response that the exception is about. None if there is none."""
    fields = fields_of(error)
    response = fields.get("response")
    for values, names in ((fields, ("status", "status_code", "code")), (fields_of(response), ("status_code", "status"))):
        for name in names:
            status = values.get(name)
            if type(status) is int and 100 <= status <= 599:
                return status
    return None


def _advice(error: BaseException) -> str:
    """Returns what to do about a missing module; an empty text for any other exception."""
    if not is_a(error, ModuleNotFoundError) or ImportError.__dict__["name"].__get__(error) is None:
        return ""
    importer = _importer(traceback_of(error))
    return f"{importer}: install it for {sys.executable} (python -m pip install ...)"


def _importer(traceback: Optional[TracebackType]) -> str:
    """Returns the file and line that imported the missing module, as text. Empty if they are unknown."""
    found = ""
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if not path.startswith("<frozen importlib") and not is_runner(path):
            found = f", imported by {os.path.basename(path)} line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return found
