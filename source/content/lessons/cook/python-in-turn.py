import asyncio
import time


async def toast():
    await asyncio.sleep(0.6)  # the toaster works: the hands are free


async def water():
    await asyncio.sleep(1.0)  # the kettle works: the hands are free


async def chop():
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end:
        cut(0.02)  # the hands are busy
        await asyncio.sleep(0)  # is anything else ready?


def cut(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


async def main():
    await toast()
    await water()
    await chop()


asyncio.run(main())
