"""Hides the runner's frames from functions with which the program traces or profiles itself."""

from __future__ import annotations

import sys
from functools import wraps
from types import FrameType, FunctionType, MethodType
from typing import Any

from .tracebacks import is_runner

# Python's own functions, which the runner uses.
set_profile, get_profile = sys.setprofile, sys.getprofile


def trace_without_runner() -> None:
    """Makes `sys.settrace` and `sys.setprofile` leave out the runner. Functions written in C get all events."""
    for name in ("trace", "profile"):
        _replace(f"set{name}", f"get{name}")


def _replace(setter: str, getter: str) -> None:
    set_hook, get_hook = getattr(sys, setter), getattr(sys, getter)

    @wraps(set_hook)
    def set_filtered(function: Any, /) -> None:
        set_hook(_without_runner(function) if type(function) in (FunctionType, MethodType) else function)

    @wraps(get_hook)
    def get_original() -> Any:
        return _original(get_hook())

    setattr(sys, setter, set_filtered)
    setattr(sys, getter, get_original)


def _without_runner(function: Any) -> Any:
    def hook(frame: FrameType, event: str, argument: Any) -> Any:
        return None if is_runner(frame.f_code.co_filename) else function(frame, event, argument)

    vars(hook)["function"] = function
    return hook


_hook = _without_runner(None).__code__


def _original(hook: Any) -> Any:
    """Returns the function that the program has set. None if the runner has set its own."""
    if type(hook) is FunctionType and hook.__code__ is _hook:
        return vars(hook)["function"]
    is_own = type(hook) is MethodType and is_runner(hook.__func__.__code__.co_filename)
    return None if is_own else hook
