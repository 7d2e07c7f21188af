# rule: never-awaited
import asyncio

rows = []


async def store(row):
    rows.append(row)


async def handle(row):
    await asyncio.sleep(0.01)
    store(row)


async def main():
    await asyncio.gather(*(handle(n) for n in range(3)))
    print(len(rows))


asyncio.run(main())
