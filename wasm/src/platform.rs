//! The pack `kaltura`: what Kaltura makes of a file, its rules, audio descriptions, and chapters.

use cuesmith::Format;
use cuesmith::chapters::{self, Form};
use cuesmith::ead::{ScriptOptions, script};
#[cfg(feature = "lists")]
use cuesmith::kaltura::cue_points::{self, CuePointOptions};
use cuesmith::kaltura::lint::RULES;
use cuesmith::kaltura::{
    CaptionType, ClipWindow, CompareOptions, Comparison, CueOutcome, PlatformReader, ReaderCue,
    View, compare,
};
use cuesmith::lint::{RuleSet, Settings};
use cuesmith::source::Source;
use cuesmith::time::Timestamp;
use cuesmith_wasm_parse::json::span;
use cuesmith_wasm_parse::{Json, Utf16};

use crate::check::Ordered;
use crate::failure::{Failure, Result};
use crate::options::{number, read_with, wrong};

/// What the pack gives.
pub(crate) struct Table {
    /// All rules, with those about the platform.
    pub(crate) rules: &'static RuleSet,
    /// Reads an order.
    pub(crate) ordered: Ordered,
    /// See [`crate::simulate`].
    pub(crate) simulate: fn(&str, &str) -> Result<String>,
    /// See [`crate::ead`].
    pub(crate) ead: fn(&str, &str) -> Result<String>,
    /// See [`crate::chapters`].
    pub(crate) chapters: fn(&str, &str) -> Result<String>,
}

pub(crate) static TABLE: Table = Table { rules: &RULES, ordered, simulate, ead, chapters };

/// What an order asks for: a REACH API response as JSON.
#[cfg(feature = "lists")]
fn ordered(text: &str, task: Option<&str>, preset: Option<&str>) -> Result<Settings> {
    use cuesmith::kaltura::lint::{apply, settings_for};
    use cuesmith::kaltura::objects::{OrderInput, read_order};
    use cuesmith::lint::Origin;

    let input = OrderInput { path: "order", text, role: None };
    let (order, _) = read_order(&[input], task)
        .map_err(|error| Failure::new(format!("the order: {} ({})", error.message, error.help)))?;
    let mut settings = settings_for(&order);
    if let Some(name) = preset {
        let preset = RULES.preset(name).ok_or_else(|| wrong("preset", name))?;
        settings = Settings::new(preset, Origin::CommandLine);
    }
    apply(&order, &mut settings);
    Ok(settings)
}

#[cfg(not(feature = "lists"))]
fn ordered(_: &str, _: Option<&str>, _: Option<&str>) -> Result<Settings> {
    Err(Failure::new("this module does not read JSON: use the module with `lists`"))
}

