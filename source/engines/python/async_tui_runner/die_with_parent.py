"""The process that this one works for."""

from __future__ import annotations

import signal
import sys

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Has the system end this process with its parent, also while a function of C keeps every thread of Python waiting.

    Only Linux can; elsewhere the process ends when that function returns.
    """
    if sys.platform == "linux":
        try:
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        except (ImportError, OSError, AttributeError):
            # A Python that was built without it.
            pass
