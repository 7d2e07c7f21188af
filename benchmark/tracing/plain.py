"""Calls functions of a scenario's file under a strategy's file without a tracer, and prints the ms that it took."""

import asyncio
import json
import runpy
import sys
import time
from functools import partial

strategy_path, strategy_name, scenario_path, calls = sys.argv[1:]
strategy = runpy.run_path(strategy_path)[strategy_name]
scenario = runpy.run_path(scenario_path)
tasks = [partial(scenario[call["name"]], *call["parameters"]) for call in json.loads(calls)]


async def main():
    begin = time.perf_counter()
    await strategy(tasks)
    sys.stdout.write(str((time.perf_counter() - begin) * 1000))


asyncio.run(main())
