# The thread starts in the last moment of the block: only `tick` was kept waiting by it.
import asyncio
import time
async def tick():
    for _ in range(10):
        await asyncio.sleep(0.05)
async def main():
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.1)
    time.sleep(0.4)
    await asyncio.to_thread(time.sleep, 0.1)
    await ticking
asyncio.run(main())
