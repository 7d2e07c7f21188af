import asyncio


async def f():
    print("f runs")
    await asyncio.sleep(0.4)
    return 42


async def main():
    coroutine = f()
    print(coroutine)
    print(await coroutine)
    try:
        print(await coroutine)
    except RuntimeError as error:
        print(error)


asyncio.run(main())
