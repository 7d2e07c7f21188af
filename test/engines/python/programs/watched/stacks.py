"""Prints the stacks of tasks."""
import asyncio, inspect, io, traceback


async def inner():
    return [info.function for info in inspect.stack()]


async def fails():
    raise LookupError("x")


def shown_by_pytest(entry):
    """pytest walks tracebacks by itself."""
    names = []
    while entry is not None:
        frame = entry.tb_frame
        if not any(known.get("__tracebackhide__") for known in (frame.f_locals, frame.f_globals)):
            names.append(frame.f_code.co_name)
        entry = entry.tb_next
    return names


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
        print(shown_by_pytest(error.__traceback__))
    print([frame.f_code.co_name for frame in failed.get_stack()])


asyncio.run(main())
