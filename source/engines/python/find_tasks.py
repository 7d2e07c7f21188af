"""Prints the tasks of a file, as one line of JSON. Only reads the text of the file: none of its code runs.

Needs only Python 3.9 or later.
"""

from __future__ import annotations

import ast
import json
import sys
import warnings
from typing import Any, Iterator, Optional, Sequence

_OTHER_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def found(path: str) -> dict[str, Any]:
    """Returns the tasks of a file in order, and where it starts something; or what is wrong with it, and where."""
    try:
        with open(path, "rb") as file:
            text = file.read()
        warnings.simplefilter("ignore")
        module = ast.parse(text, path)
        # Finds errors that the grammar allows, such as an `await` outside of a function.
        compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return _known(error=error.msg, line=error.lineno)
    except ValueError as error:
        # The file has a null byte; from 3.12 on that is a SyntaxError.
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
    """Returns the names that a statement defines."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _is_task(function: ast.AsyncFunctionDef) -> bool:
    """Returns whether a function can be called without arguments and is not a generator."""
    takes = function.args
    required = len(takes.posonlyargs) + len(takes.args) - len(takes.defaults)
    if required > 0 or None in takes.kw_defaults:
        return False
    return not any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in _within(function.body))


# Statements that only define names. The type statement exists since 3.12.
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)
_TYPE_ALIAS = getattr(ast, "TypeAlias", ast.Pass)
_STARTERS = ("run", "run_until_complete", "run_forever", "run_app", "serve", "serve_forever")


def _start(module: ast.Module) -> Optional[dict[str, Any]]:
    """Returns where the file starts something by itself.

    In doubt, it does. `guarded`: under a condition, or perhaps.
    """
    functions = {statement.name for statement in module.body if isinstance(statement, ast.FunctionDef)}
    starts = []
    for statement in module.body:
        kind = _kind(statement, functions)
        if kind is not None:
            starts.append({"line": statement.lineno, "guarded": kind == "guarded"})
    return next((start for start in starts if not start["guarded"]), starts[0] if starts else None)


def _kind(statement: ast.stmt, functions: set[str]) -> Optional[str]:
    """Returns None if a statement only defines names, `starts` if it does more.

    Returns `guarded` if it does more under a condition, or perhaps.
    """
    if isinstance(statement, _DEFINITIONS) or isinstance(statement, _TYPE_ALIAS):
        return None
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return _kind_of_value(statement.value, functions)
    if isinstance(statement, ast.Expr):
        # A docstring, or `...`.
        return None if isinstance(statement.value, ast.Constant) else "starts"
    if isinstance(statement, ast.If):
        # Such as `if TYPE_CHECKING:`.
        asks_for_name = any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test))
        only_defines = all(_kind(each, functions) is None for each in statement.body + statement.orelse)
        return None if only_defines and not asks_for_name else "guarded"
    if isinstance(statement, ast.Try):
        # Such as an import that may fail.
        handled = [each for handler in statement.handlers for each in handler.body]
        bodies = statement.body + handled + statement.orelse + statement.finalbody
        return None if all(_kind(each, functions) is None for each in bodies) else "starts"
    return "starts"


def _kind_of_value(value: Optional[ast.expr], functions: set[str]) -> Optional[str]:
    """Returns what a value does, as `_kind` does: it only defines, unless it runs a loop.

    A call of the file's own functions may do anything.
    """
    kind = None
    for node in _within([value] if value else []):
        called = node.func if isinstance(node, ast.Call) else None
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        if name in _STARTERS:
            return "starts"
        if isinstance(called, ast.Name) and name in functions:
            kind = "guarded"
    return kind


def _within(nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Yields all nodes of some code, without those inside its functions and classes."""
    waiting: list[ast.AST] = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _OTHER_SCOPES):
            yield node
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


if __name__ == "__main__":
    json.dump(found(sys.argv[1]), sys.stdout)
