//! The language of a file, from its name.

/// Languages that captions come in: the codes of ISO 639-1, and those of 639-2 and 639-3 that file names have in their
/// place. A part of a name that is none of these is not a language, and so are codes that are words or endings in names of
/// files.
const CODES: &[(&str, &[&str])] = &[
    ("af", &["afr"]),
    ("am", &["amh"]),
    ("ar", &["ara"]),
    ("as", &["asm"]),
    ("az", &["aze"]),
    ("be", &["bel"]),
    ("bg", &["bul"]),
    ("bn", &["ben"]),
    ("bs", &["bos"]),
    ("ca", &["cat"]),
    ("cs", &["ces", "cze"]),
    ("cy", &["cym", "wel"]),
    ("da", &["dan"]),
    ("de", &["deu", "ger"]),
    ("el", &["ell", "gre"]),
    ("en", &["eng"]),
    ("eo", &["epo"]),
    ("es", &["spa"]),
    ("et", &["est"]),
    ("eu", &["eus", "baq"]),
    ("fa", &["fas", "per"]),
    ("fi", &["fin"]),
    ("fr", &["fra", "fre"]),
    ("ga", &["gle"]),
    ("gl", &["glg"]),
    ("gu", &["guj"]),
    ("he", &["heb", "iw"]),
    ("hi", &["hin"]),
    ("hr", &["hrv"]),
    ("hu", &["hun"]),
    ("hy", &["hye", "arm"]),
    ("id", &["ind"]),
    ("is", &["isl", "ice"]),
    ("it", &["ita"]),
    ("ja", &["jpn"]),
    ("ka", &["kat", "geo"]),
    ("kk", &["kaz"]),
    ("km", &["khm"]),
    ("kn", &["kan"]),
    ("ko", &["kor"]),
    ("ku", &["kur"]),
    ("ky", &["kir"]),
    ("lo", &["lao"]),
    ("lt", &["lit"]),
    ("lv", &["lav"]),
    ("mk", &["mkd", "mac"]),
    ("ml", &["mal"]),
    ("mn", &["mon"]),
    ("mr", &["mar"]),
    ("ms", &["msa", "may"]),
    ("my", &["mya", "bur"]),
    ("nb", &["nob"]),
    ("ne", &["nep"]),
    ("nl", &["nld", "dut"]),
    ("nn", &["nno"]),
    ("no", &["nor"]),
    ("pa", &["pan"]),
    ("pl", &["pol"]),
    ("ps", &["pus"]),
    ("pt", &["por"]),
    ("ro", &["ron", "rum"]),
    ("ru", &["rus"]),
    ("si", &["sin"]),
    ("sk", &["slk", "slo"]),
    ("sl", &["slv"]),
    ("so", &["som"]),
    ("sq", &["sqi", "alb"]),
    ("sr", &["srp"]),
    ("sv", &["swe"]),
    ("sw", &["swa"]),
    ("ta", &["tam"]),
    ("te", &["tel"]),
    ("tg", &["tgk"]),
    ("th", &["tha"]),
    ("tl", &["tgl", "fil"]),
    ("tr", &["tur"]),
    ("uk", &["ukr"]),
    ("ur", &["urd"]),
    ("uz", &["uzb"]),
    ("vi", &["vie"]),
    ("zh", &["zho", "chi", "cmn", "yue"]),
    ("zu", &["zul"]),
];

/// What may follow the language in a name: `talk.en.sdh.srt`. `hi` (for the hard of hearing) is Hindi where no language
/// is before it.
const KINDS: &[&str] =
    &["sdh", "cc", "hi", "forced", "default", "auto", "asr", "captions", "subtitles"];

/// The language that a file name gives, `talk.pt-BR.srt`, `talk.eng.vtt` or `talk.en.sdh.srt`, as a BCP 47 tag.
///
/// ```
/// use cuesmith::language::language_of_name;
///
/// assert_eq!(language_of_name("captions/talk.pt-BR.srt"), Some("pt"));
/// assert_eq!(language_of_name("talk.eng.vtt"), Some("en"));
/// assert_eq!(language_of_name("talk.vi.auto.vtt"), Some("vi"));
/// assert_eq!(language_of_name("talk.avi.srt"), None);
/// assert_eq!(language_of_name("en.srt"), Some("en"));
/// ```
#[must_use]
pub fn language_of_name(name: &str) -> Option<&'static str> {
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut parts = stem.rsplit('.');
    let last = parts.next()?;
    if KINDS.iter().any(|kind| last.eq_ignore_ascii_case(kind))
        && let Some(before) = parts.next().and_then(code)
    {
        return Some(before);
    }
    code(last)
}

/// The two-letter code of a language that captions come in: of a tag (`zh-Hant`), a code of three letters (`chi`) or
/// a part of a name.
pub(crate) fn code(part: &str) -> Option<&'static str> {
    let primary = part.split(['-', '_']).next()?.to_ascii_lowercase();
    let known =
        CODES.iter().find(|(code, others)| *code == primary || others.contains(&primary.as_str()));
    known.map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_stands_last_in_a_name_or_before_the_kind_of_captions() {
        for (name, language) in [
            ("a/talk.vi.srt", Some("vi")),
            ("talk.sr-Latn.srt", Some("sr")),
            ("TALK.RUS.SRT", Some("ru")),
            ("talk.en.hi.srt", Some("en")),
            ("talk.hi.srt", Some("hi")),
            ("talk.forced.srt", None),
            ("talk.final.srt", None),
            ("talk.mp4.vtt", None),
            ("talk", None),
            ("", None),
        ] {
            assert_eq!(language_of_name(name), language, "{name}");
        }
    }

    #[test]
    fn every_code_is_there_once() {
        let mut codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
        codes.extend(CODES.iter().flat_map(|(_, others)| others.iter().copied()));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
