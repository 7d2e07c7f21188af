"""Where in the program something is."""

from __future__ import annotations

import re
import sys
from types import CodeType, FrameType, TracebackType
from typing import Any, Mapping, Optional

Place = dict[str, Any]

_decorator = re.compile(r"\s*@")
_waiting = re.compile(r"\b(?:await|async (?:for|with))\b\s*")
_await = re.compile(r"await\s+")


class SourcePositions:
    """SourcePositions in the files that are shown; `names` has the names under which they are shown, by path."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._texts: dict[str, list[str]] = {}
        self._cache: dict[tuple[CodeType, int], Place] = {}

    def shows(self, code: CodeType) -> bool:
        return code.co_filename in self._names

    def of_frame(self, frame: FrameType) -> Place:
        """Where a frame of a shown file is: if it is suspended, what it awaits."""
        key = (frame.f_code, frame.f_lasti)
        place = self._cache.get(key)
        if place is None:
            code = frame.f_code
            line, column = self._position(code, frame.f_lasti, frame.f_lineno)
            place = self._cache[key] = self._place(code.co_filename, line, column, code.co_name)
        return place

    def of_function(self, code: CodeType) -> Optional[Place]:
        """Where a function of a shown file is defined."""
        if not self.shows(code):
            return None
        line = code.co_firstlineno
        while _decorator.match(self._line(code.co_filename, line)):
            line += 1
        return self._place(code.co_filename, line, self._indent(code.co_filename, line), code.co_name)

    def of_line(self, path: str, line: int, column: Optional[int] = None) -> Optional[Place]:
        """A line of a shown file."""
        if path not in self._names:
            return None
        return self._place(path, line, column or self._indent(path, line), None)

    def of_caller(self, frame: Optional[FrameType]) -> Optional[Place]:
        """Where the innermost frame of a shown file is, from that frame outwards."""
        while frame is not None:
            if self.shows(frame.f_code):
                return self.of_frame(frame)
            frame = frame.f_back
        return None

    def of_traceback(self, traceback: Optional[TracebackType]) -> Optional[Place]:
        """Where an exception was raised, or passed last, in a shown file."""
        place = None
        while traceback is not None:
            code = traceback.tb_frame.f_code
            if self.shows(code):
                line, column = self._position(code, traceback.tb_lasti, traceback.tb_lineno)
                place = self._place(code.co_filename, line, column, code.co_name)
            traceback = traceback.tb_next
        return place

    def _place(self, path: str, line: int, column: int, function: Optional[str]) -> Place:
        place = {"file": self._names[path], "line": line, "column": column}
        if function and function != "<module>":
            place["function"] = function
        return place

    def _position(self, code: CodeType, instruction: int, line: int) -> tuple[int, int]:
        """The line and column of an instruction; of an `await`, those of its operand's first character."""
        text = self._line(code.co_filename, line)
        column = _column(code, instruction, line, text)
        if column is None:
            # Before 3.11 code has no columns: the first thing on the line that can wait.
            found = _waiting.search(text)
            return line, 1 + (found.end() if found else len(text) - len(text.lstrip()))
        found = _await.match(text, column)
        return line, 1 + (found.end() if found else column)

    def _indent(self, path: str, line: int) -> int:
        text = self._line(path, line)
        return 1 + len(text) - len(text.lstrip())

    def _line(self, path: str, line: int) -> str:
        lines = self._texts.get(path)
        if lines is None:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = self._texts[path] = file.read().splitlines()
        return lines[line - 1] if 0 < line <= len(lines) else ""


def _column(code: CodeType, instruction: int, line: int, text: str) -> Optional[int]:
    """The column of an instruction, counted from 0 in characters."""
    if sys.version_info < (3, 11) or instruction < 0:
        return None
    for index, (first, _, column, _) in enumerate(code.co_positions()):
        if index == instruction // 2:
            if first != line or column is None:
                return None
            return len(text.encode()[:column].decode(errors="replace"))
    return None
