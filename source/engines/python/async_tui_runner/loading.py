"""Loads a program's files."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any, Callable, Optional
from urllib.parse import urlsplit
from urllib.request import url2pathname


class Missing(Exception):
    """A file lacks a function that is to be called."""


def path_of(url: str) -> str:
    """The path of a `file:` URL."""
    parts = urlsplit(url)
    return url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path)


def load(command: dict[str, Any]) -> tuple[Callable[..., Any], list[Callable[..., Any]]]:
    """The strategy, and what each call calls, in their order. Runs the top level of the program's files."""
    sys.dont_write_bytecode = True
    files = {file["role"]: file for file in command["files"]}
    scenario = _module("scenario", files["scenario"])
    strategy = _module("strategy", files["strategy"])
    start = _function(strategy, command["strategy"].replace("-", "_"), files["strategy"])
    return start, [_function(scenario, call["function"], files["scenario"]) for call in command["calls"]]


def _module(name: str, file: dict[str, Any]) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path_of(file["url"]))
    if spec is None or spec.loader is None:
        raise Missing(f"{file['name']} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _function(module: ModuleType, name: str, file: dict[str, Any]) -> Callable[..., Any]:
    function: Optional[Callable[..., Any]] = getattr(module, name, None)
    if function is None or not callable(function):
        raise Missing(f"{file['name']} has no function {name}")
    return function
