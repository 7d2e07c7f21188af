# silent: threads that are busy for long while other jobs wait for one, some of them for the loop.
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


async def answer():
    await asyncio.sleep(1.5)


def ask(loop):
    asyncio.run_coroutine_threadsafe(answer(), loop).result()


async def main():
    loop = asyncio.get_running_loop()
    busy, asking = ThreadPoolExecutor(2), ThreadPoolExecutor(2)
    await asyncio.gather(
        *(loop.run_in_executor(busy, time.sleep, 0.6) for _ in range(5)),
        *(loop.run_in_executor(asking, ask, loop) for _ in range(3)),
    )


asyncio.run(main())
