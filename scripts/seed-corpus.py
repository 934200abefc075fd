#!/usr/bin/env python3
"""Writes the seeds of the fuzz corpus: small files of our own, one idea each.

The fuzzer mutates what it is given, so a seed should be short and hold one thing that the code
branches on. Run it after adding a seed here; it never deletes.
"""

from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "fuzz" / "corpus"

SRT = {
    "plain": "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\nlines\n",
    "crlf": "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nAgain\r\n",
    "cr": "1\r00:00:01,000 --> 00:00:02,000\rHello\r\r2\r00:00:02,000 --> 00:00:03,000\rAgain\r",
    "crcrlf": "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nHello\r\r\n",
    "bom": "\ufeff1\n00:00:01,000 --> 00:00:02,000\nHello\n",
    "dot": "1\n00:00:01.000 --> 00:00:02.000\nA dot for a comma\n",
    "short-fraction": "1\n00:00:01,5 --> 00:00:02,50\nHello\n",
    "no-fraction": "1\n00:00:01 --> 00:00:02\nHello\n",
    "frames": "1\n00:00:01:12 --> 00:00:02:00\nHello\n",
    "one-digit-hour": "1\n0:00:01,000 --> 0:00:02,000\nHello\n",
    "minutes-only": "1\n01:00,000 --> 02:00,000\nHello\n",
    "huge": "1\n99999999999999999999:00:00,000 --> 100000000:00:00,000\nHello\n",
    "negative": "1\n-00:00:01,000 --> 00:00:02,000\nHello\n",
    "reversed": "1\n00:00:05,000 --> 00:00:02,000\nHello\n",
    "one-ms": "1\n00:00:01,000 --> 00:00:01,001\nA\n\n2\n00:00:01,001 --> 00:00:01,002\nB\n",
    "overlap": "1\n00:00:01,000 --> 00:00:09,000\nA\n\n2\n00:00:02,000 --> 00:00:03,000\nB\n",
    "no-number": "00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:03,000 --> 00:00:04,000\nHello\n",
    "no-blank": "1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:03,000 --> 00:00:04,000\nHello\n",
    "blank-inside": "1\n00:00:01,000 --> 00:00:02,000\nHello\n\nstill here\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n",
    "no-text": "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n",
    "coordinates": "1\n00:00:01,000 --> 00:00:02,000 X1:100 X2:200 Y1:10 Y2:20\nHello\n",
    "tags": "1\n00:00:01,000 --> 00:00:02,000\n<i>a</i> <b>b</B> <font color=\"#ff0000\" size=3>c</font> <u>d\n",
    "override": "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}top {\\i1}old{\\i0} {b}not a tag\n",
    "arrow-in-text": "1\n00:00:01,000 --> 00:00:02,000\na --> b\n00:00 --> later\n",
    "long-arrow": "1\n00:00:01,000 ---> 00:00:02,000\nHello\n\n2\n00:00:03,000 -> 00:00:04,000\nB\n",
    "wide-digits": "１\n００:００:０１,０００ --> ００:００:０２,０００\nHello\n",
    "rtl": "1\n00:00:01,000 --> 00:00:02,000\n\u202bשלום\u202c 🎬\n",
    "nul": "1\n00:00:01,000 --> 00:00:02,000\na\0b\n",
    "cut": "1\n00:00:01,000 --> 00:0",
    "entities": "1\n00:00:01,000 --> 00:00:02,000\nTom &amp; Ann &lt;3 AT&T\n",
}

