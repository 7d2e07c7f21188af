import asyncio


async def as_completed(tasks):
    coroutines = [task() for task in tasks]
    results = []
    for arrival in asyncio.as_completed(coroutines):
        results.append(await arrival)
    return results
