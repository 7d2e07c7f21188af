import asyncio
import time

start, requests = time.perf_counter(), 0


async def ask():
    global requests
    requests += 1
    await asyncio.sleep(0.01)
    if time.perf_counter() - start < 0.7:
        raise OSError("503")


async def retry():
    pause = 0.1
    while True:
        try:
            return await ask()
        except OSError:
            await asyncio.sleep(pause)
            pause *= 2


async def main():
    await retry()
    print("answered after", requests, "requests")


asyncio.run(main())
