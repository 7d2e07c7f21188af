"""A module of the program beside its entry file."""
import asyncio
async def find_user(n):
    await asyncio.sleep(0.01)
    return {"id": n}
