"""Functions that trace and profile a program see its own frames, in the same order, and not those of the runner."""

import asyncio
import sys

seen = []


def note(frame, event, argument):
    seen.append((frame.f_code.co_filename, frame.f_code.co_name, event, frame.f_lineno))
    return note


async def fetch(number):
    await asyncio.sleep(0)
    if number == 2:
        raise ValueError(number)
    return number


async def main():
    print(sys.getprofile(), sys.gettrace() is note)
    return await asyncio.gather(asyncio.create_task(fetch(1)), fetch(2), return_exceptions=True)


def show():
    print([event for file, *event in seen if file == __file__ and event[0] in ("fetch", "main")])
    print({file for file, *_ in seen if file.startswith("<async")})
    seen.clear()


sys.settrace(note)
print(asyncio.run(main()), sys.gettrace() is note)
sys.settrace(None)
print(sys.gettrace())
show()
sys.setprofile(note)
print(asyncio.run(fetch(1)), sys.getprofile() is note)
sys.setprofile(None)
print(sys.getprofile())
show()
