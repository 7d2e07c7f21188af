"""Prints the stacks of tasks."""
import asyncio, inspect, io, traceback


async def inner():
    return [info.function for info in inspect.stack()]


async def fails():
    raise LookupError("x")


async def main():
    task = asyncio.current_task()
    print(await inner(), await asyncio.create_task(inner()))
    print([frame.f_code.co_name for frame in task.get_stack()], len(task.get_stack(limit=1)), task.get_stack(limit=0))
    text = io.StringIO()
    task.print_stack(file=text)
    print("async_tui" in text.getvalue())
    failed = asyncio.create_task(fails())
    try:
        await failed
    except LookupError as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
    print([frame.f_code.co_name for frame in failed.get_stack()])


asyncio.run(main())
