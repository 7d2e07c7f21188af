"""Runs before the program in every Python of the user's command, because its folder is on PYTHONPATH.

Removes the folder from the search path again.
"""

import _imp
import os
import sys

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def _restore():
    """Lets the program find the same modules as without the runner. Runs the program's own `sitecustomize`, if any."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _FOLDER]
    sys.path_importer_cache.pop(_FOLDER, None)
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is None or spec.loader is None:
        # Python itself raises and ignores this error if there is no such module.
        raise ImportError("No module named 'sitecustomize'", name="sitecustomize")
    module = sys.modules["sitecustomize"] = module_from_spec(spec)
    spec.loader.exec_module(module)


class _Finder:
    """Starts to observe once the program has imported asyncio. A program that does not import it pays no cost."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "asyncio":
            return None
        sys.meta_path.remove(_Finder)
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def executed(module):
            # The loader of a zip file is that of all its modules.
            del spec.loader.exec_module
            execute(module)
            # A tool that traces the program must not report what the runner imports.
            trace = sys.gettrace()
            sys.settrace(None)
            try:
                _observe()
            finally:
                sys.settrace(trace)

        spec.loader.exec_module = executed
        return spec


def _import_package():
    """Imports the runner's package as the loader in it imports the modules: without a file."""
    from importlib.util import find_spec, module_from_spec

    spec = find_spec("async_tui_runner")
    package = sys.modules[spec.name] = module_from_spec(spec)
    del package.__file__
    code = spec.loader.get_code(spec.name)
    _imp._fix_co_filename(code, "<async_tui_runner>")
    exec(code, vars(package))


def _observe():
    folder = os.path.dirname(_FOLDER)
    sys.path.insert(0, folder)
    try:
        _import_package()
        from async_tui_runner.observe_process import observe_process
    except Exception:
        # The program runs, whatever is missing here.
        observe_process = None
    finally:
        sys.path.remove(folder)
        sys.path_importer_cache.pop(folder, None)
    try:
        if observe_process:
            observe_process()
    except Exception:
        # The runner failed, not the program: the program runs unobserved.
        pass


if sys.version_info >= (3, 9) and os.environ.get("ASYNC_TUI_CHANNEL"):
    # Tools that report on files must not report on this one either.
    _imp._fix_co_filename(sys._getframe().f_code, "<async_tui_runner>")
    del __file__
    sys.meta_path.insert(0, _Finder)
_restore()
