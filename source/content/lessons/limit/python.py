import asyncio


async def get(page):
    await asyncio.sleep(0.3)
    return page


async def worker(semaphore, page):
    async with semaphore:
        print("got", await get(page))


async def main():
    semaphore = asyncio.Semaphore(2)
    await asyncio.gather(*(worker(semaphore, page) for page in range(1, 7)))


asyncio.run(main())
