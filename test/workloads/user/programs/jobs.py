import asyncio


async def read_mail():
    await asyncio.sleep(0.12)
    return 3


async def read_news():
    await asyncio.sleep(0.08)
    return ["one", "two"]


async def _hidden():
    await asyncio.sleep(0.01)
