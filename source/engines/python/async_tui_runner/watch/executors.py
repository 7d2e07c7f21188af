"""Work that other threads do."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from sys import _getframe
from typing import Any, Callable

from ..inspection import name_of
from ..tracing.observer import Observer
from ..tracing.wait_reasons import Futures


def note_threads(loop: asyncio.AbstractEventLoop, futures: Futures) -> None:
    """Notes what the futures of `run_in_executor` and `to_thread` stand for."""
    run_in_executor = loop.run_in_executor

    def noted(executor: Any, function: Callable[..., Any], *arguments: Any) -> Any:
        future = run_in_executor(executor, function, *arguments)
        futures.note(future, {"kind": "thread", "what": name_of(function)})
        return future

    loop.run_in_executor = noted


def propagate_lanes(observer: Observer) -> None:
    """Attributes what a thread pool runs to the lane that submitted it."""
    pool: Any = ThreadPoolExecutor
    submit = pool.submit

    @wraps(submit)
    def submitted(executor: Any, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:
        lane = observer.caller(_getframe().f_back)

        def handed_on(*arguments: Any, **options: Any) -> Any:
            observer.elsewhere.lane = lane
            try:
                return function(*arguments, **options)
            finally:
                observer.elsewhere.lane = None

        return submit(executor, handed_on, *arguments, **options)

    pool.submit = submitted
