"""The program's file as the module `__main__`."""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from .load_program import enter

NAME = "__main__"


def prepare(path: str, command: dict[str, Any]) -> None:
    """Sets up the process as if `python3 FILE ARGUMENTS` had been typed in the folder of the command."""
    enter(path, command.get("folder"))
    sys.argv = [command.get("typed", path), *command.get("arguments", [])]
    if hasattr(sys, "orig_argv"):
        sys.orig_argv = [sys.executable, *sys.argv]


def compiled(path: str) -> CodeType:
    """Compiles a file. Raises what Python raises for a file that it cannot read or parse."""
    with open(path, "rb") as file:
        code: CodeType = compile(file.read(), path, "exec", dont_inherit=True)
    return code


def create(path: str) -> ModuleType:
    """Creates an empty module that replaces the runner's `__main__`."""
    module = ModuleType(NAME)
    names: dict[str, Any] = vars(module)
    names.update(
        __builtins__=builtins,
        __cached__=None,
        __file__=path,
        __loader__=SourceFileLoader(NAME, path),
    )
    if sys.version_info < (3, 14):
        names["__annotations__"] = {}
    sys.modules[NAME] = module
    return module


def clear(module: ModuleType) -> None:
    """Releases all values of the module, as Python does when it exits."""
    names = vars(module)
    for name in list(names):
        if name != "__builtins__":
            names[name] = None
