"""Values as short texts, with bounded work and without running any code of the program."""

from __future__ import annotations

from collections import deque
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Callable, Iterable

from .inspection import class_name, classes_of, fields_of, is_a

# The longest text, in characters.
MOST = 200
# How many parts of a value, levels of parts, characters of a string and bits of an integer are shown.
_PARTS = 10
_DEEPEST = 2
_LONGEST = 100
_BITS = 1000

_args = BaseException.__dict__["args"].__get__
_enum_name = "_name_"


def shorten(text: str, most: int = MOST) -> str:
    """Returns at most `most` characters of a text. A text that was cut ends with `…`."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(value: object) -> str:
    """Returns a value roughly as Python prints it. Never raises."""
    try:
        return shorten(_shown(value, 0))
    except Exception:
        return "…"


def _shown(value: Any, level: int) -> str:
    kind = type(value)
    if kind is str:
        return _string(value)
    if kind is int:
        # A large integer takes long to print, or cannot be printed at all.
        return repr(value) if value.bit_length() < _BITS else f"int of {value.bit_length()} bits"
    if value is None or kind is bool or kind is float or kind is complex or value is Ellipsis or value is NotImplemented:
        return repr(value)
    if kind is bytes or kind is bytearray:
        return repr(value) if len(value) <= _LONGEST else f"{class_name(kind)} of {len(value)} bytes"
    for container, (opening, closing) in _CONTAINERS:
        if kind is container:
            if not len(value):
                return repr(value)
            return _joined(container.__iter__(value), len(value), opening, closing, _shown, level)
    if kind is dict:
        return _joined(value.items(), len(value), "{", "}", _pair, level)
    return _of_class(value, kind, level)


def _string(text: str) -> str:
    return repr(text) if len(text) <= _LONGEST else f"{text[:_LONGEST]!r}… ({len(text)} characters)"


def _joined(
    parts: Iterable[Any], count: int, opening: str, closing: str, show: Callable[[Any, int], str], level: int
) -> str:
    if count and level > _DEEPEST:
        return f"{opening}…{closing}"
    texts = [show(part, level + 1) for part in islice(parts, _PARTS)]
    if count > _PARTS:
        texts.append(f"… {count - _PARTS} more")
    elif opening == "(" and count == 1:
        texts[0] += ","
    return opening + ", ".join(texts) + closing


def _pair(pair: Any, level: int) -> str:
    return f"{_shown(pair[0], level)}: {_shown(pair[1], level)}"


def _field(pair: Any, level: int) -> str:
    return f"{pair[0]}={_shown(pair[1], level)}" if type(pair[0]) is str else "…"


def _of_class(value: Any, kind: type, level: int) -> str:
    name = class_name(kind)
    if is_a(value, type):
        return f"<class {class_name(value)!r}>"
    if is_a(value, BaseException):
        args = _args(value)
        return name + _joined(args, len(args), "(", ")", _shown, level).replace(",)", ")")
    if kind is FunctionType or kind is BuiltinFunctionType:
        return f"<function {value.__name__}>"
    if kind is MethodType:
        return "<method>"
    if kind is ModuleType:
        return f"<module {_shown(fields_of(value).get('__name__'), level)}>"
    if kind is range or kind is slice:
        return f"{name}(…)" if level > _DEEPEST else f"{name}({_shown(value.start, level)}, {_shown(value.stop, level)})"
    fields = fields_of(value)
    if _enum_name in fields and type(fields[_enum_name]) is str:
        return f"{name}.{fields[_enum_name]}"
    for base in classes_of(value):
        if base is str:
            text = str.__getitem__(value, slice(0, _LONGEST))
            return f"{name}({_string(text)})"
        if base is int:
            return f"{name}({_shown(int.__add__(value, 0), level)})"
        if base is float:
            return f"{name}({float.__add__(value, 0.0)!r})"
        if base is dict:
            return f"{name}({_joined(dict.items(value), dict.__len__(value), '{', '}', _pair, level)})"
        if base is deque:
            return f"{name}({_joined(deque.__iter__(value), deque.__len__(value), '[', ']', _shown, level)})"
        for container, (opening, closing) in _CONTAINERS:
            if base is container:
                count = container.__len__(value)
                return f"{name}({_joined(container.__iter__(value), count, opening, closing, _shown, level)})"
    if not fields:
        return f"<{name}>"
    return name + _joined(fields.items(), len(fields), "(", ")", _field, level).replace(",)", ")")


_CONTAINERS: Any = (
    (list, ("[", "]")),
    (tuple, ("(", ")")),
    (set, ("{", "}")),
    (frozenset, ("frozenset({", "})")),
)
