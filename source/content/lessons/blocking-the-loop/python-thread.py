import asyncio
import time


async def ping():
    await asyncio.sleep(0.2)


async def compute():
    await asyncio.to_thread(spin, 600)


async def pong():
    await asyncio.sleep(0.2)


def spin(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


async def main():
    await asyncio.gather(ping(), compute(), pong())


asyncio.run(main())
