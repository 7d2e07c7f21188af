import asyncio

balance = 100


async def pay(amount):
    global balance
    await asyncio.sleep(amount * 0.006)
    before = balance
    balance = before - amount


async def main():
    await asyncio.gather(pay(30), pay(50))
    print("left:", balance)


asyncio.run(main())
