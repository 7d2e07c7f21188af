import asyncio
import subprocess
import sys


async def report():
    await convert()


async def convert():
    subprocess.run([sys.executable, "-c", "import time; time.sleep(0.3)"], check=True)


async def main():
    await asyncio.gather(report(), report(), report())


asyncio.run(main())
