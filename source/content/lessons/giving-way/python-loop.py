import asyncio
import time


async def count(name):
    for n in range(4):
        spin(60)
        print(f"{name}{n}")
        await asyncio.sleep(0)


async def timer():
    await asyncio.sleep(0.01)
    print("timer")


def spin(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


async def main():
    await asyncio.gather(timer(), count("A"), count("B"))


asyncio.run(main())
