"""Tests the order of events."""

import json
import threading
import unittest
from http import HTTPStatus

import runner_path
from async_tui_runner.clock import now
from async_tui_runner.trace_writer import TraceWriter


class Lines:
    """Stands for the pipe. `first`: called with the first line."""

    def __init__(self, first=lambda: None):
        self.lines = []
        # Whether each is written soon, and not at once.
        self.soon = []
        self._first = first

    @property
    def events(self):
        return [json.loads(line) for line in self.lines]

    def write_text(self, line, soon=False):
        first, self._first = self._first, lambda: None
        first()
        self.lines.append(line)
        self.soon.append(soon)
        return 0.0

    def leave(self, line):
        self.lines.append(line)

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

    def test_what_happens_most_often_takes_few_characters(self):
        lines = Lines()
        writer = TraceWriter(0.0, lines)
        place = {"file": "a.py", "line": 1, "column": 2}
        writer.created(1.0, "#1", None, "call", "f", place, label=None)
        writer.created(2.0004, "#2", "profile", "call", "f", place)
        writer.started(2.0, "#2", None)
        writer.waiting(3.0, "#2", place, {"kind": "timer", "ms": 2.5})
        writer.waiting(4.0, "#1", None, {"kind": "task", "task": "#2"})
        writer.resumed(5.0, "#2")
        writer.done(6.0, "#2", "a, \"b\"")
        writer.done(7.0, "#1", None)
        self.assertEqual(
            "".join(lines.lines).splitlines(),
            [
                'P0,{"file":"a.py","line":1,"column":2}',
                'F1,call,0,"f"',
                "c1000,1,,1",
                'T2,"profile"',
                "c2000,2,x2,1",
                "s2000,2",
                "w3000,2,0,t2.5",
                "w4000,1,,k2",
                "r5000,2",
                'e6000,2,"a, \\"b\\""',
                "e7000,1",
            ],
        )

    def test_requests_take_few_characters(self):
        lines = Lines()
        writer = TraceWriter(0.0, lines)
        place = {"file": "a.py", "line": 1, "column": 2}
        writer.created(1.0, "#1", None, "request", "GET /a, \"b\"", None)
        writer.created(2.0, "#2", "#1", "call", "f", place, label="one, two")
        writer.incoming(3.0, "#1", "ended", HTTPStatus.CREATED, "/u/{id}")
        writer.incoming(4.0, "#1", "ended", 200, None)
        writer.incoming(5.0, "#1", "aborted", None, "/u/{id}")
        writer.advanced("r", "#2", "connecting", method="GET", url="http://a/?b=1,2", bytes=None, total=None)
        writer.advanced("r", None, "receiving", status=200, bytes=5, total=9)
        *lines, connecting, receiving = "".join(lines.lines).splitlines()
        self.assertEqual(
            lines,
            [
                'n1000,1,,request,"GET /a, \\"b\\""',
                'P0,{"file":"a.py","line":1,"column":2}',
                'F1,call,0,"f"',
                'c2000,2,1,1,"one, two"',
                'i3000,1,2,201,"/u/{id}"',
                "i4000,1,2,200",
                'i5000,1,3,,"/u/{id}"',
            ],
        )
        # At the time of the call, which differs.
        self.assertEqual(connecting.partition(",")[2], '2,0,,,,["r","GET","http://a/?b=1,2"]')
        self.assertEqual(receiving.partition(",")[2], ',2,200,5,9,"r"')

    def test_what_only_few_have_is_json(self):
        lines = Lines()
        writer = TraceWriter(0.0, lines)
        writer.created(1.0, "#1", None, "call", "f", None, label="one", idle=None)
        writer.advanced("r", "#1", "waiting", status=None, url="/")
        writer.incoming(2.0, "#1", "ended", "200 OK", None)
        self.assertEqual([sorted(event) for event in lines.events], [
            ["at", "kind", "label", "name", "task", "type"],
            ["at", "phase", "request", "task", "type", "url"],
            ["at", "phase", "status", "task", "type"],
        ])

    def test_other_threads_and_what_is_handed_to_them_do_not_wait_for_a_write(self):
        lines = Lines()
        writer = TraceWriter(0.0, lines)
        writer.created(1.0, "#1", None, "call", "f", None)
        writer.created(2.0, "#2", "#1", "thread", "g", {"file": "a.py", "line": 1, "column": 2})
        writer.created(2.0, "#3", "#1", "thread", "library", None)

        def run():
            writer.started(3.0, "#2", None)
            writer.emit("task-ended", 4.0, task="#2", outcome="failed")

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        writer.started(5.0, "#1", None)
        self.assertEqual(lines.soon, [False, True, True, True, True, False])

    def test_nothing_is_reported_after_the_end(self):
        lines = Lines()
        writer = TraceWriter(now(), lines)
        writer.close()
        writer.emit("late")
        self.assertEqual(lines.events, [])
