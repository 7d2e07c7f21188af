import asyncio
from concurrent.futures import ProcessPoolExecutor


async def here():
    work(1000)


async def there():
    with ProcessPoolExecutor(1) as pool:
        await asyncio.get_running_loop().run_in_executor(pool, work, 1000)


def work(steps):
    x = 1
    for _ in range(steps):
        x = x * 48271 % 2147483647
    return x


async def main():
    await asyncio.gather(there(), here())


if __name__ == "__main__":
    asyncio.run(main())
