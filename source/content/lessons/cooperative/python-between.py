import asyncio

balance = 100


async def pay(amount):
    global balance
    before = balance
    await asyncio.sleep(amount * 0.006)
    balance = before - amount


async def main():
    await asyncio.gather(pay(30), pay(50))
    print("left:", balance)


asyncio.run(main())
