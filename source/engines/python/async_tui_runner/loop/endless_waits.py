"""Waits of a loop's own thread that only the loop, which the thread blocks, could end."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from sys import _current_frames
from types import FrameType, FunctionType, MethodType
from typing import Any, NamedTuple, Optional

from ..inspection import class_name, is_a
from ..watch.tracebacks import is_runner
from .lock_waits import waits_for_lock
from .wakers import is_idle_worker, signals_of

# The modules whose functions wait for other threads.
_WAITING = frozenset(["threading", "queue", "concurrent.futures._base", "concurrent.futures.thread"])

_Frames = dict[int, FrameType]


class _Wait(NamedTuple):
    """A wait without a time limit. `of`: the future or the thread that it is for. `called`: the outermost method that waits."""

    of: Any
    called: str


def endless_wait(thread: int, loop: Any) -> Optional[str]:
    """Returns the wait of a loop's thread that nothing can end, such as `Future.result`. None if something may.

    `loop`: the one that runs on the thread, if any.
    """
    if loop is None:
        return None
    frames = _current_frames()
    try:
        wait = _wait_of(frames.get(thread))
        is_endless = wait and (_needs_loop(wait, frames, loop, set()) or _is_last(frames, loop))
        return wait.called if wait and is_endless else None
    except Exception:
        # The program has changed what this reads from the library, or another thread has changed it meanwhile.
        return None


def _wait_of(frame: Optional[FrameType]) -> Optional[_Wait]:
    if frame is None or not _is_endless(frame):
        return None
    of, called = None, "Lock.acquire"
    while frame is not None and frame.f_globals.get("__name__") in _WAITING:
        name, owner = frame.f_code.co_name, frame.f_locals.get("self")
        if (name in ("result", "exception") and is_a(owner, Future)) or (name == "join" and is_a(owner, threading.Thread)):
            of = owner
        if owner is not None:
            called = f"{class_name(type(owner))}.{name}"
        frame = frame.f_back
    return _Wait(of, called)


def _is_endless(frame: FrameType) -> bool:
    """Returns whether the thread of an innermost frame waits without a time limit, and nothing has woken it yet."""
    if is_runner(frame.f_code.co_filename):
        # It waits until the host has read the trace.
        return False
    name, values = frame.f_code.co_name, frame.f_locals
    if frame.f_globals.get("__name__") != "threading":
        return waits_for_lock(frame)
    if name == "wait":
        return "waiter" in values and values["timeout"] is None and values["waiter"].locked()
    if name == "_wait_for_tstate_lock":
        return values["block"] is True and values["timeout"] == -1 and values["lock"].locked()
    # From 3.13 on, `join` itself waits.
    return name == "join" and values["timeout"] is None and "lock" not in values


def _needs_loop(wait: _Wait, frames: _Frames, loop: Any, seen: set[int]) -> bool:
    """Returns whether a wait is for a future of the loop, or, directly or not, for a thread that waits for one."""
    of = wait.of
    if is_a(of, Future):
        if _is_settled_by(loop, of):
            return True
        thread = next((each for each, frame in frames.items() if _runs(frame, of)), None)
    else:
        thread = of and of.ident
    if thread is None or thread in seen:
        return False
    seen.add(thread)
    following = _wait_of(frames.get(thread))
    return following is not None and _needs_loop(following, frames, loop, seen)


def _is_settled_by(loop: Any, future: Any) -> bool:
    """Returns whether `run_coroutine_threadsafe`, or a callback that the loop has not called yet, settles a future."""
    for callback in tuple(future._done_callbacks):
        if type(callback) is FunctionType and callback.__name__ == "_call_check_cancel":
            cells = dict(zip(callback.__code__.co_freevars, callback.__closure__ or ()))
            if "source_loop" in cells and cells["source_loop"].cell_contents is loop:
                return True
    for handle in tuple(getattr(loop, "_ready", ())):
        callback = handle._callback
        cells = callback.__closure__ or () if type(callback) is FunctionType else ()
        owner = callback.__self__ if type(callback) is MethodType else None
        if owner is future or any(cell.cell_contents is future for cell in cells):
            return True
    return False


def _runs(frame: Optional[FrameType], future: Any) -> bool:
    """Returns whether a thread of an executor runs the job of a future."""
    while frame is not None:
        if frame.f_code.co_name == "run" and frame.f_globals.get("__name__") == "concurrent.futures.thread":
            return getattr(frame.f_locals.get("self"), "future", None) is future
        frame = frame.f_back
    return False


def _is_last(frames: _Frames, loop: Any) -> bool:
    """Returns whether all threads wait without a time limit, so that none can wake another, nor can a signal."""
    # A thread that starts has no frame yet, and ends the wait of `Thread.start`.
    if getattr(threading, "_limbo", None) or _has_native_threads(frames):
        return False
    return not signals_of(loop) and all(
        _is_endless(frame) or is_idle_worker(frame) or _is_runners(frame) for frame in frames.values()
    )


def _has_native_threads(frames: _Frames) -> bool:
    """Returns whether the process has threads that run no Python now, but may call it. Unknown outside Linux: False."""
    try:
        # The directory has a link for each thread, and two for itself.
        return os.stat("/proc/self/task").st_nlink - 2 > len(frames)
    except OSError:
        return False


def _is_runners(frame: FrameType) -> bool:
    """Returns whether the runner has started a thread."""
    outer = frame
    while outer.f_back is not None:
        outer = outer.f_back
    return is_runner(outer.f_code.co_filename)
