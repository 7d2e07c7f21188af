"""Tests places in the program."""

import tempfile
import textwrap
import unittest
from pathlib import Path

import runner_path
from async_tui_runner.failures import Failures
from async_tui_runner.shorten import shown
from async_tui_runner.tracing.await_chain import follow
from async_tui_runner.tracing.source_positions import SourcePositions


class PlacesInFiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = str(Path(self.folder.name) / "program.py")

    def load(self, text):
        text = textwrap.dedent(text)
        Path(self.path).write_text(text, encoding="utf-8")
        names = {}
        exec(compile(text, self.path, "exec"), names)
        return names, SourcePositions({self.path: "shown.py"})

    def test_a_suspended_coroutine_is_at_the_operand_of_its_await(self):
        names, places = self.load(
            """\
            import types

            @types.coroutine
            def pause():
                yield

            async def waits():
                ü = "ü"; await pause()
            """
        )
        coroutine = names["waits"]()
        coroutine.send(None)
        place = places.of_frame(coroutine.cr_frame)
        self.assertEqual(place, {"file": "shown.py", "line": 8, "column": 20, "function": "waits"})
        links = follow(coroutine, places.owners, SourcePositions).links
        self.assertEqual([frame.f_code.co_name for _, frame, _, _ in links], ["waits", "pause"])
        coroutine.close()

    def test_a_decorated_function_is_defined_where_its_name_is(self):
        names, places = self.load("import functools\n\n@functools.lru_cache\ndef cached():\n    pass\n")
        self.assertEqual(places.of_function(names["cached"].__wrapped__.__code__)["line"], 4)
        self.assertIsNone(places.of_function(textwrap.dedent.__code__))

    def test_failures_say_where(self):
        names, places = self.load("def fails():\n    int('x')\n")
        try:
            names["fails"]()
        except ValueError as error:
            failure = Failures(places).of(error)
        self.assertEqual((failure["name"], failure["place"]["line"]), ("ValueError", 2))
        try:
            compile("async def (", self.path, "exec")
        except SyntaxError as error:
            self.assertEqual(Failures(places).of(error)["place"]["line"], 1)
