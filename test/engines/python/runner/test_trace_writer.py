"""Tests the order of events."""

import json
import threading
import unittest

import runner_path
from async_tui_runner.clock import now
from async_tui_runner.trace_writer import TraceWriter


class Lines:
    """Stands for the pipe. `first`: called with the first line."""

    def __init__(self, first=lambda: None):
        self.events = []
        self._first = first

    def write_text(self, line):
        first, self._first = self._first, lambda: None
        first()
        self.events.append(json.loads(line))
        return 0.0

    def flush(self):
        return 0.0


class Events(unittest.TestCase):
    def test_at_never_falls_whoever_reports(self):
        lines = Lines()
        writer = TraceWriter(now(), lines)

        def emit():
            for _ in range(500):
                writer.emit("loop-beat", lag=0)

        threads = [threading.Thread(target=emit) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        instants = [event["at"] for event in lines.events]
        self.assertEqual(len(instants), 2000)
        self.assertEqual(instants, sorted(instants))

    def test_fields_are_written_as_json_and_what_is_none_is_left_out(self):
        lines = Lines()
        place = {"file": "a.py", "line": 1, "column": 2}
        TraceWriter(now(), lines).emit("x", text="ü\n\ud800", place=place, on={"ms": 0.5}, no=None, flag=True, count=3)
        (event,) = lines.events
        del event["at"]
        expected = {"type": "x", "text": "ü\n\ud800", "place": place, "on": {"ms": 0.5}, "flag": True, "count": 3}
        self.assertEqual(event, expected)

    def test_nothing_is_reported_after_the_end(self):
        lines = Lines()
        writer = TraceWriter(now(), lines)
        writer.close()
        writer.emit("late")
        self.assertEqual(lines.events, [])
