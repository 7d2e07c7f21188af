import asyncio
import time


def measured(run):
    """Runs a coroutine function once to warm up, then again, and prints the processor time of the thread in ms."""

    async def main():
        await run(0.1)
        before = time.thread_time()
        await run(1)
        print(f"CPU {(time.thread_time() - before) * 1000}")

    asyncio.run(main())
