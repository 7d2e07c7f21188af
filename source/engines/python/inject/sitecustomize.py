"""Runs before the program in every Python of the user's command, because its folder is on PYTHONPATH, and takes itself away again."""

import os
import sys

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def _restore():
    """The program finds the modules that it would find alone. The sitecustomize that it has runs, under that name."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _FOLDER]
    sys.path_importer_cache.pop(_FOLDER, None)
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is None or spec.loader is None:
        # What Python says, and does not mind, where there is none.
        raise ImportError("No module named 'sitecustomize'", name="sitecustomize")
    module = sys.modules["sitecustomize"] = module_from_spec(spec)
    spec.loader.exec_module(module)


class _Finder:
    """Starts to observe when the program has imported asyncio: one that does not pays for nothing."""

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
            execute(module)
            _observe()

        spec.loader.exec_module = executed
        return spec


def _observe():
    folder = os.path.dirname(_FOLDER)
    sys.path.insert(0, folder)
    try:
        from async_tui_runner.observe_process import observe_process
    except Exception:
        # Whatever is missing, the program runs.
        observe_process = None
    finally:
        sys.path.remove(folder)
        sys.path_importer_cache.pop(folder, None)
    try:
        if observe_process:
            observe_process()
    except Exception:
        # What fails is ours: the program runs unobserved.
        pass


if sys.version_info >= (3, 9) and os.environ.get("ASYNC_TUI_CHANNEL"):
    sys.meta_path.insert(0, _Finder)
_restore()