VTT = {
    "plain": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\nid 2\n00:00:03.000 --> 00:00:04.000\nTwo\nlines\n",
    "signature-only": "WEBVTT",
    "header": "\ufeffWEBVTT - title\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000\nHello\n",
    "crlf": "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHello\r\n",
    "cr": "WEBVTT\r\r00:01.000 --> 00:02.000\rHello\r",
    "settings": "WEBVTT\n\n00:01.000 --> 00:02.000 vertical:rl line:-1,end position:50%,line-left size:33.3% align:start\nHello\n",
    "bad-settings": "WEBVTT\n\n00:01.000 --> 00:02.000 line: :5 size:101% align:middle position:50 line:1e9%\nHello\n",
    "region": "WEBVTT\n\nREGION\nid:r width:40% lines:3 regionanchor:0%,100% viewportanchor:10%,90% scroll:up\n\n00:01.000 --> 00:02.000 region:r\nHello\n",
    "style": "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nHello\n",
    "note": "WEBVTT\n\nNOTE one line\n\nNOTE\nmany\nlines\n\n00:01.000 --> 00:02.000\nHello\n",
    "late-style": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:late\n",
    "tags": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Lee>Hi <c.yellow.big>there</c> <i>you</i></v> <lang en-GB>colour</lang>\n",
    "ruby": "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢<rt>kan</rt>字<rt>ji</ruby>\n",
    "karaoke": "WEBVTT\n\n00:01.000 --> 00:05.000\n<00:02.000>one <00:03.000>two <bad>three</bad> <00:99.000>\n",
    "entities": "WEBVTT\n\n00:01.000 --> 00:02.000\n&amp; &lt;i&gt; &nbsp;&lrm; &notin; &amp &#65; &#x1F600; &#0; &#x110000; & &unknown;\n",
    "unclosed": "WEBVTT\n\n00:01.000 --> 00:02.000\n<b><i>a</b>b</i> <\n\n00:03.000 --> 00:04.000\n</b> <v",
    "arrow-in-text": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n00:03.000 --> 00:04.000\nNo blank line above\n",
    "stray": "WEBVTT\n\nnot a cue\n\n00:01.000 --> 00:02.000\nHello\n",
    "bad-time": "WEBVTT\n\n0:01.000 --> 00:02.000\nA\n\n00:01,000 --> 00:02,000\nB\n\n00:61.000 --> 00:62.000\nC\n",
    "nul": "WEBVTT\n\n00:01.000 --> 00:02.000\na\0b\n",
    "comma": "WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n",
    "empty-cue": "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\n",
    "long-hours": "WEBVTT\n\n123456789:00:00.000 --> 123456789:00:01.000\nHello\n",
    "cut": "WEBVTT\n\n00:01.000 --",
}

TTML_HEAD = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:tts='http://www.w3.org/ns/ttml#styling'"
TTML_HEAD += " xmlns:ttp='http://www.w3.org/ns/ttml#parameter' xml:lang='en'>"


def ttml(body: str, head: str = "") -> str:
    return f"{TTML_HEAD}<head>{head}</head><body><div>{body}</div></body></tt>"


TTML = {
    "plain": ttml("<p begin='1s' end='2s'>Hello<br/>there</p><p begin='00:00:03.500' dur='1s'>Two</p>"),
    "spans": ttml("<p begin='1s' end='5s'><span tts:fontStyle='italic'>Hello.</span>\n We met <span begin='1s'>at six</span></p>"),
    "seq": ttml("<p timeContainer='seq'><span dur='1s'>a</span><span dur='1s'>b</span></p>"),
    "frames": ttml("<p begin='00:00:01:12' end='100f'>A</p><p begin='9999t' end='1h'>B</p>").replace("xml:lang", "ttp:frameRate='25' ttp:tickRate='1000' xml:lang"),
    "region": ttml("<p region='r' begin='1s' end='2s'>A</p>", "<layout><region xml:id='r' tts:origin='10% 80%' tts:extent='80% 10%'/></layout>"),
    "style": ttml("<p style='s' begin='1s' end='2s'>A</p>", "<styling><style xml:id='s' style='t'/><style xml:id='t' style='s' tts:color='rgba(1,2,3,4)'/></styling>"),
    "ruby": ttml("<p begin='1s' end='2s'><span tts:ruby='container'><span tts:ruby='base'>a</span><span tts:ruby='text'>b</span></span></p>"),
    "set": ttml("<p begin='1s' end='9s'>A<set begin='1s' end='2s' tts:visibility='hidden'/></p>"),
    "entities": ttml("<p begin='1s' end='2s'>&amp;&lt;&#x41;&nbsp;<![CDATA[<b>]]><!-- c --></p>"),
    "preserve": ttml("<p xml:space='preserve' begin='1s' end='2s'>  a \n\t b </p>"),
    "broken": ttml("<p begin='1s' end='2s'>a<span>b</p>"),
    "untimed": ttml("<p>all the time</p>"),
}

