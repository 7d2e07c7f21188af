"""The names under which the files of a command's program are shown."""

from __future__ import annotations

import os
from typing import Optional

# Files and folders that mark the folder of a project.
_MARKS = ("package.json", "pyproject.toml", ".git")


class FileNames:
    """Names a file by its path, relative to `folder` if the file is inside, otherwise to the closest project folder.

    A file outside of both, or whose name another file already has, is named by its full path.
    """

    def __init__(self, folder: str) -> None:
        self._folders = [folder, os.path.realpath(folder)]
        self._names: dict[str, str] = {}

    def of(self, path: str) -> str:
        root = next((folder for folder in self._folders if path.startswith(_start(folder))), None) or _project_of(path)
        name = path[len(_start(root)) :] if root else path
        return path if self._names.setdefault(name, path) != path else name


def _start(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep


def _project_of(path: str) -> Optional[str]:
    folder = os.path.dirname(path)
    while folder != os.path.dirname(folder):
        if any(os.path.exists(os.path.join(folder, mark)) for mark in _MARKS):
            return folder
        folder = os.path.dirname(folder)
    return None
