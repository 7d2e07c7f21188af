"""Tests the pipes to the host."""

import json
import os
import select
import tempfile
import threading
import unittest
from collections import deque
from pathlib import Path
from unittest.mock import patch

import runner_path
from async_tui_runner import channel as channels
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

    def test_a_flood_is_written_in_order_by_another_thread(self):
        (read, events), (commands, write) = os.pipe(), os.pipe()
        channel = Channel(events, commands)
        threading.Thread(target=channel.write_later, daemon=True).start()
        for number in range(2000):
            channel.write_text(f"{number}\n")
        received = b""
        while received.count(b"\n") < 2000:
            received += os.read(read, 65536)
        self.assertEqual([int(line) for line in received.split()], list(range(2000)))

    def test_in_a_flood_that_lasts_the_other_thread_writes_all_lines(self):
        (read, events), (commands, write) = os.pipe(), os.pipe()
        pause, time = threading.Semaphore(0), 100
        with patch.object(channels, "_sleep", lambda _: pause.acquire()), patch.object(channels, "now", lambda: time):
            channel = Channel(events, commands)
            threading.Thread(target=channel.write_later, daemon=True).start()
            for number in range(100):
                channel.write_text(f"{number}\n")
            time = 104
            pause.release()
            received = b""
            while not received.endswith(b"\n99\n"):
                received += os.read(read, 65536)
            time = 106
            channel.write_text("100\n")
            self.assertEqual(select.select([read], [], [], 0)[0], [])
            pause.release()
            self.assertEqual(os.read(read, 100), b"\n100\n")
            # A single line that was left ends the flood.
            channel.write_text("101\n")
            self.assertEqual(os.read(read, 100), b"\n101\n")

    def test_marks_that_may_come_after_their_bytes_are_between_two_lines_that_say_so(self):
        (read, events), (commands, write) = os.pipe(), os.pipe()
        channel = Channel(events, commands)
        threading.Thread(target=channel.write_later, daemon=True).start()
        at_once = set()
        for number in range(2000):
            channel.write_mark(f"{number}\n")
            if not channel._lines:
                at_once.add(str(number))
        received = ""
        while received.count("m1") != received.count("m0") or "\n1999\n" not in received:
            received += os.read(read, 65536).decode()
        lines = received.split()
        self.assertEqual([int(line) for line in lines if line[0] != "m"], list(range(2000)))
        self.assertIn("0", at_once)
        is_late = False
        for line in lines:
            is_late = line == "m1" or (is_late and line != "m0")
            # A mark that was left is in such a part.
            self.assertTrue(is_late or line in at_once or line == "m0", line)

    def test_a_line_to_be_written_soon_waits_for_the_other_thread(self):
        (read, events), (commands, _) = os.pipe(), os.pipe()
        channel = Channel(events, commands)
        channel.write_text("1\n", soon=True)
        self.assertEqual(select.select([read], [], [], 0)[0], [])
        threading.Thread(target=channel.write_later, daemon=True).start()
        self.assertEqual(os.read(read, 100), b"\n1\n")

    def test_what_is_reported_while_a_line_is_written_comes_after_it(self):
        (read, events), (commands, write) = os.pipe(), os.pipe()
        channel = Channel(events, commands)

        class Lines(deque):
            def popleft(self):
                line = super().popleft()
                if line == "first\n":
                    # As a finalizer does, in the same thread.
                    channel.write_text("second\n")
                return line

        channel._lines = Lines()
        channel.write_text("first\n")
        self.assertEqual(os.read(read, 100), b"\nfirst\nsecond\n")

    def test_a_file_url_is_a_path(self):
        path = Path(tempfile.gettempdir()) / "with blank and ü" / "file.py"
        self.assertEqual(path_of(path.as_uri()), str(path))
