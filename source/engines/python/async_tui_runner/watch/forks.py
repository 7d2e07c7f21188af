"""Forked processes. They belong to the program: they report nothing, and write directly to its standard streams."""

from __future__ import annotations

import os
import threading

from ..die_with_parent import die_with_parent
from ..trace_writer import TraceWriter
from .output import Text


def release_forks(writer: TraceWriter, streams: list[Text]) -> None:
    if not hasattr(os, "register_at_fork"):
        return
    main = threading.main_thread().ident
    from_main = False

    def before() -> None:
        nonlocal from_main
        from_main = threading.get_ident() == main

    def in_child() -> None:
        writer.forked()
        for stream in streams:
            stream.forked()
        if from_main:
            die_with_parent()

    os.register_at_fork(before=before, after_in_child=in_child)
