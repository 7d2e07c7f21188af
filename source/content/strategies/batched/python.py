import asyncio


async def batched(tasks, limit):
    results = []
    for start in range(0, len(tasks), limit):
        chosen = tasks[start:start + limit]
        batch = [task() for task in chosen]
        results += await asyncio.gather(*batch)
    return results
