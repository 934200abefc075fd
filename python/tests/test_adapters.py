"""To and from the objects of other packages."""

from __future__ import annotations

import pytest

import cuesmith

SRT = "1\n00:00:01,000 --> 00:00:03,000\nAhoy <i>there</i>\n\n2\n00:00:04,000 --> 00:00:05,500\nTwo\nlines\n"


def test_pysubs2() -> None:
    pytest.importorskip("pysubs2")
    from cuesmith.pysubs2 import from_pysubs2, to_pysubs2

    file = to_pysubs2(cuesmith.loads(SRT))
    assert [(event.start, event.end, event.plaintext) for event in file] == [
        (1000, 3000, "Ahoy there"),
        (4000, 5500, "Two\nlines"),
    ]
    file.shift(s=1)
    back = from_pysubs2(file)
    assert back.cues.starts == [2000, 5000]
    assert back.cues.plaintexts == ["Ahoy there", "Two\nlines"]


def test_webvtt_py() -> None:
    pytest.importorskip("webvtt")
    from cuesmith.webvtt import from_webvtt, to_webvtt

    captions = to_webvtt(cuesmith.loads(SRT))
    assert [caption.text for caption in captions] == ["Ahoy there", "Two\nlines"]
    back = from_webvtt(captions)
    assert back.format == "webvtt"
    assert back.cues.starts == [1000, 4000]
