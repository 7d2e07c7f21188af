# rule: deadlock
import asyncio

slots = None


async def crawl(depth):
    async with slots:
        await asyncio.sleep(0.02)
        if depth:
            await asyncio.gather(crawl(depth - 1), crawl(depth - 1))


async def main():
    global slots
    slots = asyncio.BoundedSemaphore(3)
    await crawl(3)


asyncio.run(main())
