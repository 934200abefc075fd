"""Documents: reading, changing, writing."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import cuesmith

SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello <i>there</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nAna: Two\r\nlines\r\n"
VTT = """WEBVTT - talk

NOTE kept as it is

intro
00:01.000 --> 00:02.500 line:0 align:left
<v Ana>Good & bad

00:03.000 --> 00:04.000
<b>Bye</b>
"""
TTML = """<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="de"><body><div>
<p xml:id="a" begin="00:00:01.000" end="00:00:02.000">Guten <br/>Tag</p>
<p begin="3s" end="4s">Zwei</p>
</div></body></tt>
"""


def test_cues_are_a_sequence_of_views() -> None:
    document = cuesmith.loads(SRT, path="talk.srt")
    assert document.format == "srt"
    assert len(document.cues) == len(document) == 2
    first = document.cues[0]
    assert (first.index, first.start, first.end, first.duration) == (0, 1000, 2500, 1500)
    assert first.text == "Hello <i>there</i>"
    assert first.plaintext == "Hello there"
    assert first.id == "1"
    assert [cue.start for cue in document.cues] == [1000, 3000]
    assert document.cues[-1].text == "Ana: Two\nlines"
    assert [cue.index for cue in document.cues[::-1]] == [1, 0]
    with pytest.raises(IndexError, match="no cue 2"):
        document.cues[2]
    with pytest.raises(TypeError):
        document.cues["a"]  # type: ignore[call-overload]


def test_columns_equal_the_cues() -> None:
    document = cuesmith.loads(VTT)
    cues = document.cues
    assert cues.starts == [cue.start for cue in cues]
    assert cues.ends == [cue.end for cue in cues]
    assert cues.texts == [cue.text for cue in cues]
    assert cues.plaintexts == [cue.plaintext for cue in cues]


def test_speakers_and_styles() -> None:
    document = cuesmith.loads(VTT)
    assert document.cues[0].speaker == "Ana"
    assert document.cues[1].speaker is None
    assert document.cues[0].style == {"line": 0.0, "align": "left"}
    assert document.cues[1].style == {"bold": True}
    assert document.cues[0].plaintext == "Good & bad"


def test_bytes_that_no_change_touches_stay() -> None:
    document = cuesmith.loads(SRT.encode(), path="talk.srt")
    document.cues[1].end = 4250
    document.cues[0].text = "Hello\nagain"
    expected = SRT.replace("04,000", "04,250").replace("Hello <i>there</i>", "Hello\r\nagain")
    assert document.to_bytes() == expected.encode()
    # The view sees the change at once.
    assert document.cues[0].text == "Hello\nagain"
    assert document.cues[0].plaintext == "Hello\nagain"


def test_legacy_encodings_are_kept() -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nDéjà vu, c’est ça\n".encode("windows-1252")
    document = cuesmith.loads(content, encoding="windows-1252")
    document.shift(ms=250)
    assert document.encoding == "windows-1252"
    assert document.to_bytes() == content.replace(b"01,000", b"01,250").replace(b"02,000", b"02,250")


def test_plain_text_is_escaped_as_the_format_needs() -> None:
    document = cuesmith.loads(VTT)
    document.cues[1].plaintext = "1 < 2 & 3"
    assert document.cues[1].text == "1 &lt; 2 &amp; 3"
    assert document.cues[1].plaintext == "1 < 2 & 3"
    ttml = cuesmith.loads(TTML)
    ttml.cues[1].plaintext = "a\nb"
    assert "a<br/>b" in ttml.source
    assert ttml.cues[1].plaintext == "a\nb"


def test_a_text_that_would_break_the_file_is_refused() -> None:
    document = cuesmith.loads(SRT)
    with pytest.raises(cuesmith.EditError) as refused:
        document.cues[0].text = "one\n\n2\n00:00:09,000 --> 00:00:10,000\ntwo"
    assert refused.value.line == 1
    assert document.to_bytes() == SRT.encode()


def test_ids_and_language_of_ttml() -> None:
    document = cuesmith.loads(TTML)
    assert document.language == "de"
    assert document.cues[0].id == "a"
    assert document.cues[0].plaintext == "Guten\nTag"
    document.cues[1].end = 4500
    assert 'end="4.5s"' in document.source


def test_cues_are_added_and_removed() -> None:
    document = cuesmith.loads(SRT)
    old = document.cues[1]
    added = document.cues.insert(2600, 2900, "Between & <all>")
    assert added.index == 1
    assert [cue.id for cue in document.cues] == ["1", "2", "3"]
    assert document.cues[1].plaintext == "Between & <all>"
    with pytest.raises(RuntimeError, match="get the cue again"):
        _ = old.text
    del document.cues[1]
    assert document.to_bytes() == SRT.encode()
    first = document.cues.insert(0, 500, "First")
    assert first.index == 0
    last = document.cues.insert(9000, 9500, "Last")
    assert last.index == 3
    assert [cue.plaintext for cue in document.cues][::3] == ["First", "Last"]
    del document.cues[0:2]
    assert document.cues.starts == [3000, 9000]
    assert [cue.id for cue in document.cues] == ["1", "2"]


def test_a_cue_without_text_gets_one() -> None:
    document = cuesmith.loads("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n", path="a.srt")
    document.cues[0].text = "One"
    assert document.cues[0].text == "One"
    assert document.to_string() == "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n"


def test_a_cue_is_added_to_ttml_after_another() -> None:
    document = cuesmith.loads(TTML)
    added = document.cues.insert(2500, 2900, "a < b")
    assert (added.index, added.plaintext) == (1, "a < b")
    assert document.cues.starts == [1000, 2500, 3000]
    first = document.cues.insert(0, 500, "before\nthe first")
    assert (first.index, first.plaintext) == (0, "before\nthe first")
    assert document.cues.starts == [0, 1000, 2500, 3000]
    assert '<p begin="00:00:00.000" end="00:00:00.500">before<br/>the first</p>\n<p xml:id="a"' in document.to_string()


def test_a_cue_is_added_to_ttml_without_a_body() -> None:
    for head in ("", "<head/>", "<body/>", "<body><div/></body>", "<head/>\n<body>\n</body>\n", "<body><div>\n</div></body>"):
        document = cuesmith.loads(f'<tt xmlns="http://www.w3.org/ns/ttml">{head}</tt>', path="a.ttml")
        document.cues.insert(1000, 2500, "a < b\nc")
        assert (document.cues.starts, document.cues[0].end, document.cues[0].plaintext) == ([1000], 2500, "a < b\nc")
        document.cues.insert(3000, 4000, "d")
        assert document.cues.starts == [1000, 3000]
    document = cuesmith.loads('<t:tt xmlns:t="http://www.w3.org/ns/ttml"/>', path="a.ttml")
    document.cues.insert(0, 1000, "a")
    body = '<t:body><t:div><t:p begin="00:00:00.000" end="00:00:01.000">a</t:p></t:div></t:body>'
    assert document.to_string() == f'<t:tt xmlns:t="http://www.w3.org/ns/ttml">{body}</t:tt>'
    document = cuesmith.loads('<tt xmlns="http://www.w3.org/ns/ttml"><body begin="9s"/></tt>', path="a.ttml")
    with pytest.raises(cuesmith.EditError, match="cannot be added"):
        document.cues.insert(0, 500, "before the body begins")


def test_a_cue_is_added_to_an_empty_file() -> None:
    document = cuesmith.loads("WEBVTT\n", path="a.vtt")
    document.cues.insert(0, 1000, "Hello")
    assert document.to_string() == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello\n"


def test_times_in_pysubs2_names() -> None:
    document = cuesmith.loads(SRT)
    document.shift(h=1, m=2, s=3, ms=4)
    assert document.cues[0].start == 1000 + 3_723_004
    document.shift(frames=-25, fps=25)
    assert document.cues[0].start == 3_723_004
    with pytest.raises(cuesmith.OptionError):
        document.shift(frames=1)
    with pytest.raises(cuesmith.EditError, match="before zero"):
        document.shift(h=-2)


def test_conversion_lists_what_is_lost() -> None:
    document = cuesmith.loads(VTT)
    text = document.to_string("srt")
    assert text.startswith("1\n00:00:01,000 --> 00:00:02,500\n")
    kinds = {loss.kind for loss in document.losses}
    assert {"note", "settings", "id"} <= kinds
    assert document.to_string() == VTT
    assert document.losses == []


def test_files_are_written_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes(SRT.encode())
    document = cuesmith.load(path)
    document.shift(s=1)
    document.save()
    assert path.read_bytes() == document.to_bytes() != SRT.encode()
    document.save(tmp_path / "talk.vtt")
    assert (tmp_path / "talk.vtt").read_text().startswith("WEBVTT\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["talk.srt", "talk.vtt"]
    with pytest.raises(OSError):
        document.save(tmp_path / "no" / "such" / "folder.srt")
    with pytest.raises(OSError):
        cuesmith.load(tmp_path / "missing.srt")


def test_documents_can_be_copied() -> None:
    document = cuesmith.loads(VTT, path="talk.vtt")
    for twin in (copy.copy(document), copy.deepcopy(document), pickle.loads(pickle.dumps(document))):
        assert twin.to_string() == VTT
        assert twin.path == "talk.vtt"
        twin.cues[0].start = 0
        assert document.cues[0].start == 1000


def test_what_notebooks_show_is_escaped() -> None:
    document = cuesmith.loads("1\n00:00:01,000 --> 00:00:02,000\na <script> b & c\n", path="<x>.srt")
    html = document._repr_html_()
    assert "<script>" not in html
    assert "&lt;x&gt;.srt" in html
    assert repr(document) == '<Document "<x>.srt" srt: 1 cues>'
    assert repr(document.cues[0]).startswith("<Cue 0: 1000 --> 2000")


def test_an_error_names_the_option_that_was_meant() -> None:
    with pytest.raises(cuesmith.OptionError, match="did you mean `max_chars`"):
        cuesmith.check(SRT, max_char=3)  # type: ignore[call-arg]
    with pytest.raises(cuesmith.OptionError, match="did you mean `shift`"):
        cuesmith.retime(SRT, shif=3)
    with pytest.raises(cuesmith.OptionError, match="unknown preset"):
        cuesmith.check(SRT, preset="x")
    with pytest.raises(TypeError, match="expected text"):
        cuesmith.check(3)  # type: ignore[arg-type]
