# Four workers at a queue of two, behind a semaphore of one: most of the time is spent waiting for each other.
import asyncio
async def worker(q, sem):
    while True:
        n = await q.get()
        if n is None: return
        async with sem: await asyncio.sleep(.1)
async def main():
    q = asyncio.Queue(2); sem = asyncio.Semaphore(1)
    ws = [asyncio.create_task(worker(q, sem)) for _ in range(4)]
    for i in range(8): await q.put(i)
    for _ in ws: await q.put(None)
    await asyncio.gather(*ws)
asyncio.run(main())
