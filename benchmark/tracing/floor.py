"""Runs a program with the least that a tracer of asyncio has to do: wrap the coroutine of each task."""

import asyncio
import runpy
import sys
from collections.abc import Coroutine


class Wrapped(Coroutine):
    """Passes each step on to a coroutine."""

    def __init__(self, coroutine):
        self.coroutine = coroutine

    def send(self, value):
        return self.coroutine.send(value)

    def throw(self, *error):
        return self.coroutine.throw(*error)

    def close(self):
        self.coroutine.close()

    def __await__(self):
        return self


def task(loop, coroutine, **options):
    return asyncio.Task(Wrapped(coroutine), loop=loop, **options)


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        loop = super().new_event_loop()
        loop.set_task_factory(task)
        return loop


asyncio.set_event_loop_policy(Policy())
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
