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


async def fetch(name):
    await asyncio.sleep(0.001)
    if name is None:
        raise LookupError("no name")
    return name


async def main():
    print(await asyncio.gather(fetch("a"), fetch(None), return_exceptions=True))


asyncio.run(main())
print("end", flush=True)
