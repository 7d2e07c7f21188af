# rule: nothing-can-wake
import asyncio


async def ship(orders):
    while True:
        order = await orders.get()
        order["address"].upper()
        orders.task_done()


async def main():
    orders = asyncio.Queue()
    shippers = [asyncio.create_task(ship(orders)) for _ in range(2)]
    for order in [{"address": "a"}, {}, {}, {"address": "b"}]:
        orders.put_nowait(order)
    # A worker of the pool of threads that has nothing to do wakes nothing.
    await asyncio.to_thread(len, orders._queue) if hasattr(asyncio, "to_thread") else None
    await orders.join()
    await asyncio.gather(*shippers)


asyncio.run(main())
