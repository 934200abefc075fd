"""Writes src/webvtt/entities.txt, the named character references of HTML, from Python's own table.

Run: python3 scripts/entities.py (Python 3.11 or later; the table is that of the HTML standard, which
is frozen). One line each, `name=value`, without the ampersand, with the semicolon where the name has
one, sorted by the bytes of the name. Line feed and tab, the values of two names, are written `\\n` and `\\t`.
"""

import html.entities
import pathlib

table = html.entities.html5
assert len(table) == 2231, len(table)
lines = []
for name, value in sorted(table.items(), key=lambda item: item[0].encode()):
    assert "=" not in name and "\\" not in name and "\r" not in value
    lines.append(name + "=" + value.replace("\n", "\\n").replace("\t", "\\t") + "\n")
target = pathlib.Path(__file__).parent.parent / "src" / "webvtt" / "entities.txt"
target.write_bytes("".join(lines).encode())
