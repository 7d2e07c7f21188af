import ast
import unittest
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

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


if __name__ == "__main__":
    unittest.main()
