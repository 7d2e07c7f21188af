"""Calls itself without end, in every way, and goes on."""
import asyncio, sys
sys.setrecursionlimit(300)
depth = 0
async def down(n):
    global depth
    depth = n
    await down(n + 1)
async def down2(n):
    await asyncio.sleep(0)
    await down2(n + 1)
async def agen(n):
    async for x in agen(n + 1): yield x
def sync(n):
    global depth
    depth = n
    sync(n + 1)
async def mixed(n):
    def inner(): return mixed(n + 1)
    await inner()
async def spawn(n):
    await asyncio.create_task(spawn(n + 1)) if n < 300 else None
async def main():
    for f in (down, down2, mixed):
        try: await f(0)
        except RecursionError as e: print("caught", f.__name__)
    try:
        async for x in agen(0): pass
    except RecursionError as e: print("caught agen")
    try: sync(0)
    except RecursionError as e: print("caught sync")
    for _ in range(3):
        try: await asyncio.create_task(down(0))
        except RecursionError as e: print("caught task")
    await spawn(0)
    print(await asyncio.gather(*(asyncio.sleep(0, n) for n in range(3))))
asyncio.run(main())
try: sync(0)
except RecursionError as e: print("caught top")
print(sys.getrecursionlimit())
try: asyncio.run(down(0))
except RecursionError as e: print("out")
