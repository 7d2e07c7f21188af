"""Tests the pipes to the host."""

import json
import os
import tempfile
import unittest
from pathlib import Path

import runner_path
from async_tui_runner.channel import Channel
from async_tui_runner.load_program import path_of


class Pipes(unittest.TestCase):
    def test_lines_go_out_and_come_in(self):
        (read, events), (commands, write) = os.pipe(), os.pipe()
        channel = Channel(events, commands)
        channel.write({"type": "ready", "text": "a\nb \ud800"})
        self.assertEqual(json.loads(os.read(read, 1000))["text"], "a\nb \ud800")
        os.write(write, b'{"type": "ping"}\n{"type"')
        os.write(write, b': "abort"}\n')
        os.close(write)
        self.assertEqual([command["type"] for command in channel.commands()], ["ping", "abort"])
        os.close(read)

    def test_a_file_url_is_a_path(self):
        path = Path(tempfile.gettempdir()) / "with blank and ü" / "file.py"
        self.assertEqual(path_of(path.as_uri()), str(path))
