"""What ``pickle`` and ``copy`` call to make a document again."""

from __future__ import annotations

from typing import Literal

from cuesmith._core import Document, loads


def document(content: bytes, path: str | None, format: Literal["srt", "webvtt", "ttml"], encoding: str) -> Document:
    """A document of the bytes that it would be saved as."""
    if encoding == "UTF-8":
        return loads(content, path=path, format=format)
    return loads(content, path=path, format=format, encoding=encoding)
