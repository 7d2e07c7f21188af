# gather raises the first failure and drops the next; a task that was forgotten fails unheard.
import asyncio
async def ok(t): await asyncio.sleep(t); return t
async def bad(t, e): await asyncio.sleep(t); raise e
async def main():
    try: await asyncio.gather(bad(.05, KeyError('first')), bad(.15, OSError(28, 'disk full')), ok(.2))
    except KeyError: print('first failed')
    await asyncio.sleep(.25)
    done, pending = await asyncio.wait([asyncio.create_task(ok(.05)), asyncio.create_task(ok(.5))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    t = asyncio.create_task(bad(.01, ValueError('lost')))
    await asyncio.sleep(.1)
    del t
    for p in pending: p.cancel()
asyncio.run(main())
