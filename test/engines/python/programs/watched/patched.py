"""What a program puts in the place of functions of the standard library and of `sys.argv` is its own business."""

import asyncio
import json
import os
import sys


def refuse(*args, **options):
    raise NotImplementedError


json.dumps = json.loads = json.JSONEncoder = refuse
os.getpid = os.getppid = os.read = os.write = os.close = refuse
sys.argv = None
sys._getframe = sys._current_frames = sys.exc_info = refuse


async def fetch(name):
    await asyncio.sleep(0.001)
    if name is None:
        raise LookupError("no name")
    return name


async def main():
    print(await asyncio.gather(fetch("a"), fetch(None), return_exceptions=True))
    async with asyncio.Lock():
        print(await asyncio.get_running_loop().run_in_executor(None, len, "abc"))
    task = asyncio.create_task(fetch("b"))
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


asyncio.run(main())
print("end", flush=True)
