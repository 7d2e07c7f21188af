"""Whose a file is: the program's, Python's, an installed package's, or the runner's."""

from __future__ import annotations

import os
import re
import sys

from ..watch.tracebacks import is_runner

PROGRAM, RUNTIME, INSTALLED, RUNNER = "program", "runtime", "installed", "runner"

_runtime = os.path.realpath(os.path.dirname(os.__file__)) + os.sep
_installed = re.compile(r"[\\/](?:site-packages|dist-packages)[\\/]")
# Where installed packages put their commands.
_scripts = tuple(
    {
        os.path.join(os.path.realpath(prefix), folder) + os.sep
        for prefix in (sys.prefix, sys.base_prefix)
        for folder in ("bin", "Scripts")
    }
)


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
