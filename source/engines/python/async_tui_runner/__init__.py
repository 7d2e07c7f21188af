"""Runs a program of coroutines on asyncio, unchanged, and tells what happens in it as events of a trace."""

import os
import sys
from importlib.machinery import FileFinder, SourceFileLoader


class _KeptLoader(SourceFileLoader):
    """Keeps the bytecode of the runner also where PYTHONDONTWRITEBYTECODE is set, which is for the program: without it
    the runner starts in twice the time."""

    def get_code(self, name):  # type: ignore[no-untyped-def]
        before, sys.dont_write_bytecode = sys.dont_write_bytecode, False
        try:
            return super().get_code(name)
        finally:
            sys.dont_write_bytecode = before


for _folder in (__path__[0], *(os.path.join(__path__[0], name) for name in os.listdir(__path__[0]))):
    if os.path.isdir(_folder):
        sys.path_importer_cache[_folder] = FileFinder(_folder, (_KeptLoader, [".py"]))
