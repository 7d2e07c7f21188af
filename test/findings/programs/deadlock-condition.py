# rule: deadlock
# drain has the lock of the condition, and calls release, which enters the same condition. The loop keeps calling a timer.
import asyncio


class Pool:
    def __init__(self, size):
        self.changed = asyncio.Condition()
        self.free = list(range(size))

    async def release(self, connection):
        async with self.changed:
            self.free.append(connection)
            self.changed.notify()

    async def drain(self):
        async with self.changed:
            while self.free:
                await self.release(self.free.pop())


def tick(loop):
    loop.call_later(0.1, tick, loop)


async def main():
    tick(asyncio.get_running_loop())
    await Pool(2).drain()


asyncio.run(main())
