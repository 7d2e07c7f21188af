# silent: semaphores that others release, queues that are filled late, and locks that are held for long are in order.
import asyncio


async def start(slots, running):
    await slots.acquire()
    task = asyncio.create_task(asyncio.sleep(1.3))
    running.add(task)
    task.add_done_callback(lambda _: slots.release())


async def take_one(queue):
    return await queue.get()


async def work(queue):
    while await queue.get() is not None:
        pass


async def hold(lock, seconds):
    async with lock:
        await asyncio.sleep(seconds)


async def lock_both(first, second):
    await first.acquire()
    await second.acquire()


async def use_both(first, second):
    await lock_both(first, second)
    await asyncio.sleep(1.2)
    second.release()
    first.release()


async def main():
    running, slots, lock = set(), asyncio.Semaphore(2), asyncio.Lock()
    late, fed, pool = asyncio.Queue(), asyncio.Queue(), asyncio.Queue()
    first, second = asyncio.Lock(), asyncio.Lock()
    asyncio.get_running_loop().call_later(1.2, late.put_nowait, "late")
    workers = [asyncio.create_task(work(fed)) for _ in range(3)]
    pool.put_nowait("connection")

    async def feed():
        for item in ["first", None, None, None]:
            await asyncio.sleep(0.4)
            fed.put_nowait(item)

    await asyncio.gather(
        *(start(slots, running) for _ in range(3)),
        take_one(late),
        feed(),
        hold(lock, 1.3),
        hold(lock, 0),
        use_both(first, second),
        use_both(first, second),
        *workers,
    )
    await asyncio.gather(*running)


asyncio.run(main())
