import asyncio
import time


def work(steps):
    x = 1
    for _ in range(steps):
        x = x * 48271 % 2147483647
    return x


def timed(steps):
    start = time.thread_time()
    work(steps)
    return time.thread_time() - start


async def one(amount):
    await asyncio.to_thread(work, amount)


async def two(amount):
    await asyncio.gather(one(amount), one(amount))


async def main():
    amount = 100_000
    while timed(amount) < 0.05:
        amount *= 2
    await one(amount)
    await two(amount)


asyncio.run(main())
