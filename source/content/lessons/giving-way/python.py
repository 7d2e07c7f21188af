import asyncio
import time


async def count(name, done):
    for n in range(4):
        spin(60)
        print(f"{name}{n}")
        await done


async def timer():
    await asyncio.sleep(0.01)
    print("timer")


def spin(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


async def main():
    done = asyncio.get_running_loop().create_future()
    done.set_result("here already")
    await asyncio.gather(timer(), count("A", done), count("B", done))


asyncio.run(main())
