import sys
import threading
import time
import unittest
from unittest import mock

import runner_path  # noqa: F401
from async_tui_runner.loop import endless_waits
from async_tui_runner.loop.endless_waits import _is_last


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


if __name__ == "__main__":
    unittest.main()
