"""A program on trio."""
import trio
async def child(n): await trio.sleep(0.05 * n); print(n)
async def main():
    async with trio.open_nursery() as nursery:
        for n in range(3): nursery.start_soon(child, n)
trio.run(main)
