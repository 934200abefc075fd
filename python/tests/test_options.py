"""The types of options are those of the table."""

from __future__ import annotations

from pathlib import Path

import cuesmith

OWN = """\
\"\"\"The options of ``check`` and ``fix``. Made by ``tests/test_options.py`` from the table of options.\"\"\"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal, TypedDict


class CheckOptions(TypedDict, total=False):
    config: str | PathLike[str] | Mapping[str, Any] | tuple[str, str] | None
    preset: str | None
    select: str | Sequence[str]
    ignore: str | Sequence[str]
    columns: Literal["utf16", "codepoints", "utf8"]
"""

FIX = """

# `unsafe` also applies fixes that change timing, words or line breaks.
class FixOptions(CheckOptions, total=False):
    unsafe: bool
"""


def expected() -> str:
    """The module ``cuesmith._options``."""
    lines = [OWN]
    for name, option in cuesmith.option_table().items():
        type_ = option["type"]
        if type_ == "str" and option["words"]:
            type_ = "Literal[" + ", ".join(f'"{word}"' for word in option["words"]) + "]"
        if name == "frame_rate":
            type_ = "str | float"
        lines.append(f"    {name}: {type_} | None\n")
    return "".join(lines) + FIX


def test_the_types_are_fresh() -> None:
    path = Path(cuesmith.__file__).with_name("_options.py")
    assert path.read_text() == expected(), "run python tests/test_options.py"


if __name__ == "__main__":
    Path(cuesmith.__file__).with_name("_options.py").write_text(expected())
