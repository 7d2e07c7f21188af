# rule: executor-full
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError

threads = ThreadPoolExecutor(3)
all_three = threading.Barrier(3)


def count(n):
    return n


def add(n):
    all_three.wait()
    parts = [threads.submit(count, part) for part in range(n)]
    try:
        return sum(part.result(timeout=1.8) for part in parts)
    except TimeoutError:
        return 0


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.run_in_executor(threads, add, 2) for _ in range(3)))


asyncio.run(main())
