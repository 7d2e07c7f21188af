"""Hands functions of the standard library to threads and processes, which is where they ask who has called them."""

import asyncio
import logging
import os
import pickle
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

logging.basicConfig(stream=sys.stdout, level="INFO", format="%(filename)s:%(lineno)d %(funcName)s: %(message)s")


async def main():
    await asyncio.get_running_loop().run_in_executor(None, logging.info, "in a thread of the loop")
    logging.info("in a task, for its caller", stacklevel=2 if sys.version_info >= (3, 11) else 1)


with ThreadPoolExecutor(1) as pool:
    pool.submit(logging.info, "in a pool").result()
asyncio.run(main())
for function in os._exit, os.close, os.closerange:
    print(function.__name__, pickle.loads(pickle.dumps(function)) is function)

# Libraries see by the original of a hook whether the program has set one.
print(sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__)
print(threading.excepthook is getattr(threading, "__excepthook__", threading.excepthook))

# The runner's own threads sleep, too.
time.sleep = lambda seconds: print("asleep for", seconds)
time.sleep(3)
deadline = time.perf_counter() + 0.2
while time.perf_counter() < deadline:
    pass
