"""Tests which timers are known to end a wait for a lock."""

import asyncio
import unittest

import runner_path  # noqa: F401
from async_tui_runner.clock import now
from async_tui_runner.tracing.lock_reports import LockReports
from async_tui_runner.tracing.lock_state import LockState
from async_tui_runner.tracing.time_limits import targets_of_timers

try:
    import uvloop
except ImportError:
    uvloop = None


class Writer:
    def __init__(self):
        self.limits = []

    def emit(self, kind, limitedUntil, **fields):
        self.limits.append(limitedUntil)

    def since(self, at):
        return at


class OwnTimers(asyncio.SelectorEventLoop):
    def call_at(self, when, callback, *arguments, context=None):
        return super().call_at(when, callback, *arguments, context=context)


class Timers(unittest.TestCase):
    def run_on(self, loop, main):
        try:
            return loop.run_until_complete(main())
        finally:
            loop.close()

    async def target(self):
        loop = asyncio.get_event_loop()
        lock = asyncio.Lock()
        timer = loop.call_later(60, lock.release)
        targets = targets_of_timers(loop)
        timer.cancel()
        return targets and (targets[id(lock)] - now(), targets_of_timers(loop))

    def test_of_the_library(self):
        left, after = self.run_on(asyncio.new_event_loop(), self.target)
        self.assertTrue(59_000 < left <= 60_000, left)
        self.assertEqual(after, {})

    @unittest.skipUnless(uvloop, "takes uvloop")
    def test_of_uvloop(self):
        left, after = self.run_on(uvloop.new_event_loop(), self.target)
        self.assertTrue(59_000 < left <= 60_100, left)
        self.assertEqual(after, {})

    def test_of_a_loop_that_sets_its_timers_in_another_way(self):
        self.assertIsNone(self.run_on(OwnTimers(), self.target))

    def test_a_timer_that_is_set_or_cancelled_later_is_reported_once(self):
        async def main():
            lock = asyncio.Lock()
            await lock.acquire()
            waiter = asyncio.ensure_future(lock.acquire())
            await asyncio.sleep(0)
            state = LockState("L1", lambda: lock, None, False)
            state.holders = None
            writer = Writer()
            reports = LockReports(writer, None)
            loop = asyncio.get_event_loop()
            reports.report(state, targets_of_timers(loop))
            timer = loop.call_later(60, waiter.cancel)
            for _ in range(2):
                reports.report_limit(state, targets_of_timers(loop))
            timer.cancel()
            for _ in range(2):
                reports.report_limit(state, targets_of_timers(loop))
            waiter.cancel()
            return writer.limits

        before, limited, after = self.run_on(asyncio.new_event_loop(), main)
        self.assertEqual((before, after), (None, None))
        self.assertGreater(limited, now() + 50_000)


if __name__ == "__main__":
    unittest.main()
