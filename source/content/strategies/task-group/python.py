import asyncio


async def task_group(tasks):
    async with asyncio.TaskGroup() as group:
        running = []
        for task in tasks:
            running.append(group.create_task(task()))
    return [task.result() for task in running]
