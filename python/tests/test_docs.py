"""The examples of the documentation run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("CUESMITH_ROOT", Path(__file__).resolve().parents[2]))
PAGES = ["python/README.md", "docs/python.md", "docs/archives.md"]


@pytest.mark.parametrize("page", PAGES)
def test_examples_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert blocks
    captions = tmp_path / "captions"
    captions.mkdir()
    (captions / "talk.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:01.001\nGone at once\n")
    names: dict[str, object] = {}
    for block in blocks:
        if "pyspark" in block:
            continue  # see python/spark
        exec(compile(block, page, "exec"), names)
