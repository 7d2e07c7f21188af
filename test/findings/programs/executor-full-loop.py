# rule: executor-full
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError

threads = ThreadPoolExecutor(2)
both = threading.Barrier(2)


def check(password):
    return len(password) > 8


async def check_later(password):
    return await asyncio.get_running_loop().run_in_executor(threads, check, password)


def log_in(loop, password):
    both.wait()
    answer = asyncio.run_coroutine_threadsafe(check_later(password), loop)
    try:
        return answer.result(timeout=3)
    except TimeoutError:
        return False


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.run_in_executor(threads, log_in, loop, name * 5) for name in ("ann", "ben")))


asyncio.run(main())
