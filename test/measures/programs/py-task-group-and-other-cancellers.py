# The program, two time limits, a TaskGroup, a gather and asyncio.run: each cancels something.
import asyncio
async def work(t): await asyncio.sleep(t)
async def fail(): await asyncio.sleep(.05); raise ValueError('boom')
async def supervise():
    t = asyncio.create_task(work(1), name='victim')
    await asyncio.sleep(.05)
    t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled victim')
async def main():
    await supervise()
    try: await asyncio.wait_for(work(1), .05)
    except asyncio.TimeoutError: print('timeout')
    try:
        async with asyncio.timeout(.05): await work(1)
    except TimeoutError: print('timeout2')
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(1), name='sibling'); tg.create_task(fail())
    except* ValueError: print('group')
    try: await asyncio.gather(fail(), work(1), fail())
    except ValueError: print('gather fail')
    g = asyncio.gather(work(1), work(1))
    await asyncio.sleep(.01); g.cancel()
    try: await g
    except asyncio.CancelledError: print('gather cancelled')
    asyncio.create_task(work(5), name='left')
    await asyncio.sleep(.02)
asyncio.run(main())
