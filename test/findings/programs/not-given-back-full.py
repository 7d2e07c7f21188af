# rule: not-given-back
# The only consumer fails, and its producer waits for room in the queue. The loop keeps calling a timer.
import asyncio


async def consume(queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.01)
        if item == 3:
            raise ValueError(item)


async def produce(queue):
    for item in range(10):
        await queue.put(item)


def tick(loop):
    loop.call_later(0.1, tick, loop)


async def main():
    tick(asyncio.get_running_loop())
    queue = asyncio.Queue(maxsize=2)
    consuming = asyncio.create_task(consume(queue))
    await produce(queue)
    await consuming


asyncio.run(main())