# A transcript, a line `===`, and a timeline: recognizers' JSON, CTM or captions.
HEARD = ["so", "the", "ferry", "leaves", "at", "9:30", "from", "the", "old", "harbour"]
JSON_WORDS = ",".join(f'{{"word":"{w}","start":{1 + i * 0.5},"end":{1.4 + i * 0.5}}}' for i, w in enumerate(HEARD))
LOOP = "".join(f"talk 1 {i * 0.4:.2f} 0.30 {('thanks', 'for', 'watching')[i % 3]}\n" for i in range(30))
ALIGN = {
    "json": f'The ferry leaves at nine thirty, from the old harbour.\n===\n{{"segments":[{{"words":[{JSON_WORDS}]}}]}}',
    "array": f"The ferry leaves.\n===\n[{JSON_WORDS}]",
    "ctm": "Ahoy there, sailor.\n===\ntalk 1 0.50 0.40 ahoy 0.98\ntalk 1 0.90 0.35 there\ntalk 1 1.40 0.50 sailor 0.7\n",
    "captions": "Hello, two lines.\n===\n" + SRT["plain"],
    "both": SRT["plain"],
    "overlap": "A B A B\n===\n" + SRT["overlap"],
    "loop": "Thanks for watching, and good night.\n===\n" + LOOP,
    "moved": "One two three four five six.\n\nSeven eight nine ten eleven twelve.\n===\n" + "".join(
        f"t 1 {i * 0.5:.1f} 0.4 {w}\n"
        for i, w in enumerate("seven eight nine ten eleven twelve one two three four five six".split())
    ),
    "unspoken": "One two.\n\nThis paragraph is read by no one at all.\n\nThree four.\n===\n"
    + "".join(f"t 1 {i * 0.5:.1f} 0.4 {w}\n" for i, w in enumerate("one two three four".split())),
    "broken-times": "One two three\n===\nt 1 5.0 -1 one\nt 1 2.0 0 two\nt 1 1e9 4 three\n",
    "null-times": '25 kilometres, $3.50\n===\n{"segments":[{"words":[{"word":"25","start":null,"end":null},{"word":"km","start":1,"end":2}]}]}',
    "speakers": "ANNA: Hello. (laughs)\n\nBEN: [00:01:02] No.\n===\nt 1 0.1 0.4 hello\nt 1 0.7 0.4 no\n",
    "no-spaces": "港は朝六時に開きます。ไทย\n===\nt 1 0.1 0.4 港は\nt 1 0.7 0.4 朝六時に開きます\n",
    "long-word": "a" + "bc1" * 400 + " end\n===\nt 1 0.0 9.0 " + "bc1" * 400 + "\nt 1 9.0 0.1 end\n",
    "empty": "\n===\nt 1 0.1 0.4 hello\n",
}

BYTES = {
    "utf16le": "\ufeff1\n00:00:01,000 --> 00:00:02,000\nHello\n".encode("utf-16-le"),
    "utf16be": "\ufeff1\n00:00:01.000 --> 00:00:02.000\nHello\n".encode("utf-16-be"),
    "latin1": "1\n00:00:01.000 --> 00:00:02,000\nCafé crème, déjà vu\n".encode("latin-1"),
    "stray-byte": b"1\n00:00:01,000 --> 00:00:02,000\nCaf\xc3\xa9 na\xefve \xc3\xa9t\xc3\xa9\n",
    "surrogate": b"1\n00:00:01,000 --> 00:00:02,000\n\xed\xa0\x80\n",
    "empty": b"",
}


def write(folder: str, suffix: str, seeds: dict) -> None:
    target = CORPUS / folder
    target.mkdir(parents=True, exist_ok=True)
    for name, seed in seeds.items():
        data = seed if isinstance(seed, bytes) else seed.encode()
        (target / f"{name}{suffix}").write_bytes(data)


write("parse_srt", ".srt", SRT)
write("parse_webvtt", ".vtt", VTT)
write("parse_ttml", ".ttml", TTML)
# The others take any format: a few of each, to begin with different things.
pick = lambda seeds, *names: {name: seeds[name] for name in names}  # noqa: E731
write("roundtrip", ".srt", pick(SRT, "tags", "blank-inside", "arrow-in-text", "no-text", "nul"))
write("roundtrip", ".vtt", pick(VTT, "tags", "ruby", "karaoke", "entities", "region", "unclosed"))
write("convert_any", ".srt", pick(SRT, "override", "coordinates", "entities", "reversed", "huge"))
write("convert_any", ".vtt", pick(VTT, "settings", "style", "note", "empty-cue", "late-style"))
write("fix_is_valid", ".srt", pick(SRT, "dot", "one-ms", "overlap", "wide-digits", "long-arrow"))
write("fix_is_valid", ".vtt", pick(VTT, "comma", "bad-time", "bad-settings", "stray"))
write("fix_is_valid", ".ttml", pick(TTML, "plain", "spans", "untimed"))
write("fix_is_valid", ".bin", BYTES)
write("convert_any", ".ttml", pick(TTML, "region", "style", "ruby", "set", "frames"))
write("change_any", ".srt", pick(SRT, "plain", "tags", "blank-inside", "overlap", "no-blank", "short-fraction"))
write("change_any", ".vtt", pick(VTT, "tags", "ruby", "karaoke", "unclosed", "arrow-in-text"))
write("change_any", ".ttml", pick(TTML, "plain", "spans", "seq", "preserve", "set"))
write("change_any", ".bin", BYTES)
write("align", ".txt", ALIGN)
