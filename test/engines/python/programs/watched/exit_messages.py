"""Exits in a task that is still referenced: the task reports its exception when Python collects it at the end."""
import asyncio, logging, sys
logging.basicConfig()
async def exits():
    await asyncio.sleep(0)
    sys.exit(12)
async def main():
    task = asyncio.create_task(exits())
    try:
        await asyncio.sleep(1)
    finally:
        print("finally")
asyncio.run(main())
