# rule: not-given-back
import asyncio


async def job(semaphore, n):
    await semaphore.acquire()
    await asyncio.sleep(0.01)
    if n % 3 == 2:
        raise ValueError(n)
    semaphore.release()


async def main():
    # Something else can still happen.
    asyncio.get_running_loop().call_later(60, print)
    semaphore = asyncio.Semaphore(2)
    print(await asyncio.gather(*(job(semaphore, n) for n in range(10)), return_exceptions=True))


asyncio.run(main())
