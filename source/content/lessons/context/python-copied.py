import asyncio
from contextvars import ContextVar

user = ContextVar("user", default="anonymous")


async def login(name):
    user.set(name)


async def main():
    await asyncio.create_task(login("Ada"))  # in a copy
    print("after a task:", user.get())
    await login("Bob")  # in the context of main
    print("after an await:", user.get())


asyncio.run(main())
