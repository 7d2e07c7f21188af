"""Callbacks for modules that the program may import."""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from typing import Any, Callable


def when_imported(name: str, call: Callable[[Any], None]) -> None:
    """Calls back with a module: now if it is already imported, otherwise right after its import."""
    if name in sys.modules:
        call(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Finder(name, call))


class _Finder(MetaPathFinder):
    def __init__(self, name: str, call: Callable[[Any], None]) -> None:
        self._name = name
        self._call = call

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        loader: Any = spec.loader if spec else None
        if loader:
            execute = loader.exec_module

            def executed(module: Any) -> None:
                execute(module)
                self._call(module)

            loader.exec_module = executed
        return spec
