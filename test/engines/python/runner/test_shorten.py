"""Tests values as short texts."""

import unittest

import runner_path
from async_tui_runner.shorten import shorten, shown


class Shortening(unittest.TestCase):
    def test_values_are_shown_as_python_prints_them(self):
        for value in (None, 7, "text", [1, 2], {"b": 1, "a": 2}, (1,), {"nested": {"deep": [1]}}):
            self.assertEqual(shown(value), repr(value))

    def test_what_is_long_is_cut(self):
        self.assertEqual(shown(list(range(10_000))), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 9990 more]")
        self.assertLessEqual(len(shown({n: "x" * 1000 for n in range(1000)})), 200)
        self.assertEqual(shorten("x" * 201), "x" * 199 + "…")

    def test_a_value_that_cannot_be_printed_does_no_harm(self):
        class Broken:
            def __repr__(self):
                raise ValueError

        self.assertIn("Broken", shown(Broken()))
