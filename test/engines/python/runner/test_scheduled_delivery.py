"""Tests the simulated network's deliveries."""

import asyncio
import unittest

import runner_path
from async_tui_runner.clock import now
from async_tui_runner.network.scheduled_delivery import Deliveries


class DeliveriesInTime(unittest.TestCase):
    def test_deliveries_come_in_order_until_they_are_stopped(self):
        async def main():
            deliveries = Deliveries()
            begun = now()
            told = []

            def deliver(share):
                told.append((share, now() - begun))
                if share == 0.5:
                    stop()

            stop = deliveries.schedule(
                begun, 40, [(share, lambda share=share: deliver(share)) for share in (0.25, 0.5, 1)]
            )
            while len(told) < 2:
                await asyncio.sleep(0.001)
            await asyncio.sleep(0.05)
            return told

        told = asyncio.run(main())
        self.assertEqual([share for share, _ in told], [0.25, 0.5])
        for share, at in told:
            self.assertGreaterEqual(at, share * 40 - 0.2)
