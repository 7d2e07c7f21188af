"""Tests what is known of who puts into a queue."""

import builtins
import sys
import tempfile
import unittest
from pathlib import Path
from sys import _getframe

import runner_path
from async_tui_runner.tracing.lane import Lane
from async_tui_runner.tracing.lock_state import LockState


class Running:
    def __init__(self, number, is_answering=False):
        self.lane = Lane(f"#{number}", number, "call", "f", None, None)
        self.lane.is_answering = is_answering


class Givers(unittest.TestCase):
    def setUp(self):
        self.state = LockState("L1", lambda: None, None, True)

    def test_those_who_put_are_known(self):
        for number in (1, 2, 1):
            self.state.released(Running(number), _getframe())
        self.assertEqual(list(self.state.givers), ["#1", "#2"])

    def test_after_a_request_the_next_one_may_put_too(self):
        self.state.released(Running(1), _getframe())
        self.state.released(Running(2, is_answering=True), _getframe())
        self.state.released(Running(3), _getframe())
        self.assertIsNone(self.state.givers)

    def test_a_module_that_fills_it_while_it_is_imported_does_not_put_again(self):
        source = "import builtins\nbuiltins.released(__import__('sys')._getframe())\n"
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "fills_a_pool.py").write_text(source)
            builtins.released = lambda frame: self.state.released(Running(1), frame)
            sys.path.insert(0, folder)
            try:
                import fills_a_pool  # noqa: F401
            finally:
                sys.path.remove(folder)
                del builtins.released
        self.assertEqual(self.state.givers, {})


if __name__ == "__main__":
    unittest.main()
