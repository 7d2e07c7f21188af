import asyncio


async def slow():
    await asyncio.sleep(0.7)
    print("slow is done")
    return "slow"


async def fast():
    await asyncio.sleep(0.3)
    print("fast is done")
    return "fast"


async def main():
    print(await asyncio.gather(slow(), fast()))


asyncio.run(main())
