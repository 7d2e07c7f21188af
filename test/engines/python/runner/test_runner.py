"""Tests of the runner's parts, from within Python."""

import asyncio
import json
import os
import sys
import tempfile
import textwrap
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4] / "source" / "engines" / "python"))

from async_tui_runner.tracing.await_chain import follow  # noqa: E402
from async_tui_runner.channel import Channel  # noqa: E402
from async_tui_runner.clock import now  # noqa: E402
from async_tui_runner.network.scheduled_delivery import Deliveries  # noqa: E402
from async_tui_runner.failures import Failures  # noqa: E402
from async_tui_runner.load_program import path_of  # noqa: E402
from async_tui_runner.watch.output_limit import OutputLimit  # noqa: E402
from async_tui_runner.tracing.source_positions import Places  # noqa: E402
from async_tui_runner.shorten import shorten, shown  # noqa: E402
from async_tui_runner.network.simulated import Request  # noqa: E402
from async_tui_runner.trace_writer import Telling  # noqa: E402


class Shortening(unittest.TestCase):
    def test_values_are_shown_as_python_prints_them(self):
        for value in (None, 7, "text", [1, 2], {"b": 1, "a": 2}, (1,), {"nested": {"deep": [1]}}):
            self.assertEqual(shown(value), repr(value))

    def test_what_is_long_is_cut(self):
        self.assertEqual(len(shown(list(range(10_000)))), len(shown(list(range(21)))))
        self.assertLessEqual(len(shown({n: "x" * 1000 for n in range(1000)})), 200)
        self.assertEqual(shorten("x" * 201), "x" * 199 + "…")

    def test_a_value_that_cannot_be_printed_does_no_harm(self):
        class Broken:
            def __repr__(self):
                raise ValueError

        self.assertIn("Broken", shown(Broken()))


class TellingInOrder(unittest.TestCase):
    def test_at_never_falls_whoever_tells(self):
        events = []
        telling = Telling(now(), events.append)

        def tell():
            for _ in range(500):
                telling.tell("loop-beat", lag=0)

        threads = [threading.Thread(target=tell) for _ in range(4)]
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
                telling.tell("second")
            events.append(event["type"])

        telling = Telling(now(), write)
        telling.tell("first")
        self.assertEqual(events, ["first", "second"])

    def test_nothing_is_told_after_the_end(self):
        events = []
        telling = Telling(now(), events.append)
        telling.close()
        telling.tell("late")
        self.assertEqual(events, [])


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
        return names, Places({self.path: "shown.py"})

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
        links = follow(coroutine, places.shows, Places).links
        self.assertEqual([link.frame.f_code.co_name for link in links], ["waits", "pause"])
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


class DeliveriesInTime(unittest.TestCase):
    def test_deliveries_come_in_order_until_they_are_stopped(self):
        async def main():
            deliveries = Deliveries()
            begun = now()
            told = []
            stop = deliveries.schedule(
                begun,
                40,
                [(share, lambda share=share: told.append((share, now() - begun))) for share in (0.25, 0.5, 1)],
            )
            while len(told) < 2:
                await asyncio.sleep(0.001)
            stop()
            await asyncio.sleep(0.05)
            return told

        told = asyncio.run(main())
        self.assertEqual([share for share, _ in told], [0.25, 0.5])
        for share, at in told:
            self.assertGreaterEqual(at, share * 40 - 0.2)


class SimulatedRequests(unittest.TestCase):
    def test_what_is_due_when_a_request_was_cancelled_does_not_come_any_more(self):
        class AllAtOnce:
            def start(self):
                return 0.0

            def schedule(self, start, time, deliveries):
                self.due = [happen for _, happen in deliveries]
                return self.due.clear

        async def cancelled_after(count):
            told = []
            reply = {"body": "text"}
            request = Request("https://x.example/", reply, lambda phase, **_: told.append(phase), False, lambda: None)
            network = AllAtOnce()
            request.send(network, 10, None)
            for happen in network.due[:count]:
                happen()
            request.body.cancel()
            # In the same turn of the loop, before anybody hears that it was cancelled.
            for happen in network.due[count:]:
                happen()
            await asyncio.sleep(0)
            return told

        self.assertEqual(asyncio.run(cancelled_after(0)), ["failed"])
        self.assertEqual(asyncio.run(cancelled_after(2)), ["waiting", "receiving", "failed"])


if __name__ == "__main__":
    unittest.main()
