# rule: thread-held
import asyncio
import time


async def ping():
    for _ in range(20):
        await asyncio.sleep(0.05)


async def report():
    await asyncio.sleep(0.1)
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass


async def main():
    await asyncio.gather(ping(), report())


asyncio.run(main())
