"""Reports what the program writes with `os.write`, in the order in which it prints and writes."""

from __future__ import annotations

import os
from functools import wraps
from sys import _getframe
from typing import Any

from .output import Text


def watch_direct_writes(streams: dict[int, Text]) -> None:
    """`streams`: by descriptor. Other descriptors are left alone."""
    write = os.write

    @wraps(write)
    def written(descriptor: Any, data: Any, /) -> int:
        stream = streams.get(descriptor) if type(descriptor) is int and type(data) is bytes else None
        return write(descriptor, data) if stream is None else stream.write_bytes(data, _getframe().f_back)

    os.write = written
