"""Ends this process together with its parent."""

from __future__ import annotations

import signal
import sys

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Makes the system kill this process when its parent ends, even while a C function blocks every Python thread.

    Only Linux supports this. Elsewhere the process ends once that function returns.
    """
    if sys.platform == "linux":
        try:
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        except (ImportError, OSError, AttributeError):
            # This Python was built without `ctypes`, or its C library has no `prctl`.
            pass
