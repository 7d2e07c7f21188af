import asyncio


async def slow():
    await asyncio.sleep(0.7)
    return "slow"


async def fast():
    await asyncio.sleep(0.3)
    return "fast"


async def main():
    for earliest in asyncio.as_completed([slow(), fast()]):
        print("got", await earliest)


asyncio.run(main())
