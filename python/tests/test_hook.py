"""The pre-commit hook that installs the wheel, as docs/ci.md has it. Needs pre-commit and the wheel: scripts/python runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit")

CLEAN = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n"
FAULTY = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour opens at six.\n\n2\n00:00:03,000 --> 00:00:03,001\nBring a coat.\n"


def test_the_hook_of_the_documentation_runs_from_the_wheel(tmp_path: Path) -> None:
    wheel = os.environ.get("CUESMITH_WHEEL")
    if not wheel:
        pytest.skip("no CUESMITH_WHEEL")
    page = Path(os.environ.get("CUESMITH_ROOT", Path(__file__).resolve().parents[2])) / "docs" / "ci.md"
    found = re.search(r"`python/\.pre-commit-config\.yaml`:\n\n```yaml\n(.*?)```", page.read_text(), re.S)
    assert found
    config = found[1].replace("[cuesmith]", f"['{wheel}']")
    assert wheel in config
    repository = tmp_path / "repository"
    repository.mkdir()
    # Neither the settings nor the command of this machine.
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PATH": os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if not Path(p, "cuesmith").exists()),
    }

    def run(*line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(line, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    def hook() -> subprocess.CompletedProcess[str]:
        assert run("git", "add", ".").returncode == 0
        return run(sys.executable, "-m", "pre_commit", "run", "--all-files")

    assert run("git", "init", "-q", ".").returncode == 0
    (repository / ".pre-commit-config.yaml").write_text(config)
    (repository / "a.srt").write_text(CLEAN)
    (repository / "pom.xml").write_text("<project><a/></project>\n")
    done = hook()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    (repository / "b c.srt").write_text(FAULTY)
    done = hook()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "TIM003" in done.stdout and "pom.xml" not in done.stdout
