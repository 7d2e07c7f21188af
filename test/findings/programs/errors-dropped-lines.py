# rule: errors-dropped
# A call of several lines, and a task whose error nothing asks for before it is deleted.
import asyncio
import gc


async def upload(part):
    await asyncio.sleep(0.01)
    if part % 2:
        raise ConnectionError(f"part {part}")


async def main():
    await asyncio.gather(
        *(upload(part) for part in range(4)),  # all parts (of one file)
        return_exceptions=True,
    )
    await asyncio.wait([asyncio.ensure_future(upload(5))])
    gc.collect()
    await asyncio.sleep(0.05)


asyncio.run(main())
