"""The options of ``check`` and ``fix``. Made by ``tests/test_options.py`` from the table of options."""

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
    kind: Literal["captions", "ead", "chapters", "thumbnails"] | None
    max_chars: int | None
    half_width: bool | None
    max_lines: int | None
    min_duration: int | None
    max_duration: int | None
    min_gap: int | None
    close_gaps: int | None
    max_silence: int | None
    max_defect: int | None
    max_cps: float | None
    max_wpm: float | None
    min_window: int | None
    max_spoken_chars: int | None
    max_speech: int | None
    speech_wpm: float | None
    language: str | None
    dictionary: str | None
    mask_profanity: bool | None
    profanity_words: str | None
    audio_language: str | None
    ttml_model: Literal["ttml1", "ttml2", "imsc1.0-text", "imsc1.0-image", "imsc1.1-text", "imsc1.1-image", "ebu-tt-d"] | None
    safe_area: float | None
    unicode_form: Literal["nfc", "nfd"] | None
    timing_tolerance: int | None
    output_format: Literal["srt", "vtt", "dfxp", "cap", "scc"] | None
    speaker_marks: bool | None
    speaker_names: bool | None
    audio_tags: bool | None
    min_speaker_cues: int | None
    ellipsis: Literal["dots", "character"] | None
    charset: Literal["latin1", "teletext"] | None
    preview: bool | None
    audience: Literal["adult", "children"] | None
    sdh: bool | None
    target: Literal["online", "broadcast"] | None
    aspect: Literal["16:9", "4:3", "1:1", "9:16"] | None
    level: Literal["lower", "middle", "upper", "adult"] | None
    media_duration: int | None
    shot_changes: str | None
    frame_rate: str | float | None


# `unsafe` also applies fixes that change timing, words or line breaks.
class FixOptions(CheckOptions, total=False):
    unsafe: bool
