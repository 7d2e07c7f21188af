"""Inspects objects without running any of their code."""

from __future__ import annotations

from functools import partial
from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, MethodType
from typing import Any

# Taken from the types themselves, so that no metaclass, property or `__getattr__` of the program runs.
_name = type.__dict__["__name__"].__get__
_dict = type.__dict__["__dict__"].__get__
_mro = type.__dict__["__mro__"].__get__


def class_name(kind: type) -> str:
    """Returns the name of a class, as Python itself stores it."""
    name: str = _name(kind)
    return name


def class_attributes(kind: type) -> Any:
    """Returns the attributes of a class itself, without those of its bases."""
    return _dict(kind)


def classes_of(value: object) -> Any:
    """Returns the real class of a value and its bases, closest first."""
    return _mro(type(value))


def is_a(value: object, base: type) -> bool:
    """Returns whether the real class of a value is `base` or derived from it."""
    for kind in _mro(type(value)):
        if kind is base:
            return True
    return False


def fields_of(value: object) -> dict[str, Any]:
    """Returns the instance attributes of a value.

    Empty if it has none, or if reading them would run the program's code.
    """
    for base in _mro(type(value)):
        found = _dict(base).get("__dict__")
        if found is not None:
            fields = found.__get__(value) if type(found) is GetSetDescriptorType else None
            return fields if type(fields) is dict else {}
    return {}


def name_of(function: Any) -> str:
    """Returns the name of a function or class; for any other object, the name of its class.

    Runs no code of the program.
    """
    function = function_of(function)
    kind = type(function)
    if kind is FunctionType or kind is BuiltinFunctionType:
        name: str = function.__name__
        return name
    return class_name(function) if is_a(function, type) else class_name(kind)


def function_of(function: Any) -> Any:
    """Unwraps methods, `partial` objects and the `partial(context.run, f, …)` that `to_thread` makes."""
    while True:
        kind = type(function)
        if kind is partial:
            runs = type(function.func) is BuiltinFunctionType and function.func.__name__ == "run" and function.args
            function = function.args[0] if runs else function.func
        elif kind is MethodType:
            function = function.__func__
        else:
            return function
