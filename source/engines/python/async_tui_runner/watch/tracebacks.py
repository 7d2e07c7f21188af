"""Takes the runner's own frames out of tracebacks, which are to read as they do without it."""

from __future__ import annotations

import os
import traceback
from types import TracebackType
from typing import Any, Callable, Optional

_folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_runner = os.path.join(os.path.dirname(_folder), "runner.py")


def forget_runner(error: Optional[BaseException]) -> None:
    """Takes them out of what is raised, its causes and contexts, and the members of its groups."""
    waiting = [error]
    seen: set[int] = set()
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        error.__traceback__ = _without_runner(error.__traceback__)
        waiting += [error.__cause__, error.__context__]
        members = getattr(error, "exceptions", ())
        waiting += members if isinstance(members, tuple) else ()


def print_without_runner() -> None:
    """Has the library leave them out whenever it prints a traceback."""
    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        walk = getattr(traceback, name, None)
        if walk:
            setattr(traceback, name, _filtered(walk))


def _filtered(walk: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def walked(entry: Any) -> Any:
        return (found for found in walk(entry) if not is_runner(found[0].f_code.co_filename))

    return walked


def _without_runner(entry: Optional[TracebackType]) -> Optional[TracebackType]:
    while entry is not None and is_runner(entry.tb_frame.f_code.co_filename):
        entry = entry.tb_next
    first = entry
    while entry is not None:
        following = entry.tb_next
        while following is not None and is_runner(following.tb_frame.f_code.co_filename):
            following = following.tb_next
        entry.tb_next = following
        entry = following
    return first


def is_runner(path: str) -> bool:
    """Whether it is one of the runner's own files."""
    return path == _runner or path.startswith(_folder + os.sep)
