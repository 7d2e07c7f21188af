"""Tests floods of output."""

import unittest

import runner_path
from async_tui_runner.watch.output_limit import OutputLimit


class Floods(unittest.TestCase):
    def setUp(self):
        self.told = []
        self.limit = OutputLimit(lambda type, **written: self.told.append(written))

    def texts(self):
        return [written["text"] for written in self.told]

    def test_what_is_no_flood_passes_as_it_is(self):
        for number in range(1000):
            self.limit.write("stdout", f"{number}\n", "a", None)
        self.limit.flush()
        self.assertEqual(self.texts(), [f"{number}\n" for number in range(1000)])

    def test_lines_are_cut(self):
        self.limit.write("stdout", "x" * 5000 + "\nshort\n", None, None)
        self.assertEqual(self.texts(), ["x" * 4096 + "… (904 more)\nshort\n"])

    def test_pieces_that_are_too_many_are_joined_and_what_is_too_long_is_counted(self):
        for _ in range(20_000):
            self.limit.write("stderr", "0123456789\n", "a", None)
        self.limit.write("stdout", "y" * 2_000_000, "b", None)
        self.limit.flush()
        self.assertLess(len(self.told), 2200)
        joined = [written for written in self.told if written["stream"] == "stderr" and len(written["text"]) > 1000]
        self.assertTrue(joined)
        self.assertTrue(all(written["task"] == "a" for written in joined))
        self.assertRegex(self.texts()[-1], r"^… .*\d\.\d\d MB\)? omitted: too much output at once\n$")
