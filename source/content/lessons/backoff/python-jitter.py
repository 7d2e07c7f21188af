import asyncio
import random

seats, refused = 2, 0


async def ask():
    global seats, refused
    if seats == 0:
        refused += 1
        raise OSError("503")
    seats -= 1
    await asyncio.sleep(0.01)
    seats += 1


async def retry(pause):
    while True:
        try:
            return await ask()
        except OSError:
            await asyncio.sleep(pause())


async def in_step():
    await asyncio.gather(*[retry(lambda: 0.1) for _ in range(16)])


async def spread():
    await asyncio.gather(*[retry(lambda: 0.25 * random.random()) for _ in range(16)])


async def main():
    global refused
    await in_step()
    print(f"in step, {refused} were refused")
    refused = 0
    await spread()
    print(f"spread, {refused} were refused")


asyncio.run(main())
