# rule: only-grows
import asyncio

beats = set()


async def heartbeat(n):
    while True:
        await asyncio.sleep(0.5)


async def request(n):
    await asyncio.sleep(0.02)
    beats.add(asyncio.create_task(heartbeat(n)))


async def main():
    for n in range(120):
        await request(n)


asyncio.run(main())
