"""To and from the captions of webvtt-py. Needs webvtt-py."""

from __future__ import annotations

import io

import webvtt

from cuesmith import _core


def to_webvtt(document: _core.Document) -> webvtt.WebVTT:
    """The captions of webvtt-py, from a document in any format."""
    return webvtt.WebVTT.from_string(document.to_string("webvtt"))


def from_webvtt(captions: webvtt.WebVTT) -> _core.Document:
    """A document of captions of webvtt-py."""
    out = io.StringIO()
    captions.write(out)
    return _core.loads(out.getvalue(), format="webvtt")
