import ast
import sys
import tempfile
import unittest
from graphlib import CycleError, TopologicalSorter
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import cache_from_source, find_spec, spec_from_loader
from pathlib import Path

import runner_path
import async_tui_runner
from async_tui_runner.import_hooks import when_imported

ROOT = Path(__file__).parents[4] / "source" / "engines" / "python"
MODULES = {
    tuple(path.relative_to(ROOT).with_suffix("").parts): path for path in (ROOT / "async_tui_runner").rglob("*.py")
}


def imported(name, path):
    """Yields the modules that one imports, in a function and for its types too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = name[: -node.level] + tuple((node.module or "").split(".") if node.module else ())
            for alias in node.names:
                yield package + (alias.name,) if package + (alias.name,) in MODULES else package


class Shared(MetaPathFinder):
    """Finds modules and loads all of them, like the one with which pytest rewrites assertions."""

    def find_spec(self, name, path, target=None):
        return spec_from_loader(name, self) if name.startswith("shared_") else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.loaded = True


class Imports(unittest.TestCase):
    def test_no_circle(self):
        graph = {name: set(imported(name, path)) & set(MODULES) for name, path in MODULES.items()}
        self.assertGreater(sum(map(len, graph.values())), 100)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            self.fail(" imports ".join(".".join(name) for name in reversed(error.args[1])))

    def test_bytecode_is_kept_whatever_the_program_wants(self):
        before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "kept.py"
                path.write_text("x = 1\n")
                self.assertIsNotNone(async_tui_runner._RunnerLoader("kept", str(path)).get_code("kept"))
                self.assertTrue(Path(cache_from_source(str(path))).exists())
            self.assertTrue(sys.dont_write_bytecode)
        finally:
            sys.dont_write_bytecode = before

    def test_only_the_module_itself_calls_back_whatever_shares_its_loader(self):
        shared, calls = Shared(), []
        sys.meta_path.insert(0, shared)
        try:
            when_imported("shared_one", lambda module: calls.append((module.__name__, module.loaded)))
            self.assertIsInstance(find_spec("shared_one").loader, Shared)
            import shared_two, shared_one, shared_three
        finally:
            sys.meta_path.remove(shared)
        self.assertEqual(calls, [("shared_one", True)])
        for module in (shared_one, shared_two, shared_three):
            self.assertTrue(module.loaded)
            self.assertIs(module.__loader__, shared)
            self.assertIs(module.__spec__.loader, shared)
        self.assertEqual([finder for finder in sys.meta_path if type(finder).__module__ == when_imported.__module__], [])

    def test_a_module_whose_import_is_in_progress_calls_back_at_its_end(self):
        calls = []
        sys.when_in_progress = lambda: when_imported("in_progress", lambda module: calls.append(module.LATE))
        before = list(sys.meta_path)
        with tempfile.TemporaryDirectory() as folder:
            sys.path.insert(0, folder)
            path = Path(folder) / "in_progress.py"
            try:
                path.write_text("import sys\nsys.when_in_progress()\nraise LookupError\n")
                with self.assertRaises(LookupError):
                    import in_progress
                self.assertEqual(calls, [])
                path.write_text("import sys\nsys.when_in_progress()\nLATE = 'defined late'\n")
                import in_progress
            finally:
                sys.path.remove(folder)
                del sys.when_in_progress
        self.assertEqual(calls, ["defined late"])
        self.assertIs(type(in_progress.__spec__), ModuleSpec)
        self.assertNotIn("async_tui_call", vars(in_progress.__spec__))
        self.assertEqual(sys.meta_path, before)

    def test_the_import_succeeds_whatever_the_callback_raises(self):
        shared = Shared()
        sys.meta_path.insert(0, shared)
        try:
            when_imported("shared_four", lambda module: module.missing)
            import shared_four
        finally:
            sys.meta_path.remove(shared)
        self.assertTrue(shared_four.loaded)


if __name__ == "__main__":
    unittest.main()
