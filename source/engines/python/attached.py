"""Observes a process that runs already, until the host disconnects.

`sys.remote_exec` (Python 3.14 and later) runs this file in the process. It uses nothing but `sys.monitoring`, so no
function is replaced, and nothing is left when the host is gone. The host writes `_async_tui_address` in front: the
socket, the token of the host, and the instant of `at: 0`. A call that was already suspended appears when it is resumed.
"""


def _async_tui_attach(path, token, origin, find_places, observe_lanes):
    """Connects to the host, and observes the process until the host disconnects."""
    import os
    import platform
    import socket
    import sys
    from _queue import SimpleQueue
    from _thread import get_ident, start_new_thread
    from json import dumps
    from time import perf_counter

    monitoring = sys.monitoring
    # The most lines that wait for the host: then it cannot keep up, and the process is left.
    most_lines = 100_000
    main, pid = get_ident(), os.getpid()
    # A program can have SIGPIPE end it.
    no_signal = getattr(socket, "MSG_NOSIGNAL", 0)
    lines = SimpleQueue()

    def emit(type, **fact):
        at = round(perf_counter() * 1000 - origin, 3)
        lines.put(dumps({"type": type, "at": max(0, at), **fact}) + "\n")
        if lines.qsize() > most_lines:
            leave()

    is_program, place_of, forget_places = find_places(emit)
    observers, forget_lanes = observe_lanes(emit, place_of)
    # The lane that was suspended last, without anything else since: the next one that is suspended awaits it.
    suspended = None

    def hook(observe, can_disable):
        def observed(code, _offset, value=None):
            nonlocal suspended
            if not is_program(code):
                return monitoring.DISABLE if can_disable else None
            if os.getpid() != pid:
                # A forked process.
                leave()
                own.close()
            elif get_ident() == main:
                child, suspended = suspended, None
                suspended = observe(sys._getframe(1), value, child)

        return observed

    # Python reports these for all code or for none.
    global_events = {"PY_THROW", "PY_UNWIND"}
    hooks = {
        getattr(monitoring.events, name): hook(observe, name not in global_events)
        for name, observe in observers.items()
    }

    def leave():
        nonlocal tool
        if tool is not None:
            own_tool, tool = tool, None
            monitoring.set_events(own_tool, 0)
            for event in hooks:
                monitoring.register_callback(own_tool, event, None)
            monitoring.free_tool_id(own_tool)
            monitoring.restart_events()
            forget_lanes()
            forget_places()
            lines.put(None)

    def listen():
        try:
            own.recv(1)
        except OSError:
            pass
        leave()

    def write():
        try:
            while (line := lines.get()) is not None:
                own.sendall(line.encode(), no_signal)
        except OSError:
            pass
        leave()
        own.close()

    tool = next((number for number in (4, 3) if monitoring.get_tool(number) is None), None)
    own = socket.socket(socket.AF_UNIX)
    try:
        own.connect(path)
    except OSError:
        # The host has ended by now.
        own.close()
        return
    greeting = {
        "type": "hello",
        "token": token,
        "pid": os.getpid(),
        "parent": os.getppid(),
        "thread": 0,
        "language": "python",
        "runtime": f"{platform.python_implementation()} {platform.python_version()}",
        "executable": sys.executable or "",
        "command": [sys.executable or "", *map(str, sys.argv)],
    }
    lines.put(dumps(greeting) + "\n")
    if tool is None:
        lines.put(None)
    else:
        emit("run-started")
        monitoring.use_tool_id(tool, "async-tui")
        for event, callback in hooks.items():
            monitoring.register_callback(tool, event, callback)
        monitoring.set_events(tool, sum(hooks))
        start_new_thread(listen, ())
    start_new_thread(write, ())


