import asyncio
import time


async def one(amount):
    return work(amount)


async def alone(amount):
    await asyncio.gather(one(amount))


async def both(amount):
    await asyncio.gather(one(amount), one(amount))


def work(steps):
    x = 1
    for _ in range(steps):
        x = x * 48271 % 2147483647
    return x


def timed(steps):
    start = time.thread_time()
    work(steps)
    return time.thread_time() - start


async def main():
    amount = 100_000
    while timed(amount) < 0.05:
        amount *= 2
    await alone(amount)
    await both(amount)


asyncio.run(main())
