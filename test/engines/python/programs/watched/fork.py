"""Forks while no thread of its own runs: Python has nothing to say about that."""
import asyncio, os, sys
async def main():
    await asyncio.sleep(0)
    pid = os.fork()
    if pid == 0:
        print("child", flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
    print("parent")
asyncio.run(main())
