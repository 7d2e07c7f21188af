import asyncio


async def handle(item):
    await asyncio.sleep(0.1)


async def produce(queue):
    most = 0
    for item in range(1, 9):
        await asyncio.sleep(0.005)
        await queue.put(item)  # waits while the queue is full
        most = max(most, queue.qsize())
    print("at most", most, "queued")


async def consume(queue):
    while True:
        await handle(await queue.get())
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    consumer = asyncio.create_task(consume(queue))
    await produce(queue)
    await queue.join()
    consumer.cancel()


asyncio.run(main())
