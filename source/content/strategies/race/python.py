import asyncio


async def race(tasks):
    coroutines = [task() for task in tasks]
    running = list(map(asyncio.create_task, coroutines))
    done, _ = await asyncio.wait(
        running, return_when=asyncio.FIRST_COMPLETED
    )
    return done.pop().result()
