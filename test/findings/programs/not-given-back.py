# rule: not-given-back, nothing-can-wake
import asyncio


async def query(pool, n):
    connection = await pool.get()
    await asyncio.sleep(0.02)
    if n % 2:
        pool.put_nowait(connection)
    return connection


async def main():
    pool = asyncio.LifoQueue()
    for connection in range(2):
        await pool.put(connection)
    await asyncio.gather(*(query(pool, n) for n in range(0, 8, 2)))


asyncio.run(main())
