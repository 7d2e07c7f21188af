"""Prints the order in which tasks run, and what asyncio says of them."""
import asyncio, contextvars, sys
v = contextvars.ContextVar("v", default=0)
log = []
async def w(n):
    log.append(("s", n)); await asyncio.sleep(0); log.append(("m", n))
    try: await asyncio.sleep(0.001)
    finally: log.append(("e", n))
async def main():
    loop = asyncio.get_running_loop()
    ts = [asyncio.create_task(w(n)) for n in range(5)]
    loop.call_soon(log.append, "cs1")
    print("print in between", end=" ")
    loop.call_soon(log.append, "cs2")
    await asyncio.sleep(0)
    log.append("main1")
    print("more")
    ts[1].cancel(); ts[2].cancel("msg")
    r = await asyncio.gather(*ts, return_exceptions=True)
    print([repr(x) for x in r]); print(log)
    ev, q, lock, sem = asyncio.Event(), asyncio.Queue(1), asyncio.Lock(), asyncio.Semaphore(2)
    log.clear()
    async def a():
        async with lock:
            await q.put(1); log.append("put"); await ev.wait()
    async def b():
        log.append(await q.get()); ev.set()
        async with lock: log.append("lock")
    await asyncio.wait([asyncio.ensure_future(x) for x in (a(), b())])
    print(log)
    try: await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except asyncio.TimeoutError as e: print(type(e).__name__, repr(e.__cause__), repr(e.__context__))
    async def shielded():
        await asyncio.sleep(0.02); print("shield done")
    t = asyncio.ensure_future(asyncio.shield(shielded()))
    await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled")
    await asyncio.sleep(0.03)
    for f in asyncio.as_completed([asyncio.sleep(0.01, 1), asyncio.sleep(0.002, 2)]): print(await f)
    for t in asyncio.all_tasks(): print(t.get_name())
asyncio.run(main())
if sys.version_info >= (3, 12):
    async def e():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        log.clear()
        async def now(): log.append("eager"); return 1
        t = asyncio.create_task(now()); log.append("after"); print(t, await t, log)
        t = asyncio.create_task(w(9)); log.append("after2"); await t; print(log)
    asyncio.run(e())
class T(asyncio.Task):
    def __init__(self, coro, *, loop=None, name=None, **k):
        super().__init__(coro, loop=loop, name=name, **k); self.mine = True
async def fac():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **k: T(coro, loop=loop, **k))
    t = asyncio.create_task(w(1)); print(type(t).__name__, t.mine, t.get_coro().__name__); await t
    t = asyncio.Task(w(2), loop=loop); print(type(t)); await t
asyncio.run(fac())
