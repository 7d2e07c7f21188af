import asyncio


async def get(page):
    await asyncio.sleep(0.3)
    return page


async def main():
    pages = [1, 2, 3, 4, 5, 6]
    print("got", await asyncio.gather(*map(get, pages)))


asyncio.run(main())
