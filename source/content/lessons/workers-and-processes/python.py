import asyncio
import time
from concurrent.futures import ProcessPoolExecutor


def work(steps):
    x = 1
    for _ in range(steps):
        x = x * 48271 % 2147483647
    return x


def timed(steps):
    start = time.thread_time()
    work(steps)
    return time.thread_time() - start


async def one(pool, amount):
    await asyncio.get_running_loop().run_in_executor(pool, work, amount)


async def two(pool, amount):
    await asyncio.gather(one(pool, amount), one(pool, amount))


async def main(pool):
    amount = 100_000
    while timed(amount) < 0.05:
        amount *= 2
    await one(pool, amount)
    await two(pool, amount)


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(time.sleep, [0.1, 0.1]))  # both are up
        asyncio.run(main(pool))
