"""The lines of the program's files, and the columns of instructions in them."""

from __future__ import annotations

import io
import re
import sys
from types import CodeType
from typing import Optional
from zipimport import ZipImportError, zipimporter

from .file_owners import archive_of

_waiting = re.compile(r"\b(?:await|async (?:for|with))\b\s*")
_await = re.compile(r"await\s+")


class SourceTexts:
    """Reads each file once. Lines and columns are counted from 1. A file or line that does not exist is empty."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def add(self, path: str, text: str) -> None:
        """Adds code that is not in a file."""
        self._lines[path] = text.split("\n")

    def text(self, path: str) -> str:
        return "\n".join(self._of(path))

    def line(self, path: str, line: int) -> str:
        lines = self._of(path)
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def indent(self, path: str, line: int) -> int:
        """Returns the column of the first character of a line."""
        text = self.line(path, line)
        return 1 + len(text) - len(text.lstrip())

    def column(self, code: CodeType, instruction: int, line: int) -> int:
        """Returns the column of an instruction on a line; for an `await`, the column of its operand."""
        text = self.line(code.co_filename, line)
        column = _column(code, instruction, line, text)
        if column is None:
            # Before 3.11, code has no columns: this is the first expression on the line that can wait.
            found = _waiting.search(text)
            return 1 + (found.end() if found else len(text) - len(text.lstrip()))
        found = _await.match(text, column)
        return 1 + (found.end() if found else column)

    def _of(self, path: str) -> list[str]:
        lines = self._lines.get(path)
        if lines is None:
            try:
                # Python's tokenizer and the host count lines this way.
                lines = _read(path).split("\n")
            except (OSError, ZipImportError):
                # The file does not exist any more.
                lines = []
            self._lines[path] = lines
        return lines


def _read(path: str) -> str:
    archive = archive_of(path)
    if archive is None:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return file.read()
    return io.TextIOWrapper(io.BytesIO(zipimporter(archive).get_data(path)), "utf-8-sig", "replace").read()


def _column(code: CodeType, instruction: int, line: int, text: str) -> Optional[int]:
    """Returns the column of an instruction, in characters from 0. None if the code does not have it."""
    if sys.version_info < (3, 11) or instruction < 0:
        return None
    for index, (first, _, column, _) in enumerate(code.co_positions()):
        if index == instruction // 2:
            if first != line or column is None:
                return None
            return len(text.encode()[:column].decode(errors="replace"))
    return None
