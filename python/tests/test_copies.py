"""Documents and errors that are copied, or sent to another process."""

from __future__ import annotations

import copy
import pickle

import pytest

import cuesmith


def test_errors_keep_their_places() -> None:
    for error in (cuesmith.EditError("no", "a.srt", 3, 4), cuesmith.OptionError("no"), cuesmith.CommandError("no", 2)):
        for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(again) is type(error)
            assert str(again) == str(error)
            assert vars(again) == vars(error)


def test_a_document_keeps_its_changes_and_its_name() -> None:
    document = cuesmith.loads("1\r\n00:00:01,000 --> 00:00:02,500\r\nGood evening\r\n", path="a.srt")
    document.cues[0].plaintext = "Hello"
    for again in (copy.copy(document), copy.deepcopy(document), pickle.loads(pickle.dumps(document))):
        assert again.to_string() == "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\n"
        assert again.path == "a.srt"


def test_reports_and_what_is_in_them_are_copied_whole() -> None:
    text = "1\n00:00:01.000 --> 00:00:03.000\nAhoy \N{SNOWMAN}\n\n2\n00:00:02,000 --> 00:00:02,001\nGone at once, and read far too fast\n"
    report, fixed = cuesmith.check(text, path="talk.de.srt"), cuesmith.fix(text, path="a.srt")[1]
    unreadable = cuesmith.check_blobs([("lost.srt", None), ("a.srt", text.encode())])
    assert report.findings and fixed.applied and report.skipped
    assert any(finding.fix for finding in report.findings) and any(finding.to_dict().get("data") for finding in report.findings)
    for one in (report, fixed, unreadable):
        for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert again.to_dicts() == one.to_dicts()
            assert (again.config_hash, again.applied, again.skipped) == (one.config_hash, one.applied, one.skipped)
            assert list(map(fields, again.files)) == list(map(fields, one.files))
            assert repr(again) == repr(one)
            assert again.to_arrow("r").columns == one.to_arrow("r").columns
    losses = cuesmith.convert("WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 line:0\nAhoy\n", "srt")[1]
    assert len(losses) > 1
    for item in (*report.findings, *report.files, *unreadable.files, *losses):
        for copied in (copy.copy(item), copy.deepcopy(item), pickle.loads(pickle.dumps(item))):
            assert type(copied) is type(item)
            assert fields(copied) == fields(item)


def fields(item: object) -> dict[str, object]:
    """The attributes of an object of the module, which has no ``__dict__``."""
    names = [name for name in dir(type(item)) if not name.startswith("_")]
    return {name: value for name in names if not callable(value := getattr(item, name))}


def test_what_is_not_a_pickle_of_ours_is_refused() -> None:
    make, (kind, data) = cuesmith.check("1\n00:00:01.000 --> 00:00:03.000\nAhoy\n", path="a.srt").__reduce__()
    assert make(kind, data).findings
    for wrong in (("report", b"{}"), ("report", b"["), ("finding", data), ("other", data)):
        with pytest.raises(ValueError, match="pickled"):
            make(*wrong)
