# SystemExit in a task below gather ends the program with its code.
import asyncio, sys
async def a(): await asyncio.sleep(.1); sys.exit(7)
async def main():
    await asyncio.gather(a(), asyncio.sleep(.3))
asyncio.run(main())
