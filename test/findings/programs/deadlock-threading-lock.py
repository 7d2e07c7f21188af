# rule: deadlock
# The second update blocks the only thread that could continue the first one, which has the lock.
import asyncio
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0

    async def update(self, amount):
        with self.lock:
            await asyncio.sleep(0.05)
            self.balance += amount


async def main():
    account = Account()
    await asyncio.gather(account.update(1), account.update(2))


asyncio.run(main())
