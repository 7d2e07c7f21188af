"""Says on standard output, as one line of JSON, which tasks a file has, by its text alone: nothing of it runs.

Needs nothing but a Python from 3.9 on.
"""

from __future__ import annotations

import ast
import json
import sys
import warnings
from typing import Any, Iterator, Optional

_OTHER_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def found(path: str) -> dict[str, Any]:
    """Its tasks, in their order, and how it starts itself; or what is wrong with it, and in which line."""
    try:
        with open(path, "rb") as file:
            text = file.read()
        warnings.simplefilter("ignore")
        module = ast.parse(text, path)
        # Finds what the grammar alone allows, as an `await` outside of a function.
        compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return _known(error=error.msg, line=error.lineno)
    except ValueError as error:
        # A null byte, before 3.12.
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": "its code is nested too deeply"}
    except OSError as error:
        return {"error": error.strerror or str(error)}
    return _known(tasks=_tasks(module), starts=_start(module))


def _known(**facts: Any) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact is not None}


def _tasks(module: ast.Module) -> list[dict[str, Any]]:
    last: dict[str, ast.stmt] = {}
    for statement in module.body:
        for name in _defines(statement):
            last.pop(name, None)
            last[name] = statement
    return [
        {"name": name, "function": name, "line": statement.lineno}
        for name, statement in last.items()
        if isinstance(statement, ast.AsyncFunctionDef) and not name.startswith("_") and _is_task(statement)
    ]


def _defines(statement: ast.stmt) -> list[str]:
    """The names that a statement gives a meaning."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _is_task(function: ast.AsyncFunctionDef) -> bool:
    """Whether it can be called without arguments, and is no generator."""
    takes = function.args
    required = len(takes.posonlyargs) + len(takes.args) - len(takes.defaults)
    if required > 0 or None in takes.kw_defaults:
        return False
    return not any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in _within(function.body))


def _start(module: ast.Module) -> Optional[dict[str, Any]]:
    """Where the file starts a loop by itself, or begins what it does only as a program (`guarded`)."""
    for statement in module.body:
        if isinstance(statement, ast.If) and _asks_for_name(statement.test):
            return {"line": statement.lineno, "guarded": True}
        for node in _within([statement]):
            if isinstance(node, ast.Call) and _runs_loop(node.func):
                return {"line": node.lineno, "guarded": False}
    return None


def _asks_for_name(test: ast.expr) -> bool:
    """`__name__ == "__main__"`."""
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)):
        return False
    sides = (test.left, test.comparators[0])
    return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)


def _runs_loop(function: ast.expr) -> bool:
    """`asyncio.run`, `anyio.run`, `loop.run_until_complete`, `loop.run_forever`."""
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in ("run_until_complete", "run_forever"):
        return True
    owner = function.value
    return function.attr == "run" and isinstance(owner, ast.Name) and owner.id in ("asyncio", "anyio", "trio", "uvloop")


def _within(nodes: list[ast.stmt]) -> Iterator[ast.AST]:
    """All of some code, but not what is in functions and classes of its own."""
    waiting: list[ast.AST] = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _OTHER_SCOPES):
            yield node
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


if __name__ == "__main__":
    json.dump(found(sys.argv[1]), sys.stdout)
