async def sequential(tasks):
    results = []
    for task in tasks:
        results.append(await task())
    return results
