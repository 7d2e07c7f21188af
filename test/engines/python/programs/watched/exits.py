"""Exits in a coroutine, with a message, while another task is pending."""
import asyncio, sys, atexit
atexit.register(lambda: print("atexit"))
async def other():
    try: await asyncio.sleep(10)
    finally: print("other finally")
async def main():
    asyncio.create_task(other()); await asyncio.sleep(0)
    sys.exit("bye é")
try: asyncio.run(main())
finally: print("top finally")
