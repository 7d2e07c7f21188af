import asyncio


async def all_settled(tasks):
    coroutines = [task() for task in tasks]
    return await asyncio.gather(
        *coroutines, return_exceptions=True
    )
