import asyncio
import time

balance = 100


async def pay(amount):
    global balance
    before = balance
    spin(amount * 6)
    balance = before - amount


def spin(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


async def main():
    await asyncio.gather(pay(30), pay(50))
    print("left:", balance)


asyncio.run(main())
