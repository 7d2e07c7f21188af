# 900 calls wait for 5 ms each, 30 at a time: all their waits count.
import asyncio
async def query(n):
    await asyncio.sleep(0.005)
    return n
async def worker(n):
    for i in range(30): await query(i)
async def main():
    await asyncio.gather(*(worker(n) for n in range(30)))
asyncio.run(main())
