import os
import sys
import threading
import time
import unittest
from unittest import mock

import runner_path  # noqa: F401
from async_tui_runner.channel import Channel
from async_tui_runner.loop import endless_waits
from async_tui_runner.loop.endless_waits import _is_last, endless_wait
from async_tui_runner.loop.lock_waits import waits_for_lock


class EndlessWaits(unittest.TestCase):
    def test_a_thread_without_a_frame_may_end_a_wait(self):
        event = threading.Event()
        waiting = threading.Thread(target=event.wait)
        waiting.start()
        ident = waiting.ident
        assert ident is not None
        try:
            with mock.patch.object(endless_waits, "_has_native_threads", return_value=False):
                while not _is_last({ident: sys._current_frames()[ident]}, None):
                    time.sleep(0.001)
                with mock.patch.object(threading, "_limbo", {waiting: waiting}):
                    self.assertFalse(_is_last({ident: sys._current_frames()[ident]}, None))
            if sys.platform == "linux":
                self.assertTrue(endless_waits._has_native_threads({}))
                self.assertFalse(endless_waits._has_native_threads(sys._current_frames()))
        finally:
            event.set()
            waiting.join()

    def test_a_thread_that_waits_for_the_host_does_not_wait_forever(self):
        reading, writing = os.pipe()
        channel = Channel(writing, os.open(os.devnull, os.O_RDONLY))
        channel._lock.acquire()
        channel.leave("{}\n")
        waiting = threading.Thread(target=channel.flush)
        waiting.start()
        ident = waiting.ident
        assert ident is not None
        try:
            while not waits_for_lock(sys._current_frames()[ident]):
                time.sleep(0.001)
            with mock.patch.object(endless_waits, "_has_native_threads", return_value=False):
                self.assertFalse(_is_last({ident: sys._current_frames()[ident]}, None))
            self.assertIsNone(endless_wait(ident, object()))
        finally:
            channel._lock.release()
            waiting.join()
            os.close(reading)


if __name__ == "__main__":
    unittest.main()
