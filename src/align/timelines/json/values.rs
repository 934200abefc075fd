//! Values as engines write them: times in seconds, milliseconds or ticks, as numbers or text; labels; confidences.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::time::Timestamp;

/// A time; `None` if the source has none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time<U>(pub(super) Option<Timestamp>, PhantomData<U>);

/// Times in seconds: `1.5`, `"1.5"`, `"1.5s"`, `"PT1.5S"`, `"00:00:01.5"`, `{"seconds": "1", "nanos": 500000000}`.
pub(super) type Seconds = Time<Second>;
/// Times in milliseconds.
pub(super) type Millis = Time<Millisecond>;
/// Times in units of 100 nanoseconds.
pub(super) type Ticks = Time<Tick>;

/// The unit of a time that is a number.
pub(super) trait Unit {
    /// Its length in milliseconds.
    const MS: f64;
    /// The name in messages.
    const NAME: &'static str;
}

/// A second.
pub(super) struct Second;
/// A millisecond.
pub(super) struct Millisecond;
/// 100 nanoseconds.
pub(super) struct Tick;

impl Unit for Second {
    const MS: f64 = 1000.0;
    const NAME: &'static str = "seconds";
}

impl Unit for Millisecond {
    const MS: f64 = 1.0;
    const NAME: &'static str = "milliseconds";
}

impl Unit for Tick {
    const MS: f64 = 0.0001;
    const NAME: &'static str = "ticks of 100 ns";
}

impl<U> Default for Time<U> {
    fn default() -> Self {
        Self(None, PhantomData)
    }
}

impl<U> Time<U> {
    /// The end of an entry with this start and duration; `None` if either is missing.
    pub(super) fn plus(&self, length: &Self) -> Option<Timestamp> {
        Some(self.0?.shifted(length.0?.0))
    }
}

impl<'de, U: Unit> Deserialize<'de> for Time<U> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimeVisitor(PhantomData))
    }
}

struct TimeVisitor<U>(PhantomData<U>);

impl<U: Unit> TimeVisitor<U> {
    fn number(number: f64) -> Time<U> {
        Time(Some(Timestamp((number * U::MS).round() as i64)), PhantomData)
    }
}

impl<'de, U: Unit> Visitor<'de> for TimeVisitor<U> {
    type Value = Time<U>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::NAME)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Time<U>, E> {
        Ok(Self::number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Time<U>, E> {
        Ok(Self::number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Time<U>, E> {
        Ok(Self::number(number as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Time<U>, E> {
        Ok(Time::default())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Time<U>, E> {
        if text.trim().is_empty() {
            return Ok(Time::default());
        }
        match read_seconds(text, U::MS) {
            Some(time) => Ok(Time(Some(time), PhantomData)),
            None => {
                Err(E::custom(format!("expected {}, found `{}`", U::NAME, text.escape_debug())))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Time<U>, A::Error> {
        // A protobuf duration. Values of 0 may be omitted.
        let (mut seconds, mut nanos) = (0_i64, 0_i64);
        while let Some(name) = members.next_key::<String>()? {
            let Whole(value) = members.next_value()?;
            match name.as_str() {
                "seconds" => seconds = value,
                "nanos" => nanos = value,
                _ => {}
            }
        }
        let ms = seconds.saturating_mul(1000).saturating_add((nanos as f64 / 1e6).round() as i64);
        Ok(Time(Some(Timestamp(ms)), PhantomData))
    }
}

/// A whole number as a number or text.
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Label(text) = Label::deserialize(deserializer)?;
        let number = text.as_deref().unwrap_or("0");
        number.parse().map(Self).map_err(|_| {
            D::Error::custom(format!("expected a whole number, found `{}`", number.escape_debug()))
        })
    }
}

/// A time as text: a number in the given unit, or seconds as `12.9s`, `PT12.9S`, `00:00:12.9`.
pub(super) fn read_seconds(text: &str, factor: f64) -> Option<Timestamp> {
    let text = text.trim();
    if let Some(number) = plain(text) {
        return Some(Timestamp((number * factor).round() as i64));
    }
    let seconds =
        text.strip_suffix('s').and_then(plain).or_else(|| iso(text)).or_else(|| clock(text))?;
    Some(Timestamp((seconds * 1000.0).round() as i64))
}

fn plain(text: &str) -> Option<f64> {
    let is_plain =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    is_plain.then(|| text.parse().ok())?
}

/// `PT1H2M3.4S`.
fn iso(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0.0;
    for (unit, factor) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds += plain(number)? * factor;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds)
}

/// `HH:MM:SS.mmm` or `MM:SS,mmm`.
fn clock(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in text.split(':') {
        let part = part.replace(',', ".");
        seconds = seconds * 60.0 + plain(&part).filter(|_| !part.is_empty())?;
        parts += 1;
    }
    (2..=3).contains(&parts).then_some(seconds)
}

/// Text, or a number as text; `None` for `null`, an object or a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Label(pub(super) Option<String>);

impl Label {
    /// The text, empty if there is none.
    pub(super) fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LabelVisitor;
        impl<'de> Visitor<'de> for LabelVisitor {
            type Value = Label;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a number")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Label, E> {
                Ok(Label(Some(number.to_string())))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Label, E> {
                Ok(Label(Some(number.to_string())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Label, E> {
                Ok(Label(Some(number.to_string())))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Label, E> {
                Ok(Label(Some(text.to_owned())))
            }

            fn visit_unit<E: Error>(self) -> Result<Label, E> {
                Ok(Label(None))
            }
        }
        deserializer.deserialize_any(LabelVisitor)
    }
}

/// A recognizer's confidence, from 0 to 1, as a number or text; `None` for anything else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Confidence(pub(super) Option<f32>);

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let label = Label::deserialize(deserializer)?;
        let number = label.0.as_deref().and_then(|text| text.parse::<f32>().ok());
        Ok(Self(number.filter(|number| number.is_finite()).map(|number| number.clamp(0.0, 1.0))))
    }
}
