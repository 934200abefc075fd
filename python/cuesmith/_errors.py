"""The exceptions of cuesmith. Files that cannot be opened raise ``OSError`` as usual."""

from __future__ import annotations


class CuesmithError(Exception):
    """An error with the file and the place that it is about.

    ``line`` and ``column`` count from 1; columns are code points, as Python counts them.
    """

    def __init__(
        self,
        message: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message, path, line, column)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place = f"{place or '<text>'}:{self.line}:{self.column}"
        return f"{place}: {self.message}" if place else self.message


class DecodeError(CuesmithError):
    """The bytes of a file cannot be read as text."""


class OptionError(CuesmithError, ValueError):
    """An unknown option, or a value that it does not accept."""


class EditError(CuesmithError):
    """A change that the file cannot take. The file stays as it was."""


class ConvertError(CuesmithError):
    """A file that cannot be written in another format, or that does not read back as intended."""


class CommandError(CuesmithError):
    """The command ``cuesmith`` failed. ``code`` is its exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[CommandError], tuple[str, int]]:
        return type(self), (self.message, self.code)