/// What each of Kaltura's parsers keeps of a file: JSON of a `Simulation` in `js/index.d.ts`.
fn simulate(text: &str, lines: &str) -> Result<String> {
    let mut caption_type = None;
    let mut options = CompareOptions::default();
    let given = read_with(lines, |name, value| {
        match name {
            "captionType" => {
                let known = CaptionType::from_name(value);
                caption_type = Some(known.ok_or_else(|| wrong(name, value))?);
            }
            "segmentDuration" => {
                options.segment_ms = number(name, value)?;
                if options.segment_ms == 0 {
                    return Err(wrong(name, value));
                }
            }
            "clip" => {
                let (start, end) = value.split_once(',').ok_or_else(|| wrong(name, value))?;
                let (start_ms, end_ms) = (number(name, start)?, number(name, end)?);
                if start_ms >= end_ms {
                    return Err(wrong(name, value));
                }
                options.clip = Some(ClipWindow { start_ms, end_ms });
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let source = Source::from_text(text);
    let path = given.path.as_deref();
    let document = cuesmith::read_silently(text, path, &given.read);
    let timeline = document.lower();
    let named = path.and_then(Format::from_path).unwrap_or(timeline.format);
    let caption_type = caption_type.unwrap_or_else(|| CaptionType::of(named));
    let compared = compare(&source, &timeline, caption_type, &options);
    Ok(simulation(&Utf16::new(text), timeline.format, &compared, options.segment_ms))
}

fn simulation(map: &Utf16<'_>, format: Format, compared: &Comparison, segment_ms: u32) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("format").string(format.name());
        json.key("captionType").string(compared.caption_type.name());
        json.key("cues").integer(compared.own);
        json.key("ready").boolean(compared.is_ready());
        let whole = compared.is_whole() && compared.rejected.is_empty();
        json.key("whole").boolean(whole);
        json.key("transcript").boolean(compared.json_ok);
        json.key("segmentDuration").integer(segment_ms);
        match compared.window {
            Some(clip) => json.key("clip").list(&[clip.start_ms, clip.end_ms], |json, ms| {
                json.number(*ms as f64);
            }),
            None => json.key("clip").null(),
        }
        json.key("readers").list(&compared.views, |json, view| push_view(json, map, view));
        json.key("unread").list(&compared.rejected, |json, block| {
            json.object(|json| {
                span(json.key("span"), map, block.span);
                span(json.key("timing"), map, block.timing);
                let lost: Vec<&str> =
                    block.lost_by(&compared.views).map(PlatformReader::name).collect();
                json.key("lostBy").list(&lost, |json, name| json.string(name));
            });
        });
    });
    json.text
}

fn push_view(json: &mut Json, map: &Utf16<'_>, view: &View) {
    json.object(|json| {
        json.key("name").string(view.reader.name());
        json.key("title").string(view.reader.title());
        json.key("judged").boolean(view.counts());
        json.key("refusal").string_or_null(view.refusal.map(|why| why.to_string()).as_deref());
        json.key("counts").object(|json| {
            for (name, count) in view.tally() {
                json.key(name).integer(count as u32);
            }
        });
        let extra: Vec<usize> = view.extra().collect();
        json.key("extra").list(&extra, |json, at| json.integer(*at as u32));
        json.key("cues").list(&view.cues, |json, cue| push_cue(json, map, cue));
        let changed: Vec<(usize, &CueOutcome)> =
            view.fates.iter().enumerate().filter(|(_, fate)| !fate.is_whole()).collect();
        json.key("outcomes").list(&changed, |json, (cue, fate)| {
            json.object(|json| {
                json.key("cue").integer(*cue as u32);
                json.key("what").string(&fate.words());
                json.key("seen").integer_or_null(fate.seen);
                json.key("inside").integer_or_null(fate.inside);
                json.key("gaps").integer(fate.gaps);
            });
        });
        if view.reader == PlatformReader::Hls {
            json.key("segments").list(&view.segments, |json, segment| {
                json.object(|json| {
                    json.key("number").number(segment.number as f64);
                    json.key("cues").list(&segment.cues, |json, cue| json.integer(*cue as u32));
                });
            });
        }
    });
}

fn push_cue(json: &mut Json, map: &Utf16<'_>, cue: &ReaderCue) {
    json.object(|json| {
        json.key("start").number_or_null(cue.start_ms);
        json.key("end").number_or_null(cue.end_ms);
        // Bytes that are not UTF-8 are shown as their replacement character, as a page would show them.
        json.key("text").string(&String::from_utf8_lossy(&cue.text));
        json.key("settings").string(&String::from_utf8_lossy(&cue.settings));
        json.key("id").string(&cue.id);
        json.key("shown").string_or_null(cue.shown.as_deref());
        json.key("own").integer_or_null(cue.own);
        json.key("swallowed").integer(cue.swallowed);
        match cue.origin {
            Some(origin) => span(json.key("origin"), map, origin),
            None => json.key("origin").null(),
        }
    });
}

/// The script of extended audio descriptions: JSON of a `Script` in `js/index.d.ts`.
fn ead(text: &str, lines: &str) -> Result<String> {
    let mut options = ScriptOptions::default();
    let given = read_with(lines, |name, value| {
        if name != "wpm" {
            return Ok(false);
        }
        options.wpm = number(name, value)?;
        if !(options.wpm.is_finite() && options.wpm > 0.0) {
            return Err(wrong(name, value));
        }
        Ok(true)
    })?;
    let document = cuesmith::read_silently(text, given.path.as_deref(), &given.read);
    let made = script(&document.lower(), &options);
    let mut json = Json::default();
    json.object(|json| {
        json.key("wpm").number(options.wpm);
        json.key("words").number(made.words as f64);
        json.key("speech").number(made.speech as f64);
        json.key("beyond").number(made.beyond as f64);
        json.key("unestimated").integer(made.unestimated);
        json.key("descriptions").list(&made.descriptions, |json, description| {
            let end = description.interval.end;
            json.object(|json| {
                json.key("cue").integer(description.cue);
                json.key("start").number(description.interval.start.0 as f64);
                let end = (end != Timestamp::OPEN).then_some(end.0 as f64);
                json.key("end").number_or_null(end);
                json.key("text").string(&description.text);
                json.key("words").integer(description.words);
                json.key("speech").number_or_null(description.speech.map(|ms| ms as f64));
                json.key("total").number(description.total as f64);
            });
        });
    });
    Ok(json.text)
}

/// Reads chapters, fills in their ends and writes them: JSON of a `ChapterList` in `js/index.d.ts`.
fn chapters(text: &str, lines: &str) -> Result<String> {
    let (mut media_duration, mut entry_id) = (None, None);
    let mut to = None;
    let given = read_with(lines, |name, value| {
        match name {
            "to" => to = Some(Target::of(value).ok_or_else(|| wrong(name, value))?),
            "mediaDuration" => media_duration = Some(number(name, value)?),
            "entryId" => entry_id = Some(value.to_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let path = given.path.as_deref();
    let captions =
        || chapters::from_timeline(&cuesmith::read_silently(text, path, &given.read).lower());
    let mut read = match Form::detect(text, path) {
        _ if given.read.format.is_some() => captions(),
        Form::Csv => chapters::from_csv(text)?,
        Form::Json => from_json(text)?,
        Form::WebVtt => captions(),
    };
    let sorted = chapters::arrange(&mut read.chapters, media_duration);
    let problems = chapters::problems(&read.chapters, media_duration);
    let made = match to {
        Some(Target::Form(form)) => Some(chapters::write(&read.chapters, form)?),
        #[cfg(feature = "lists")]
        Some(Target::CuePoints) => {
            let options = CuePointOptions { media_duration, entry_id };
            Some(cue_points::write(&read.chapters, &options))
        }
        None => None,
    };
    let mut losses = read.losses;
    losses.extend(made.iter().flat_map(|made| made.losses.iter().cloned()));
    let mut json = Json::default();
    json.object(|json| {
        json.key("chapters").list(&read.chapters, |json, chapter| {
            json.object(|json| {
                json.key("start").number(chapter.start as f64);
                json.key("end").number_or_null(chapter.end.map(|ms| ms as f64));
                json.key("title").string(&chapter.title);
                json.key("description").string_or_null(chapter.description.as_deref());
            });
        });
        json.key("sorted").boolean(sorted);
        json.key("problems").list(&problems, |json, problem| json.string(problem));
        json.key("text").string_or_null(made.as_ref().map(|made| &made.text[..]));
        json.key("losses").list(&losses, |json, loss| json.string(loss));
    });
    Ok(json.text)
}

/// The form of a new list of chapters.
enum Target {
    Form(Form),
    #[cfg(feature = "lists")]
    CuePoints,
}

impl Target {
    fn of(name: &str) -> Option<Self> {
        #[cfg(feature = "lists")]
        if name == "cue-points" {
            return Some(Self::CuePoints);
        }
        Form::ALL.iter().copied().find(|form| form.name() == name).map(Self::Form)
    }
}

#[cfg(feature = "lists")]
fn from_json(text: &str) -> Result<chapters::Read> {
    if cue_points::is_cue_points(text) {
        return Ok(cue_points::read(text)?);
    }
    Ok(chapters::from_list(text)?)
}

#[cfg(not(feature = "lists"))]
fn from_json(_: &str) -> Result<chapters::Read> {
    Err(Failure::new("this module does not read JSON: use the module with `lists`"))
}
