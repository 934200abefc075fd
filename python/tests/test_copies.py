"""Documents and errors that are copied, or sent to another process."""

from __future__ import annotations

import copy
import pickle

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
