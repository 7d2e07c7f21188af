# rule: executor-full
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor, wait

pool = ThreadPoolExecutor(2)
both = threading.Barrier(2)


def resize(n):
    return n


def album(n):
    both.wait()
    return len(wait([pool.submit(resize, n)], timeout=3).done)


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.run_in_executor(pool, album, n) for n in range(2)))


asyncio.run(main())
