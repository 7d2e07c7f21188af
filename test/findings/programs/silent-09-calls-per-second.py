# silent: a timer of the loop releases what calls that have ended took
import asyncio


async def job(semaphore, n):
    await semaphore.acquire()
    asyncio.get_running_loop().call_later(1.5, semaphore.release)
    await asyncio.sleep(0.01)
    return n


async def main():
    semaphore = asyncio.Semaphore(2)
    print(await asyncio.gather(*(job(semaphore, n) for n in range(4))))


asyncio.run(main())
