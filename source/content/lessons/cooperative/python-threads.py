import threading
import time

balance = 100


def pay(amount):
    global balance
    before = balance
    spin(amount * 6)
    balance = before - amount


def spin(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass


threads = [threading.Thread(target=pay, args=(amount,)) for amount in (30, 50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("left:", balance)
