"""Writes text that is not ASCII, text that cannot be encoded, bytes, and instances of a class of its own."""
import sys
print("ünï 日本 🍣", sys.stdout.encoding, sys.stdout.errors, sys.stderr.encoding, sys.stderr.errors, sys.stdin.encoding)
for t in ("\ud800", "a\udcffb"):
    try: print(t)
    except UnicodeError as e: print("error", type(e).__name__, e)
print("\ud800", file=sys.stderr)
sys.stdout.flush()
for b in "é🍣".encode(): sys.stdout.buffer.write(bytes([b])); sys.stdout.buffer.flush()
sys.stdout.buffer.write(memoryview(b"view\n")); sys.stdout.buffer.flush()
class S(str):
    def __radd__(self, o): return "radd"
    def endswith(self, *a): return 1/0
    def __len__(self): return 1/0
    def encode(self, *a): return 1/0
print(S("sub")); sys.stdout.write(S("sub2\n"))
sys.stdout.writelines(["a\n", "b\n"])
print(sys.stdout.write("xyz\n"))
try: sys.stdout.write(b"x")
except TypeError as e: print(e)
sys.stdout.reconfigure(errors="replace"); print("\ud800")
sys.stdout.reconfigure(encoding="latin-1", errors="strict"); print("e")
try: print("日")
except UnicodeError as e: print("error", type(e).__name__)
sys.stdout.reconfigure(encoding="utf-8")
print("\x1b[31mred\x1b[0m\r\n\0end", end="")
print()
print("no newline", end="")
