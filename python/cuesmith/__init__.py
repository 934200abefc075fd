"""Reads, checks, fixes and converts caption files: SRT, WebVTT, TTML and DFXP.

>>> import cuesmith
>>> document = cuesmith.loads("1\\n00:00:01,000 --> 00:00:02,500\\nHello\\n")
>>> document.cues[0].end
2500

All times are whole milliseconds (``int``). Where a function takes a file, it takes text (``str``), ``bytes``, a path
(``os.PathLike``) or a ``Document``; a ``str`` is always the content, never a name.
"""

from cuesmith._core import (
    Cue,
    Cues,
    Document,
    FileResult,
    Finding,
    Loss,
    Report,
    Table,
    __version__,
    apply_dictionary,
    check,
    check_blobs,
    check_many,
    convert,
    explain,
    fix,
    load,
    loads,
    mask,
    option_table,
    reflow,
    retime,
    rule_table,
    speakers,
)
from cuesmith._command import CommandResult, align, command, deliver, merge_dictionaries, score, simulate
from cuesmith._errors import CommandError, ConvertError, CuesmithError, DecodeError, EditError, OptionError

__all__ = [
    "CommandError",
    "CommandResult",
    "ConvertError",
    "Cue",
    "Cues",
    "CuesmithError",
    "DecodeError",
    "Document",
    "EditError",
    "FileResult",
    "Finding",
    "Loss",
    "OptionError",
    "Report",
    "Table",
    "__version__",
    "align",
    "apply_dictionary",
    "check",
    "check_blobs",
    "check_many",
    "command",
    "convert",
    "deliver",
    "explain",
    "fix",
    "load",
    "loads",
    "mask",
    "merge_dictionaries",
    "option_table",
    "reflow",
    "retime",
    "rule_table",
    "score",
    "simulate",
    "speakers",
]
