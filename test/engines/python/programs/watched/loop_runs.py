"""Runs loops many times in a row, also one whose clock is its own: each of its timers is a step of a plan."""
import asyncio
import selectors


async def plus_one(number):
    return number + 1


async def turns(count):
    for _ in range(count):
        await asyncio.sleep(0)
    await asyncio.sleep(2)


class Planned(asyncio.SelectorEventLoop):
    """Sleeps by moving its clock, and allows no timer but those of the program."""

    def __init__(self):
        selector = selectors.DefaultSelector()
        wait = selector.select

        def select(timeout=None):
            self.moment += timeout or 0
            return wait(0)

        selector.select = select
        self.moment = 0
        self.timers = []
        super().__init__(selector)

    def time(self):
        return self.moment

    def call_at(self, when, callback, *args, context=None):
        self.timers.append(when)
        return super().call_at(when, callback, *args, context=context)


loop = asyncio.new_event_loop()
total = 0
for _ in range(100):
    total = loop.run_until_complete(plus_one(total))
loop.close()
print(total)

planned = Planned()
planned.run_until_complete(turns(100))
print(planned.timers, planned.moment)
planned.close()
