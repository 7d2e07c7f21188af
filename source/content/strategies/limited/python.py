import asyncio


async def limited(tasks, limit):
    semaphore = asyncio.Semaphore(limit)

    async def worker(task):
        async with semaphore:
            return await task()

    workers = [worker(task) for task in tasks]
    return await asyncio.gather(*workers)
