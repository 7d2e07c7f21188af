import asyncio

times = 20_000


async def hot():
    """Yields to the loop, which resumes it at once."""
    for _ in range(times):
        await asyncio.sleep(0)


async def realistic():
    """Awaits async calls, each of which waits for the loop to settle a future."""
    for _ in range(times // 10):
        await step()


async def step():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, None)
    await future
