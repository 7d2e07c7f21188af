"""Loads a program's files."""

from __future__ import annotations

import importlib.util
import os
import sys
from types import ModuleType
from typing import Any, Callable, Optional
from urllib.parse import unquote, urlsplit


class Missing(Exception):
    """A file is not a Python file, or lacks a function that the run calls."""


def path_of(url: str) -> str:
    """Returns the path of a `file:` URL."""
    parts = urlsplit(url)
    if sys.platform != "win32":
        return unquote(parts.path)
    # Imported only here: loading this module takes longer than loading half of the runner.
    from urllib.request import url2pathname

    return url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path)


def load(command: dict[str, Any]) -> tuple[Callable[..., Any], list[Callable[..., Any]]]:
    """Runs the top level of the program's files. Returns the strategy, and the function of each call, in order."""
    sys.dont_write_bytecode = True
    files = {file["role"]: file for file in command["files"]}
    name = "scenario"
    if command["source"] == "measured":
        name = _as_module(path_of(files["scenario"]["url"]), command.get("folder"))
    scenario = _module(name, files["scenario"])
    strategy = _module("async_tui_runner.strategy", files["strategy"])
    start = _function(strategy, command["strategy"].replace("-", "_"), files["strategy"])
    return start, [_function(scenario, call["function"], files["scenario"]) for call in command["calls"]]


def _as_module(path: str, folder: Optional[str]) -> str:
    """Sets up the process as if the file were imported from its own folder. Returns the name of its module."""
    enter(path, folder)
    # Processes that the program starts import `__main__`, and must not find the runner there.
    sys.modules["__main__"] = ModuleType("__main__")
    sys.argv = [path]
    return os.path.splitext(os.path.basename(path))[0]


def enter(path: str, folder: Optional[str]) -> None:
    """Changes to `folder`, a `file:` URL, and lets the program at `path` import the modules beside it."""
    if folder is not None:
        os.chdir(path_of(folder))
    sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    # No bytecode is written beside the program's files, not even by processes that the program starts.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def _module(name: str, file: dict[str, Any]) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path_of(file["url"]))
    if spec is None or spec.loader is None:
        raise Missing(f"{file['name']} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    # A file named like a module of the library does not replace that module for its importers.
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


def _function(module: ModuleType, name: str, file: dict[str, Any]) -> Callable[..., Any]:
    function: Optional[Callable[..., Any]] = getattr(module, name, None)
    if function is None or not callable(function):
        raise Missing(f"{file['name']} has no function {name}")
    return function