def _async_tui_lanes(emit, place_of):
    """Returns what observes the calls, by events of `sys.monitoring`, and what forgets them.

    An observer is called with the frame, the value of the event, and the lane that was suspended just before. It
    returns the lane that is now suspended.
    """

    class Lane:
        def __init__(self, number, parent):
            self.id = f"#{number}"
            self.parent = parent
            self.waits_on = None
            self.is_suspended = False

    # By the identities of frames.
    lanes = {}
    created = 0

    def create(frame, is_attached):
        nonlocal created
        caller = frame.f_back
        while caller is not None and id(caller) not in lanes:
            caller = caller.f_back
        parent = None if caller is None else lanes[id(caller)]
        created += 1
        lane = lanes[id(frame)] = Lane(created, parent)
        code = frame.f_code
        place = {**place_of(frame), "line": code.co_firstlineno, "column": 1}
        about = {"name": code.co_name, "kind": "call", "place": place}
        if parent is not None:
            about["parent"] = parent.id
        if is_attached:
            about["attached"] = True
        emit("task-created", task=lane.id, **about)
        emit("task-started", task=lane.id)
        return lane

    def started(frame):
        create(frame, False)

    def resumed(frame):
        lane = lanes.get(id(frame))
        if lane is None:
            create(frame, True)
        elif lane.is_suspended and lane.waits_on is None:
            lane.is_suspended = False
            emit("task-resumed", task=lane.id)

    def yielded(frame, child):
        lane = lanes.get(id(frame)) or create(frame, True)
        awaited = child if child is not None and child.parent is lane else None
        if not lane.is_suspended or lane.waits_on is not awaited:
            if lane.is_suspended:
                emit("task-resumed", task=lane.id)
            on = {"kind": "opaque"} if awaited is None else {"kind": "task", "task": awaited.id}
            emit("task-waiting", task=lane.id, place=place_of(frame), on=on)
        lane.is_suspended = True
        lane.waits_on = awaited
        return lane

    def ended(frame, error=None):
        lane = lanes.pop(id(frame), None)
        if lane is None:
            return
        if lane.is_suspended:
            emit("task-resumed", task=lane.id)
        emit("task-ended", task=lane.id, **outcome_of(frame, error))
        caller = lane.parent
        if caller is not None and caller.waits_on is lane:
            caller.waits_on = None
            caller.is_suspended = False
            emit("task-resumed", task=caller.id)

    def outcome_of(frame, error):
        if error is None:
            return {"outcome": "done"}
        kind = type(error)
        if kind.__name__ == "CancelledError" or kind is GeneratorExit:
            return {"outcome": "cancelled"}
        # Asking an error for its text can run code of the program.
        message = error.args[0] if error.args and type(error.args[0]) is str else ""
        return {"outcome": "failed", "error": {"name": kind.__name__, "message": message, "place": place_of(frame)}}

    observers = {
        "PY_START": lambda frame, _, __: started(frame),
        "PY_RESUME": lambda frame, _, __: resumed(frame),
        "PY_THROW": lambda frame, _, __: resumed(frame),
        "PY_YIELD": lambda frame, _, child: yielded(frame, child),
        "PY_RETURN": lambda frame, _, __: ended(frame),
        "PY_UNWIND": lambda frame, error, _: ended(frame, error),
    }
    return observers, lanes.clear


def _async_tui_places(emit):
    """Returns what recognizes code of the program's async functions, what finds the place of a frame in it, and what
    forgets the code.

    Describes each file of the program once.
    """
    import os

    coroutine = 0x80
    installed = [f"{os.sep}{name}-packages{os.sep}" for name in ("site", "dist")]
    foreign = [os.path.dirname(os.__file__) + os.sep, *installed]
    folder = os.getcwd() + os.sep
    programs = {}

    def is_program(code):
        known = programs.get(code)
        if known is None:
            file = code.co_filename
            is_installed = any(part in file for part in foreign)
            known = programs[code] = bool(code.co_flags & coroutine) and os.path.isabs(file) and not is_installed
            if known and file not in described:
                describe(file)
        return known

    # The lines of each file, as UTF-8, in which columns are counted.
    described = {}

    def describe(file):
        try:
            with open(file, encoding="utf8") as opened:
                text = opened.read()
        except (OSError, ValueError):
            text = ""
        described[file] = text.encode().split(b"\n")
        if text:
            emit("file-described", name=name_of(file), text=text)

    def name_of(file):
        return file.removeprefix(folder)

    positions = {}

    def place_of(frame):
        code = frame.f_code
        if code not in positions:
            positions[code] = list(code.co_positions())
        line, _, offset, _ = positions[code][frame.f_lasti // 2]
        line, offset = line or frame.f_lineno, offset or 0
        text = b"".join(described[code.co_filename][line - 1 : line])
        if text[offset:].startswith(b"await "):
            # The place of a wait is the expression that is awaited.
            offset += len("await ")
        column = len(text[:offset].decode(errors="replace")) + 1 if text else offset + 1
        return {"file": name_of(code.co_filename), "line": line, "column": column, "function": code.co_name}

    def forget():
        programs.clear()
        positions.clear()

    return is_program, place_of, forget


# Passed on, because they are local names where `exec` runs this file.
_async_tui_attach(*_async_tui_address, _async_tui_places, _async_tui_lanes)
# These can be names of the program's own module.
del _async_tui_attach, _async_tui_lanes, _async_tui_places, _async_tui_address
