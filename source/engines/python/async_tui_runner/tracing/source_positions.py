"""Places in the program."""

from __future__ import annotations

import os
import re
from types import CodeType, FrameType, TracebackType
from typing import Any, Callable, Mapping, Optional

from .file_owners import PROGRAM, RUNNER, RUNTIME, Owners
from .source_texts import SourceTexts
from .thread_stack import Stack

Place = dict[str, Any]

# The longest file whose text is reported, in characters.
LONGEST = 1_000_000

# The runner's function that runs a loop. The code that called it has not caused what happens in the loop.
LOOP = "run_observed_loop"

_decorator = re.compile(r"\s*@")


class SourcePositions:
    """Finds places in the files of the program: all files that are not Python's, a package's, or the runner's.

    `names`: the names under which some files are shown, by path. Other files are named by their paths, relative to the
    folder of one of those files if they are inside it. When the first place in such a file is found, `described` is
    called with its name and text.
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
        # The names of files that are not in `names`.
        self._paths: dict[str, str] = {}
        self.owners = Owners(names)
        self._texts = SourceTexts()
        # By the identity of their code, which is kept alive: comparing code objects takes long.
        self._frames: dict[tuple[int, int], tuple[Place, CodeType]] = {}
        self._functions: dict[int, tuple[Place, CodeType]] = {}

    def add_text(self, path: str, text: str) -> None:
        """Adds code of the program that is not in a file, and whose code objects name `path` instead."""
        self.owners[path] = PROGRAM
        self._texts.add(path, text)

    def shows(self, code: CodeType) -> bool:
        """Returns whether code belongs to the program."""
        return self.owners[code.co_filename] == PROGRAM

    def of_frame(self, frame: FrameType) -> Place:
        """Returns the place of a frame of a shown file; if it is suspended, the place of what it awaits."""
        known = self._frames.get((id(frame.f_code), frame.f_lasti))
        return known[0] if known else self.of_instruction(frame.f_code, frame.f_lasti, frame.f_lineno)

    def of_instruction(self, code: CodeType, instruction: int, line: int) -> Place:
        """Returns the place of an instruction in a shown file. `line`: its line."""
        key = (id(code), instruction)
        known = self._frames.get(key)
        if known is None:
            column = self._texts.column(code, instruction, line)
            known = self._frames[key] = (self._place(code.co_filename, line, column, code.co_name), code)
        return known[0]

    def of_function(self, code: CodeType) -> Optional[Place]:
        """Returns where a function of a shown file is defined. None for other files."""
        known = self._functions.get(id(code))
        if known is None:
            if not self.shows(code):
                return None
            path, line = code.co_filename, code.co_firstlineno
            while _decorator.match(self._texts.line(path, line)):
                line += 1
            known = self._functions[id(code)] = (
                self._place(path, line, self._texts.indent(path, line), code.co_name),
                code,
            )
        return known[0]

    def of_line(self, path: str, line: int, column: Optional[int] = None) -> Optional[Place]:
        """Returns the place of a line in a shown file. None for other files."""
        if self.owners[path] != PROGRAM:
            return None
        return self._place(path, line, column or self._texts.indent(path, line), None)

    def of_caller(self, frame: Optional[FrameType]) -> Optional[Place]:
        """Returns the place of the innermost frame of a shown file, from `frame` outward. None if there is none."""
        while frame is not None:
            if self.shows(frame.f_code):
                return self.of_frame(frame)
            frame = frame.f_back
        return None

    def maker(self, frame: Optional[FrameType]) -> Optional[FrameType]:
        """Returns the program's frame that makes Python's library do something. None if a package or a loop does."""
        owners = self.owners
        while frame is not None and frame.f_code.co_name != LOOP:
            owner = owners[frame.f_code.co_filename]
            if owner == PROGRAM:
                return frame
            if owner not in (RUNTIME, RUNNER):
                return None
            frame = frame.f_back
        return None

    def of_stack(self, stack: Stack) -> Optional[Place]:
        """Returns the place of the innermost frame of a shown file. None if there is none."""
        return next((self.of_instruction(*frame) for frame in stack if self.shows(frame.f_code)), None)

    def of_traceback(self, traceback: Optional[TracebackType]) -> Optional[Place]:
        """Returns where an exception was raised, or passed last, in a shown file. None if there is no such place."""
        shows, found = self.shows, None
        # Must be fast: it runs whenever the exception leaves a call, over as many entries as the stack was deep.
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
            text = self._texts.text(path)
            if text and len(text) <= LONGEST:
                self._described(known, text)
        return known

    def _relative(self, path: str) -> str:
        folder = next((folder for folder in self._folders if path.startswith(folder)), "")
        name = path[len(folder) :]
        # A module beside the program may have the same name as a strategy.
        return path if name in self._names.values() else name
