import ast
import sys
import tempfile
import unittest
from graphlib import CycleError, TopologicalSorter
from importlib.util import cache_from_source
from pathlib import Path

import runner_path
import async_tui_runner

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
                self.assertIsNotNone(async_tui_runner._CachingLoader("kept", str(path)).get_code("kept"))
                self.assertTrue(Path(cache_from_source(str(path))).exists())
            self.assertTrue(sys.dont_write_bytecode)
        finally:
            sys.dont_write_bytecode = before


if __name__ == "__main__":
    unittest.main()
