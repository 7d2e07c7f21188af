"""The most frequent events, as lines of a few characters. See `protocol.ts`."""

from __future__ import annotations

import json
from itertools import count
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Callable, Optional

encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

# In the order of `requestPhases` and `incomingPhases` (source/trace/event-parts.ts).
_PHASES = ("connecting", "waiting", "receiving", "received", "failed")
_INCOMING_PHASES = ("routed", "headers", "ended", "aborted")


class CompactLines:
    """Formats events as compact lines, without the first field. Numbers stand for places, functions and planned tasks.

    `define` is called with the line that defines a number, before that number is used.
    """

    def __init__(self, define: Callable[[str], object]) -> None:
        self._define = define
        # By the identity of a place, which stays valid because the place is stored too.
        self._places: dict[int, tuple[int, Any]] = {}
        self._functions: dict[tuple[int, str, str], int] = {}
        self._tasks: dict[str, str] = {}
        self._numbers = count()

    def task(self, id: str) -> str:
        """Returns the short name of a task. Defines the name if it is new."""
        if id[0] == "#":
            return id[1:]
        known = self._tasks.get(id)
        if known is None:
            number = next(self._numbers)
            self._define(f"T{number},{quoted(id)}\n")
            known = self._tasks[id] = f"x{number}"
        return known

    def created(
        self, task: str, parent: Optional[str], kind: str, name: str, place: Any, label: Optional[str] = None
    ) -> str:
        key = (id(place), kind, name)
        function = self._functions.get(key)
        if function is None:
            where = self._place(place)
            function = next(self._numbers)
            self._define(f"F{function},{kind},{where},{quoted(name)}\n")
            self._functions[key] = function
        last = "" if label is None else f",{quoted(label)}"
        return f"{self.task(task)},{self.task(parent) if parent else ''},{function}{last}"

    def created_without_place(self, task: str, parent: Optional[str], kind: str, name: str) -> str:
        return f"{self.task(task)},{self.task(parent) if parent else ''},{kind},{quoted(name)}"

    def waiting(self, task: str, place: Any, on: dict[str, Any]) -> str:
        kind = on["kind"]
        if kind == "task":
            what = f"k{self.task(on['task'])}"
        elif kind == "yield":
            what = "y"
        elif kind == "opaque":
            what = "o"
        elif kind == "timer":
            what = f"t{on['ms']!r}"
        elif kind == "thread":
            # Formatted by hand, which is faster: another thread may wait for the interpreter's lock meanwhile.
            what = f'{{"kind":"thread","what":{quoted(on["what"])}}}'
        else:
            what = encode(on)
        return f"{self.task(task)},{'' if place is None else self._place(place)},{what}"

    def ended(self, task: str, value: Optional[str]) -> str:
        return self.task(task) if value is None else f"{self.task(task)},{quoted(value)}"

    def advanced(self, request: str, task: Optional[str], phase: str, **more: Any) -> str:
        numbers = (more.get(name) for name in ("status", "bytes", "total"))
        fields = ",".join("" if number is None else str(number) for number in numbers)
        url = more.get("url")
        last = quoted(request) if url is None else encode([request, more["method"], url])
        return f"{self.task(task) if task else ''},{_PHASES.index(phase)},{fields},{last}"

    def incoming(self, task: str, phase: str, status: Optional[int], route: Optional[str]) -> str:
        # As a plain number: an `IntEnum`, such as `HTTPStatus`, has a text of its own.
        code = "" if status is None else int(status)
        last = "" if route is None else f",{quoted(route)}"
        return f"{self.task(task)},{_INCOMING_PHASES.index(phase)},{code}{last}"

    def wrote(self, descriptor: int, size: int, task: Optional[str], place: Any) -> str:
        where = "" if place is None else self._place(place)
        return f"{descriptor},{size},{self.task(task) if task else ''},{where}"

    def _place(self, place: Any) -> int:
        known = self._places.get(id(place))
        if known is None:
            number = next(self._numbers)
            self._define(f"P{number},{encode(place)}\n")
            known = self._places[id(place)] = (number, place)
        return known[0]
