import time
import unittest

import runner_path  # noqa: F401
from async_tui_runner.loop.blocks import Blocks
from async_tui_runner.loop.thread_usage import Reading, ThreadUsage, kept_by_runner


class Writer:
    waited = None

    def __init__(self):
        self.events = []

    def emit(self, type, at, **fact):
        self.events.append((type, fact))

    def since(self, instant):
        return instant


class Usage(ThreadUsage):
    """That of a system that tells neither when a thread was preempted nor how long others have had the processor."""

    processor = 0.0

    def read(self):
        return Reading(0.0, self.processor, None, 0.0, 0.0)


def judged(processor, looks, late_at=0.0):
    """Whether a stretch from 1000 to 1100 ms is reported."""
    writer = Writer()
    usage = Usage()
    blocks = Blocks(writer, usage)
    blocks.punctual_since = late_at
    for at, instruction in looks:
        blocks.saw(instruction, at)
    usage.processor = processor
    blocks._free(1000.0, 1100.0)
    return bool(writer.events)


class BlocksElsewhere(unittest.TestCase):
    def test_what_computes_is_a_block(self):
        self.assertTrue(judged(60.0, []))

    def test_what_sleeps_is_a_block_if_it_was_seen_twice_at_one_instruction_in_time(self):
        self.assertTrue(judged(1.0, [(1050.0, "a"), (1075.0, "a")]))
        self.assertFalse(judged(1.0, []))
        self.assertFalse(judged(1.0, [(1050.0, "a")]))
        self.assertFalse(judged(1.0, [(1050.0, "a"), (1075.0, "b")]))
        self.assertFalse(judged(1.0, [(950.0, "a"), (975.0, "a")]))
        self.assertFalse(judged(1.0, [(1050.0, "a"), (1075.0, "a")], late_at=1040.0))


class BlocksOnLinux(unittest.TestCase):
    def verified(self, preempted, processor, kept=0.0, others=0.0):
        used = {"processor": processor, "preempted": preempted}
        return Blocks(Writer(), Usage()).is_verified(100.0, used, 1000.0, kept, others)

    def test_what_sleeps_or_computes_is_a_block_and_what_is_preempted_is_none(self):
        self.assertTrue(self.verified(0.0, 1.0))
        self.assertTrue(self.verified(30.0, 60.0))
        self.assertFalse(self.verified(90.0, 10.0))
        self.assertFalse(self.verified(50.0, 10.0, kept=35.0))

    def test_what_may_wait_for_another_thread_is_no_block(self):
        self.assertFalse(self.verified(0.0, 10.0, others=60.0))
        self.assertTrue(self.verified(0.0, 90.0, others=60.0))


class UsageElsewhere(unittest.TestCase):
    def test_the_main_thread_knows_its_processor_time_everywhere(self):
        usage = ThreadUsage()
        usage._descriptor = usage._clock = None
        before = usage.read()
        end = time.perf_counter() + 0.02
        while time.perf_counter() < end:
            pass
        after = usage.read()
        self.assertGreater(after.processor, before.processor)
        self.assertIsNone(after.preempted)

    def test_what_the_runner_may_have_kept_the_thread_from_is_never_more_than_what_is_left(self):
        before, after = Reading(0.0, 0.0, 0.0, 5.0, 0.0), Reading(0.0, 10.0, 20.0, 45.0, 0.0)
        used = {"processor": 10.0, "preempted": 20.0}
        self.assertEqual(kept_by_runner(before, after, 50.0, used), 20.0)
        self.assertEqual(kept_by_runner(before, after, 100.0, used), 40.0)
        self.assertEqual(kept_by_runner(before, after, 25.0, used), 0.0)


if __name__ == "__main__":
    unittest.main()
