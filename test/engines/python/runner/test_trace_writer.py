"""Tests the order of events."""

import threading
import unittest

import runner_path
from async_tui_runner.clock import now
from async_tui_runner.trace_writer import TraceWriter


class Events(unittest.TestCase):
    def test_at_never_falls_whoever_tells(self):
        events = []
        writer = TraceWriter(now(), events.append)

        def emit():
            for _ in range(500):
                writer.emit("loop-beat", lag=0)

        threads = [threading.Thread(target=emit) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        instants = [event["at"] for event in events]
        self.assertEqual(len(instants), 2000)
        self.assertEqual(instants, sorted(instants))

    def test_what_is_told_while_telling_comes_afterwards(self):
        events = []

        def write(event):
            if event["type"] == "first":
                writer.emit("second")
            events.append(event["type"])

        writer = TraceWriter(now(), write)
        writer.emit("first")
        self.assertEqual(events, ["first", "second"])

    def test_nothing_is_told_after_the_end(self):
        events = []
        writer = TraceWriter(now(), events.append)
        writer.close()
        writer.emit("late")
        self.assertEqual(events, [])
