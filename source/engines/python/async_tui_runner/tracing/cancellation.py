"""The cause of a task's cancellation."""

from __future__ import annotations

import asyncio
import os
from sys import exc_info
from types import FrameType
from typing import Any, Optional

from .file_owners import PROGRAM, RUNNER
from .observer import Observer

_asyncio = os.path.dirname(asyncio.__file__)
# The runner's module whose `cancel` is skipped here: a task that is cancelled also cancels what it awaits.
_ours = "<async_tui_runner.tracing.traced_task>"


def cause_of(frame: Optional[FrameType], observer: Observer) -> Optional[dict[str, Any]]:
    """Returns the cause of a cancellation, by the frames above `cancel`, closest first. None if it is unknown.

    A task that awaits another one passes its own cancellation on from C code: both then have the same cause.
    """
    first: Optional[tuple[str, str]] = None
    names = set()
    while frame is not None:
        path = frame.f_code.co_filename
        folder, file = os.path.split(path)
        if folder == _asyncio:
            names.add(frame.f_code.co_name)
            first = first or (file, frame.f_code.co_name)
        elif path != _ours:
            break
        frame = frame.f_back
    owner = observer.places.owners[frame.f_code.co_filename] if frame else None
    if first is None:
        if frame and owner == RUNNER:
            # The host requested it, or a what-if did, which does not count as a cancellation of its task.
            return None if frame.f_code.co_name == "_interrupt" else {"cause": "interrupt"}
        return _program(frame, observer) if frame and owner == PROGRAM else None
    file, name = first
    if name == "_cancel_all_tasks":
        is_interrupt = exc_info()[0] is KeyboardInterrupt
        return {"cause": "interrupt" if is_interrupt else "loop-closed"}
    if name == "_on_sigint":
        return {"cause": "interrupt"}
    if file == "taskgroups.py":
        return {"cause": "task-group"}
    if file == "timeouts.py" or name == "_cancel_and_wait" or "wait_for" in names:
        return {"cause": "timeout"}
    if name == "cancel":
        by: dict[str, Any] = {"cause": "gather"}
        if frame and owner == PROGRAM:
            by["place"] = observer.places.of_frame(frame)
        return by
    return None


def _program(frame: FrameType, observer: Observer) -> dict[str, Any]:
    by: dict[str, Any] = {"cause": "program", "place": observer.places.of_frame(frame)}
    lane = observer.caller(frame)
    if lane:
        by["task"] = lane.id
    return by
