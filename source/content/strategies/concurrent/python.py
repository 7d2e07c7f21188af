import asyncio


async def concurrent(tasks):
    coroutines = [task() for task in tasks]
    return await asyncio.gather(*coroutines)
