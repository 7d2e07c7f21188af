"""Something beats beside what waits: nobody waits for it. What a callback waits for is waited for."""

import asyncio

kept = set()


async def beat():
    for _ in range(20):
        await asyncio.sleep(0.02)


async def load():
    await asyncio.sleep(0.2)


async def connect():
    task = asyncio.create_task(beat())
    kept.add(task)
    task.add_done_callback(kept.discard)
    await asyncio.sleep(0.01)


async def main():
    await connect()
    loop = asyncio.get_running_loop()
    reply = loop.create_future()
    loop.call_later(0.2, reply.set_result, None)
    await reply
    loaded = loop.create_future()
    asyncio.create_task(load()).add_done_callback(lambda _: loaded.set_result(None))
    await loaded


asyncio.run(main())
