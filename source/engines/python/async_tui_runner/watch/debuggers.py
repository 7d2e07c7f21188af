"""Hides the runner's frames from pdb and other debuggers that use `bdb`."""

from __future__ import annotations

from functools import wraps
from types import FrameType
from typing import Any

from ..import_hooks import when_imported
from .tracebacks import is_runner


def debug_without_runner() -> None:
    """Makes debuggers step over the runner's frames, and leave them out of the stack."""
    when_imported("bdb", _skip_runner)


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


def _is_runners(frame: FrameType) -> bool:
    return is_runner(frame.f_code.co_filename)
