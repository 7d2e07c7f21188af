"""Callbacks for modules that the program may import."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any, Callable


def when_imported(name: str, call: Callable[[Any], None]) -> None:
    """Calls back with a module: now if it is already imported, otherwise right after its import.

    An error of the callback does not reach the program, whose import has succeeded.
    """

    def found(module: Any) -> None:
        try:
            call(module)
        except Exception:
            pass

    module = sys.modules.get(name)
    spec = getattr(module, "__spec__", None)
    if module is None:
        sys.meta_path.insert(0, _Finder(name, found))
    elif type(spec) is ModuleSpec and getattr(spec, "_initializing", False):
        # This module's import has led to that of asyncio, with which the runner starts.
        spec.__class__ = _SpecInUse
        vars(spec)["async_tui_call"] = lambda: found(module)
    else:
        found(module)


class _SpecInUse(ModuleSpec):
    """The spec of a module while the module is imported. Calls back when the import system marks its end."""

    @property
    def _initializing(self) -> bool:
        return True

    @_initializing.setter
    def _initializing(self, value: bool) -> None:
        self.__class__ = ModuleSpec  # type: ignore[assignment]
        self._initializing = value
        call = vars(self).pop("async_tui_call")
        # An import that failed has removed the module.
        if self.name in sys.modules:
            call()


class _Finder(MetaPathFinder):
    """Finds one module as the other finders do, and stays until that module is imported."""

    def __init__(self, name: str, call: Callable[[Any], None]) -> None:
        self._name = name
        self._call = call

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self._name:
            return None
        others = [finder.find_spec for finder in sys.meta_path if finder is not self and hasattr(finder, "find_spec")]
        spec: Any = next(filter(None, (find(name, path, target) for find in others)), None)
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader, self._imported)
        return spec

    def _imported(self, module: Any) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
            self._call(module)


class _Loader:
    """Loads one module with its own loader, which may be that of other modules too, and then calls back."""

    def __init__(self, loader: Any, call: Callable[[Any], None]) -> None:
        self._loader = loader
        self._call = call

    @property
    def __class__(self) -> Any:
        # The program can look for the module without importing it.
        return type(self._loader)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._call(module)
