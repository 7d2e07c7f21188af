"""Runs an unmodified asyncio program and reports what happens in it as trace events."""

import _imp
import os
import sys
from importlib.machinery import FileFinder, SourceFileLoader


class _RunnerLoader(SourceFileLoader):
    """Loads the modules of the runner, without a file: tools that report on files must not report on them.

    coverage, `trace` and others leave out code that names a file in angle brackets, as they do for code of Python.
    """

    def get_code(self, name):  # type: ignore[no-untyped-def]
        """Caches the bytecode even if PYTHONDONTWRITEBYTECODE is set: that setting is meant for the program.

        Without the cache, the runner takes twice as long to start.
        """
        before, sys.dont_write_bytecode = sys.dont_write_bytecode, False
        try:
            code = super().get_code(name)
        finally:
            sys.dont_write_bytecode = before
        _imp._fix_co_filename(code, f"<{name}>")
        return code

    def exec_module(self, module):  # type: ignore[no-untyped-def]
        del module.__file__
        # pytest walks tracebacks by itself, and skips the frames of a module with this variable.
        module.__tracebackhide__ = True
        super().exec_module(module)


for _folder in (__path__[0], *(os.path.join(__path__[0], name) for name in os.listdir(__path__[0]))):
    if os.path.isdir(_folder):
        sys.path_importer_cache[_folder] = FileFinder(_folder, (_RunnerLoader, [".py"]))
