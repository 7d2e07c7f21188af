"""Task groups, cancel scopes and a worker thread of anyio."""
import anyio, sys
async def child(n, scope=None):
    await anyio.sleep(0.01 * n); print(n)
async def slow():
    try: await anyio.sleep(5)
    finally: print("cancelled")
async def main():
    async with anyio.create_task_group() as group:
        for n in range(3): group.start_soon(child, n)
    with anyio.move_on_after(0.02): await slow()
    async with anyio.create_task_group() as group:
        group.start_soon(slow); await anyio.sleep(0.01); group.cancel_scope.cancel()
    print(await anyio.to_thread.run_sync(lambda: 5))
anyio.run(main)
