"""Tests simulated requests."""

import asyncio
import unittest

import runner_path
from async_tui_runner.network.simulated import Request


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
