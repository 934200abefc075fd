"""Functions on whole files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

import cuesmith

SRT = "1\n00:00:01.000 --> 00:00:03.000\nAhoy\n\n2\n00:00:02,000 --> 00:00:02,001\nGone at once\n"


def test_a_report_has_findings_with_places() -> None:
    report = cuesmith.check(SRT, path="talk.srt")
    codes = [finding.code for finding in report.findings]
    assert "SRT004" in codes and "TIM003" in codes
    found = next(finding for finding in report.findings if finding.code == "TIM003")
    assert (found.path, found.line, found.column, found.cue) == ("talk.srt", 6, 1, 1)
    assert (found.start_ms, found.end_ms, found.severity) == (2000, 2001, "error")
    assert found.span == (SRT.index("00:00:02,000"), SRT.index("\nGone"))
    assert len(report) == len(report.findings) == report.errors + report.warnings + report.infos
    assert [file.path for file in report.files] == ["talk.srt"]
    assert report.files[0].cues == 2
    assert report.to_dicts()[codes.index("TIM003")] == found.to_dict()
    assert bool(cuesmith.check("1\n00:00:01,000 --> 00:00:03,000\nAhoy\n"))


def test_options_are_those_of_the_table() -> None:
    text = "1\n00:00:01,000 --> 00:00:04,000\n" + "word " * 7 + "\n"
    assert "LIN001" not in [found.code for found in cuesmith.check(text, select="LIN001").findings]
    assert "LIN001" in [found.code for found in cuesmith.check(text, select=["LIN001"], max_chars=20).findings]
    assert cuesmith.check(text, ignore="ALL").findings == []
    table = cuesmith.option_table()
    assert table["max_chars"]["type"] == "int" and table["max_chars"]["default"] == "42"
    one, two = cuesmith.check(text), cuesmith.check(text, max_chars=20)
    assert one.config_hash != two.config_hash


def test_fixes_return_what_was_given() -> None:
    text, report = cuesmith.fix(SRT, path="talk.srt")
    assert isinstance(text, str) and "00:00:01,000 --> 00:00:03,000" in text
    assert report.applied["SRT004"] >= 1
    content, _ = cuesmith.fix(SRT.encode(), path="talk.srt")
    assert content == text.encode()


def test_operations_return_the_text_and_the_changes() -> None:
    long = "1\n00:00:01,000 --> 00:00:04,000\nThe harbour opens at six in the morning.\n"
    text, changes = cuesmith.reflow(long, max_chars=32, language="en")
    assert text.endswith("The harbour opens\nat six in the morning.\n")
    assert changes[0]["cue"] == 0 and changes[0]["after"] == "The harbour opens\nat six in the morning."
    text, changes = cuesmith.retime(long, shift=500)
    assert "00:00:01,500 --> 00:00:04,500" in text and len(changes) == 1
    text, _ = cuesmith.retime(long, from_fps=25, to_fps="24000/1001")
    assert "00:00:01,043" in text
    text, changes = cuesmith.mask("1\n00:00:01,000 --> 00:00:02,000\nWhat the fuck\n", style="first-letter")
    assert text.endswith("What the f***\n") and changes[0]["before"] == "fuck"
    text, changes = cuesmith.apply_dictionary("1\n00:00:01,000 --> 00:00:02,000\nkubernetes\n", "Kubernetes")
    assert text.endswith("Kubernetes\n")
    text, changes = cuesmith.speakers("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Is it far?\n", "names")
    assert text.endswith("\nAna: Is it far?\n")


def test_conversion() -> None:
    text, losses = cuesmith.convert("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v Ana>Hi\n", "srt", voice="prefix", verify=True)
    assert text == "1\n00:00:01,000 --> 00:00:02,000\nAna: Hi\n"
    assert {"settings"} <= {loss.kind for loss in losses}
    with pytest.raises(cuesmith.OptionError):
        cuesmith.convert(SRT, "docx")  # type: ignore[arg-type]


def test_many_files_in_their_order(tmp_path: Path) -> None:
    paths = []
    for at in range(150):
        path = tmp_path / f"{at:03}.srt"
        path.write_text(SRT if at % 3 else "1\n00:00:01,000 --> 00:00:03,000\nAhoy\n")
        paths.append(path)
    paths.insert(7, tmp_path / "missing.srt")
    seen: list[tuple[int, int]] = []
    report = cuesmith.check_many(paths, threads=2, progress=lambda done, of: seen.append((done, of)))
    assert [file.path for file in report.files] == [str(path) for path in paths]
    assert report.files[7].status == "error" and report.files[7].error
    assert seen[-1] == (151, 151)
    alone = [cuesmith.check(path) for path in paths if path.exists()]
    assert [found.fingerprint for one in alone for found in one.findings] == [
        found.fingerprint for found in report.findings
    ]
    blobs = cuesmith.check_blobs([(str(p), p.read_bytes() if p.exists() else None) for p in paths])
    assert [file.sha256 for file in blobs.files] == [file.sha256 for file in report.files]
    assert pa.table(blobs.to_arrow()) == pa.table(report.to_arrow())


def test_tables_go_out_through_arrow() -> None:
    report = cuesmith.check(SRT, path="talk.srt")
    table = pa.table(report.to_arrow("run 1"))
    assert table.num_rows == len(report)
    assert table.column("code").to_pylist() == [found.code for found in report.findings]
    assert set(table.column("run_id").to_pylist()) == {"run 1"}
    files = pa.table(report.files_to_arrow())
    assert files.to_pylist()[0]["status"] == "ok"
    assert files.to_pylist()[0]["duration_ms"] == 3000
    cues = pa.table(cuesmith.loads(SRT).to_arrow())
    assert cues.column("plaintext").to_pylist() == ["Ahoy", "Gone at once"]


def test_pandas_and_polars_have_the_rows() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    report = cuesmith.check(SRT, path="talk.srt")
    rows = [(found.code, found.line, found.start_ms, found.message) for found in report.findings]
    columns = ["code", "line", "start_ms", "message"]
    assert [tuple(row) for row in report.to_pandas()[columns].itertuples(index=False)] == rows
    assert report.to_polars().select(columns).rows() == rows


def test_kinds_are_guessed_as_by_the_command(tmp_path: Path) -> None:
    path = tmp_path / "talk.chapters.vtt"
    path.write_text("WEBVTT\n\n00:00.000 --> 10:00.000\nArrival\n\n10:00.000 --> 20:00.000\nDeparture\n")
    found = cuesmith.command("check", path, "--format", "json").json()["files"][0]
    assert found["guessed_kind"]["kind"] == "chapters"
    expected = [one["fingerprint"] for one in found["diagnostics"]]
    assert [one.fingerprint for one in cuesmith.check(path).findings] == expected
    as_captions = cuesmith.check(path, kind="captions")
    assert "TIM007" in [one.code for one in as_captions.findings]
    assert "TIM007" not in [one.code for one in cuesmith.check(path).findings]


def test_rules_are_explained() -> None:
    assert cuesmith.rule_table()["TIM003"]["name"] == "one-millisecond-cue"
    assert "TIM003" in cuesmith.explain("one-millisecond-cue")
    with pytest.raises(ValueError, match="unknown rule"):
        cuesmith.explain("TIM999")


def test_the_command_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text(SRT)
    done = cuesmith.command("check", path, "--format", "json")
    assert done.code == 1
    found = done.json()["files"][0]["diagnostics"]
    assert [one["fingerprint"] for one in found] == [f.fingerprint for f in cuesmith.check(path).findings]
    version = subprocess.run([sys.executable, "-m", "cuesmith", "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.split() == ["cuesmith", cuesmith.__version__]
    assert cuesmith.command("check", tmp_path / "missing.srt").code == 2


def test_scores_and_parsers_of_the_platform() -> None:
    score = cuesmith.score("one two three four", "one two tree four")
    assert score["accuracy"] == 75
    assert [step["step"] for step in score["lines"][0]["steps"]] == ["hit", "hit", "substitution", "hit"]
    kept = cuesmith.simulate(SRT, path="talk.srt")
    assert [(cue["text"], cue["start_ms"]) for cue in kept["cues"]] == [("Ahoy", 1000), ("Gone at once", 2000)]


def test_a_transcript_gets_the_times_of_a_recognizer() -> None:
    transcript = "The harbour opens at six, and ferries leave for every island before noon."
    words = [word.strip(",.") for word in transcript.split()]
    heard = {"words": [{"word": word, "start": at * 0.5, "end": at * 0.5 + 0.4} for at, word in enumerate(words)]}
    for to in ("srt", "vtt"):
        made = cuesmith.loads(cuesmith.align(transcript, json.dumps(heard), to=to, max_chars=32), path=f"a.{to}")
        assert " ".join(" ".join(made.cues.texts).split()) == transcript
        assert made.cues.starts[0] == 0 and 6000 <= made.cues.ends[-1] <= 7500
        assert max(len(line) for text in made.cues.texts for line in text.splitlines()) <= 32
    with pytest.raises(cuesmith.CommandError) as caught:
        cuesmith.align("Nothing of this was said by anyone on that day.", json.dumps(heard))
    assert caught.value.code == 2


def test_an_order_is_delivered(tmp_path: Path) -> None:
    folder = Path(os.environ.get("CUESMITH_ROOT", Path(__file__).resolve().parents[2])) / "docs" / "reach-order.in"
    target = tmp_path / "talk.vtt"
    done = cuesmith.deliver(folder / "talk.srt", folder / "jobs.json", task_id="9001", output=target)
    assert done.code in (0, 1), done.messages
    assert cuesmith.load(target).format == "webvtt"
    assert cuesmith.load(target).cues.starts


def test_dictionaries_are_merged() -> None:
    assert cuesmith.merge_dictionaries("Ada\nTampere\n", "Tampere\nOulu\n").split() == ["Ada", "Tampere", "Oulu"]
