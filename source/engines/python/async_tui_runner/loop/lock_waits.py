"""Waits for a `threading.Lock`, which is written in C and so has no frame of its own."""

from __future__ import annotations

import dis
from functools import lru_cache
from inspect import getattr_static
from threading import Lock
from types import CodeType, FrameType
from typing import Any, NamedTuple, Optional

_LOCK = type(Lock())

# The instructions at which a thread enters `with lock`, and at which it calls a function.
_ENTERS = frozenset(["SETUP_WITH", "BEFORE_WITH"])
_CALLS = frozenset(["CALL_METHOD", "CALL_FUNCTION", "CALL"])
_METHODS = frozenset(["LOAD_METHOD", "LOAD_ATTR"])
_LOCALS = frozenset(["LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_NAME"])
# From 3.13 on, one instruction may load two variables. The last one is on top.
_PAIRS = frozenset(["LOAD_FAST_LOAD_FAST", "STORE_FAST_LOAD_FAST"])
_GLOBALS = frozenset(["LOAD_GLOBAL", "LOAD_NAME"])


class _Expression(NamedTuple):
    """A variable and the attributes that are read from it, such as those of `self.pool.lock`."""

    name: str
    is_local: bool
    is_global: bool
    attributes: tuple[str, ...]


def waits_for_lock(frame: FrameType) -> bool:
    """Returns whether an innermost frame is at `with lock` or `lock.acquire()`, and something has that lock.

    Runs no code of the program. False where the expression is another one than variables and attributes.
    """
    expression = _awaited_lock(frame.f_code, frame.f_lasti)
    if expression is None:
        return False
    missing = object()
    found: Any = frame.f_locals.get(expression.name, missing) if expression.is_local else missing
    if found is missing and expression.is_global:
        found = frame.f_globals.get(expression.name, missing)
    for attribute in expression.attributes:
        found = getattr_static(found, attribute, missing)
    return type(found) is _LOCK and found.locked()


@lru_cache(maxsize=64)
def _awaited_lock(code: CodeType, offset: int) -> Optional[_Expression]:
    """Returns what an instruction enters or acquires. None if it does neither, or waits for a limited time."""
    # An instruction for the specializing interpreter stands for no operation.
    before = [each for each in dis.get_instructions(code) if each.offset <= offset and each.opname != "PRECALL"]
    if not before or before[-1].offset != offset:
        return None
    last = before.pop()
    if last.opname in _CALLS and not last.arg:
        method = before.pop() if before else None
        if method is None or method.opname not in _METHODS or method.argval != "acquire":
            return None
    elif last.opname not in _ENTERS:
        return None
    attributes: list[str] = []
    while before and before[-1].opname == "LOAD_ATTR":
        attributes.insert(0, before.pop().argval)
    return _variable(before[-1], tuple(attributes)) if before else None


def _variable(load: dis.Instruction, attributes: tuple[str, ...]) -> Optional[_Expression]:
    name = load.argval[-1] if load.opname in _PAIRS else load.argval
    is_local = load.opname in _LOCALS or load.opname in _PAIRS
    is_global = load.opname in _GLOBALS
    return _Expression(name, is_local, is_global, attributes) if is_local or is_global else None
