"""To and from the ``SSAFile`` of pysubs2. Needs pysubs2."""

from __future__ import annotations

from typing import Literal

import pysubs2

from cuesmith import _core


def to_pysubs2(document: _core.Document) -> pysubs2.SSAFile:
    """A pysubs2 file with the times, the text and the speakers of the cues. Cues without an end last one second."""
    file = pysubs2.SSAFile()
    for cue in document.cues:
        end = cue.start + 1000 if cue.end is None else cue.end
        event = pysubs2.SSAEvent(start=cue.start, end=end, name=cue.speaker or "")
        event.plaintext = cue.plaintext
        file.append(event)
    return file


def from_pysubs2(file: pysubs2.SSAFile, format: Literal["srt", "webvtt"] = "srt") -> _core.Document:
    """A document of the events of a pysubs2 file, comments left out. Styles are those that ``format`` can have."""
    return _core.loads(file.to_string("vtt" if format == "webvtt" else format), format=format)
