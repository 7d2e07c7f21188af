"""What is known of an object without running any of its code."""

from __future__ import annotations

from functools import partial
from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, MethodType
from typing import Any

# Taken from the types themselves: a metaclass, a property or `__getattr__` of the program cannot stand in between.
_name = type.__dict__["__name__"].__get__
_dict = type.__dict__["__dict__"].__get__
_mro = type.__dict__["__mro__"].__get__


def class_name(kind: type) -> str:
    """The name of a class as Python itself has it."""
    name: str = _name(kind)
    return name


def class_attributes(kind: type) -> Any:
    """The attributes of a class itself, without those of its bases."""
    return _dict(kind)


def classes_of(value: object) -> Any:
    """The real class of a value and its bases, closest first."""
    return _mro(type(value))


def is_a(value: object, base: type) -> bool:
    """Whether the real class of a value is that one, or is derived from it."""
    for kind in _mro(type(value)):
        if kind is base:
            return True
    return False


def fields_of(value: object) -> dict[str, Any]:
    """The instance attributes of a value. Empty where it has none, or code of the program stands in between."""
    for base in _mro(type(value)):
        found = _dict(base).get("__dict__")
        if found is not None:
            fields = found.__get__(value) if type(found) is GetSetDescriptorType else None
            return fields if type(fields) is dict else {}
    return {}


def name_of(function: Any) -> str:
    """Its name, without asking an object of the program's for it."""
    function = function_of(function)
    kind = type(function)
    if kind is FunctionType or kind is BuiltinFunctionType:
        name: str = function.__name__
        return name
    return class_name(function) if is_a(function, type) else class_name(kind)


def function_of(function: Any) -> Any:
    """The function that a `partial` or a method is of, or, as `to_thread` hands it on, `partial(context.run, f, …)`."""
    while True:
        kind = type(function)
        if kind is partial:
            runs = type(function.func) is BuiltinFunctionType and function.func.__name__ == "run" and function.args
            function = function.args[0] if runs else function.func
        elif kind is MethodType:
            function = function.__func__
        else:
            return function
