"""The process in which a Python program runs: it waits for a command, runs one program, and ends.

Needs only Python 3.9 or later. Uses the protocol of the host: sends events and replies over file descriptor 3, and
receives commands over file descriptor 4, one JSON object per line.
"""

import _imp
import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or later is needed, this is %d.%d" % sys.version_info[:2])

from async_tui_runner.serve import serve

# The program must not import from the folder of this file.
del sys.path[0]

# Like the names that the loader of the runner gives to the modules.
_imp._fix_co_filename(sys._getframe().f_code, "<async_tui_runner>")
serve()
