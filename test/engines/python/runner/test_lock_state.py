"""Tests what is known of who puts into a queue."""

import unittest

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
            self.state.released(Running(number))
        self.assertEqual(list(self.state.givers), ["#1", "#2"])

    def test_after_a_request_the_next_one_may_put_too(self):
        self.state.released(Running(1))
        self.state.released(Running(2, is_answering=True))
        self.state.released(Running(3))
        self.assertIsNone(self.state.givers)


if __name__ == "__main__":
    unittest.main()
