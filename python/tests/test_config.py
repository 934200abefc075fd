"""The argument `config`: a file or a dict, as the command reads its configuration."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from types import MappingProxyType

import pytest

import cuesmith

WIDE = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at 6\n"


def codes(report: cuesmith.Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_file_and_a_dict_are_the_same(tmp_path: Path) -> None:
    file = tmp_path / "cuesmith.toml"
    file.write_text('preset = "netflix"\n[options]\nmax-chars = 10\n[rules]\nLIN002 = "off"\n')
    table = {"preset": "netflix", "options": {"max-chars": 10}, "rules": {"LIN002": "off"}}
    (tmp_path / "a.srt").write_text(WIDE)
    done = cuesmith.command("check", tmp_path / "a.srt", "--format", "ndjson")
    expected = [json.loads(line) for line in done.output.splitlines()]
    expected = [line["code"] for line in expected if line["type"] == "finding"]
    for config in (file, str(file), table, MappingProxyType(table)):
        assert codes(cuesmith.check(tmp_path / "a.srt", config=config)) == expected
        assert codes(cuesmith.check_many([tmp_path / "a.srt"], config=config)) == expected
    assert "LIN001" in expected
    assert cuesmith.check(WIDE, config=None).config_hash == cuesmith.check(WIDE).config_hash


def test_the_hash_is_that_of_the_settings(tmp_path: Path) -> None:
    def of(**options: object) -> str:
        return cuesmith.check_many([], **options).config_hash  # type: ignore[arg-type]

    ten, twenty = ({"options": {"max-chars": n}} for n in (10, 20))
    assert of(config=ten) == of(config=dict(ten)) != of(config=twenty)
    assert of(config=ten) != of(config=ten, max_lines=1)
    assert of(config=ten) != of(config={**ten, "overrides": [{"files": "*.de.srt", "options": {"max-lines": 1}}]})
    # The content of the files that it names counts.
    (tmp_path / "cuesmith.toml").write_text('extends = "base.toml"\ndictionary = "terms.txt"\n')
    hashes = set()
    for base, terms in (("", "Harbour"), ("", "Pier"), ("[options]\nmax-chars = 9\n", "Pier")):
        (tmp_path / "base.toml").write_text(base)
        (tmp_path / "terms.txt").write_text(terms)
        hashes.add(of(config=tmp_path / "cuesmith.toml"))
    assert len(hashes) == 3


def test_entries_expire_and_patterns_are_rules() -> None:
    text = "1\n00:00:01,000 --> 00:00:01,001\nAhoy\n"
    entry = {"files": "a.srt", "rules": ["TIM003"], "reason": "known", "expires": datetime.date(2999, 1, 1)}
    assert "TIM003" not in codes(cuesmith.check(text, path="a.srt", config={"ignore": [entry]}))
    assert "TIM003" in codes(cuesmith.check(text, path="b.srt", config={"ignore": [entry]}))
    past = {**entry, "expires": datetime.date(2001, 1, 1)}
    assert "TIM003" in codes(cuesmith.check(text, path="a.srt", config={"ignore": [past]}))
    pattern = {"name": "ahoy", "match": 'a\\w+"?', "case-insensitive": True, "message": "say \"hello\"\n", "replace": "Hello", "fix": "safe"}
    report = cuesmith.check(text, path="a.srt", select="PAT/ahoy", config={"patterns": [pattern]})
    assert [(f.code, f.name) for f in report.findings] == [("PAT/ahoy", "ahoy")]
    fixed, _ = cuesmith.fix(text, path="a.srt", select="PAT/ahoy", config={"patterns": [pattern]})
    assert "Hello" in fixed
    document = cuesmith.loads(text, path="a.srt")
    assert codes(document.check(select="PAT/ahoy", config={"patterns": [pattern]})) == ["PAT/ahoy"]


@pytest.mark.parametrize(
    "config, message",
    [
        ({"options": {"max-char": 3}}, r"`config`: unknown .*max-char.*did you mean"),
        ({"options": {"max-chars": None, "max-lines": "many"}}, "max-lines"),
        ({"rules": {"TIM0": "off"}}, "unknown rule `TIM0`"),
        ({"options": object()}, "a value of the type object"),
        ({3: 4}, "keys of `config` are texts"),
        (3, "needs a path, or a dict"),
    ],
)
def test_mistakes_are_errors(config: object, message: str) -> None:
    with pytest.raises(cuesmith.OptionError, match=message):
        cuesmith.check(WIDE, config=config)  # type: ignore[arg-type]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cuesmith.check(WIDE, config=tmp_path / "nowhere.toml")
    (tmp_path / "c.toml").write_text("a = [\n")
    with pytest.raises(cuesmith.OptionError, match="c.toml`, line "):
        cuesmith.check(WIDE, config=tmp_path / "c.toml")
