"""Where in the program something is."""

from __future__ import annotations

import os
import re
import sys
from types import CodeType, FrameType, TracebackType
from typing import Any, Callable, Mapping, NamedTuple, Optional

from ..watch.tracebacks import is_runner

Place = dict[str, Any]

# The longest file whose text is reported, in characters.
LONGEST = 1_000_000

# The function of the runner in which a loop runs: what called the loop has not asked for what happens in it.
LOOP = "run_observed_loop"

PROGRAM, RUNTIME, INSTALLED, RUNNER = "program", "runtime", "installed", "runner"

_runtime = os.path.realpath(os.path.dirname(os.__file__)) + os.sep
_installed = re.compile(r"[\\/](?:site-packages|dist-packages)[\\/]")
# Where installed packages put their commands.
_scripts = tuple({os.path.join(os.path.realpath(prefix), folder) + os.sep for prefix in (sys.prefix, sys.base_prefix) for folder in ("bin", "Scripts")})

# How many frames of a running thread are looked at: the innermost one of the program is rarely deeper.
_DEEPEST = 50

_decorator = re.compile(r"\s*@")
_waiting = re.compile(r"\b(?:await|async (?:for|with))\b\s*")
_await = re.compile(r"await\s+")


class Instruction(NamedTuple):
    """Where a frame was."""

    f_code: CodeType
    f_lasti: int
    f_lineno: int


# From the innermost frame outwards.
Stack = list[Instruction]


def stack_of(frame: Optional[FrameType]) -> Stack:
    """Where the innermost frames of a thread are. Calls nothing that lets go of the interpreter's lock."""
    stack: Stack = []
    while frame is not None and len(stack) < _DEEPEST:
        stack.append(Instruction(frame.f_code, frame.f_lasti, frame.f_lineno))
        frame = frame.f_back
    return stack


class SourcePositions:
    """Positions in the files of the program: all that are not Python's, installed, or the runner's.

    `names` has the names under which some of them are shown, by path. The others are named by their paths, relative to
    the folder of one of those where they are below it: `described` is called with that name and the text of each, when
    the first place in it is known.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        described: Callable[[str, str], None] = lambda path, text: None,
        name_file: Optional[Callable[[str], str]] = None,
    ) -> None:
        self._names = names
        self._name_file = name_file or self._relative
        self._described = described
        folders = (os.path.dirname(path) for path in names)
        self._folders = tuple({folder + os.sep for path in folders for folder in (path, os.path.realpath(path))})
        # The names of those that are not shown from the start.
        self._paths: dict[str, str] = {}
        # Whose a file is, by its path, as far as that was asked.
        self.kinds: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        # By the identity of their code, which is kept alive: to compare code takes long.
        self._frames: dict[tuple[int, int], tuple[Place, CodeType]] = {}
        self._functions: dict[int, tuple[Place, CodeType]] = {}

    def shows(self, code: CodeType) -> bool:
        """Whether code is the program's."""
        path = code.co_filename
        return (self.kinds.get(path) or self.kind(path)) == PROGRAM

    def kind(self, path: str) -> str:
        """Whose file that is: the program's, Python's, or an installed package's."""
        kind = self.kinds.get(path)
        if kind is None:
            kind = self.kinds[path] = PROGRAM if path in self._names else owner_of(path)
        return kind

    def of_frame(self, frame: FrameType) -> Place:
        """Where a frame of a shown file is: if it is suspended, what it awaits."""
        known = self._frames.get((id(frame.f_code), frame.f_lasti))
        return known[0] if known else self.of_instruction(frame.f_code, frame.f_lasti, frame.f_lineno)

    def of_instruction(self, code: CodeType, instruction: int, line: int) -> Place:
        """Where an instruction of code in a shown file is, which is on that line."""
        key = (id(code), instruction)
        known = self._frames.get(key)
        if known is None:
            line, column = self._position(code, instruction, line)
            known = self._frames[key] = (self._place(code.co_filename, line, column, code.co_name), code)
        return known[0]

    def of_function(self, code: CodeType) -> Optional[Place]:
        """Where a function of a shown file is defined."""
        known = self._functions.get(id(code))
        if known is None:
            if not self.shows(code):
                return None
            path, line = code.co_filename, code.co_firstlineno
            while _decorator.match(self._line(path, line)):
                line += 1
            known = self._functions[id(code)] = (self._place(path, line, self._indent(path, line), code.co_name), code)
        return known[0]

    def of_line(self, path: str, line: int, column: Optional[int] = None) -> Optional[Place]:
        """A line of a shown file."""
        if self.kind(path) != PROGRAM:
            return None
        return self._place(path, line, column or self._indent(path, line), None)

    def of_caller(self, frame: Optional[FrameType]) -> Optional[Place]:
        """Where the innermost frame of a shown file is, from that frame outwards."""
        while frame is not None:
            if self.shows(frame.f_code):
                return self.of_frame(frame)
            frame = frame.f_back
        return None

    def of_stack(self, stack: Stack) -> Optional[Place]:
        """Where the innermost frame of a shown file was."""
        return next((self.of_instruction(*frame) for frame in stack if self.shows(frame.f_code)), None)

    def of_traceback(self, traceback: Optional[TracebackType]) -> Optional[Place]:
        """Where an exception was raised, or passed last, in a shown file."""
        shows, found = self.shows, None
        # As many as the stack was deep, each time that the exception leaves a call.
        while traceback is not None:
            if shows(traceback.tb_frame.f_code):
                found = traceback
            traceback = traceback.tb_next
        if found is None:
            return None
        return self.of_instruction(found.tb_frame.f_code, found.tb_lasti, found.tb_lineno)

    def _place(self, path: str, line: int, column: int, function: Optional[str]) -> Place:
        place: Place = {"file": self._names.get(path) or self._path(path), "line": line, "column": column}
        if function and function != "<module>":
            place["function"] = function
        return place

    def _path(self, path: str) -> str:
        known = self._paths.get(path)
        if known is None:
            known = self._paths[path] = self._name_file(os.path.abspath(path))
            self._line(path, 1)
            text = "\n".join(self._texts[path])
            if text and len(text) <= LONGEST:
                self._described(known, text)
        return known

    def _relative(self, path: str) -> str:
        folder = next((folder for folder in self._folders if path.startswith(folder)), "")
        name = path[len(folder) :]
        # A module beside the program can be called as a strategy is.
        return path if name in self._names.values() else name

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
            try:
                with open(path, encoding="utf-8-sig", errors="replace") as file:
                    # As the tokenizer of Python, and the host, count lines.
                    lines = file.read().split("\n")
            except OSError:
                # It is gone by now.
                lines = []
            self._texts[path] = lines
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


def owner_of(path: str) -> str:
    """Whose file that is, by its path alone."""
    if path.startswith("<"):
        return RUNTIME
    if is_runner(path):
        return RUNNER
    real = os.path.realpath(path)
    # An environment of the program's can lie below its folder.
    if _installed.search(real) or _installed.search(path):
        return INSTALLED
    if real.startswith(_runtime):
        return RUNTIME
    if real.startswith(_scripts):
        return INSTALLED
    return PROGRAM if os.path.isfile(real) else RUNTIME


def maker_of(places: SourcePositions, frame: Optional[FrameType]) -> Optional[FrameType]:
    """The frame of the program that has Python's library do something. None where a package has, or a loop by itself."""
    while frame is not None and frame.f_code.co_name != LOOP:
        owner = places.kind(frame.f_code.co_filename)
        if owner == PROGRAM:
            return frame
        if owner not in (RUNTIME, RUNNER):
            return None
        frame = frame.f_back
    return None
