# rule: not-given-back
# A worker that fails never calls task_done for its item; another one works on. The loop keeps calling a timer.
import asyncio


class Pipeline:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def work(self):
        while True:
            order = await self.queue.get()
            await asyncio.sleep(0.01)
            print(order["id"])
            self.queue.task_done()

    async def run(self, orders):
        workers = [asyncio.create_task(self.work()) for _ in range(2)]
        for order in orders:
            self.queue.put_nowait(order)
        await self.queue.join()
        for each in workers:
            each.cancel()


def tick(loop):
    loop.call_later(0.1, tick, loop)


async def main():
    tick(asyncio.get_running_loop())
    await Pipeline().run([{"id": 1}, {"key": 2}, {"id": 3}, {"id": 4}])


asyncio.run(main())
