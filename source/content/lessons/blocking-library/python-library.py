import asyncio
import sys


async def report():
    await convert()


async def convert():
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(0.3)")
    await child.wait()


async def main():
    await asyncio.gather(report(), report(), report())


asyncio.run(main())
