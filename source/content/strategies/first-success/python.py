import asyncio


async def first_success(tasks):
    coroutines = [task() for task in tasks]
    for arrival in asyncio.as_completed(coroutines):
        try:
            return await arrival
        except Exception as error:
            last = error
    raise last
