"""The owner of a file: the program, Python, an installed package, or the runner."""

from __future__ import annotations

import os
import re
import sys
from typing import Mapping, Optional

from ..watch.tracebacks import is_runner

PROGRAM, RUNTIME, INSTALLED, RUNNER = "program", "runtime", "installed", "runner"

_runtime = os.path.realpath(os.path.dirname(os.__file__)) + os.sep
_installed = re.compile(r"[\\/](?:site-packages|dist-packages)[\\/]")
# The folders in which installed packages put their commands.
_scripts = tuple(
    {
        os.path.join(os.path.realpath(prefix), folder) + os.sep
        for prefix in (sys.prefix, sys.base_prefix)
        for folder in ("bin", "Scripts")
    }
)


class Owners(dict[str, str]):
    """The owners of files by path, looked up when they are first asked for. The files in `shown` are the program's."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self._shown = shown

    def __missing__(self, path: str) -> str:
        owner = self[path] = PROGRAM if path in self._shown else owner_of(path)
        return owner


def archive_of(path: str) -> Optional[str]:
    """Returns the archive that a module is in, such as a zip application. None if it is in none."""
    folder = os.path.dirname(path)
    while folder != os.path.dirname(folder) and not os.path.isdir(folder):
        if os.path.isfile(folder):
            return folder
        folder = os.path.dirname(folder)
    return None


def owner_of(path: str) -> str:
    """Returns the owner of a file, by its path. A path without a file belongs to Python."""
    if is_runner(path):
        return RUNNER
    if path.startswith("<"):
        return RUNTIME
    real = os.path.realpath(path)
    # A virtual environment may be inside the program's folder.
    if _installed.search(real) or _installed.search(path):
        return INSTALLED
    if real.startswith(_runtime):
        return RUNTIME
    if real.startswith(_scripts):
        return INSTALLED
    return PROGRAM if os.path.isfile(real) or archive_of(real) else RUNTIME
