//! One line for all findings of a rule about house style in a file.

use std::fmt::Write as _;

use super::Checked;
use super::checked::{code_and_name, one_line};
use crate::lint::{HouseStyle, LeftOut};
use crate::source::{Diagnostic, Measured};

/// A line for each of these rules that found something, in the order of their codes:
/// `talk.srt: LIN001 line-too-long: 12 lines over 42 characters, longest 57 at cue 3`.
pub(super) fn lines(checked: &Checked<'_>, codes: &[&str]) -> Vec<String> {
    let line = |code: &&str| {
        let rule = checked.rules.find(code)?;
        let all = || checked.report.diagnostics.iter().filter(|found| found.code.0 == *code);
        all().next()?;
        let path = one_line(checked.path);
        let what = described(&rule.house_style?, all(), checked.report.left_out_of(code));
        Some(format!("{path}: {}: {what}", code_and_name(code, rule.name)))
    };
    codes.iter().filter_map(line).collect()
}

/// What the findings have in common, and the one that is furthest from the limit, or the first.
fn described<'a>(
    style: &HouseStyle,
    found: impl Iterator<Item = &'a Diagnostic> + Clone,
    left_out: Option<&LeftOut>,
) -> String {
    let count = found.clone().count() + left_out.map_or(0, |more| more.findings() as usize);
    let mut out = format!("{count} {}", if count == 1 { style.one } else { style.many });
    let mut furthest: Option<(Measured, Option<u32>)> = None;
    let more = left_out.and_then(|more| more.furthest);
    let values = found.clone().filter_map(|finding| Some((finding.measured?, finding.cue)));
    for value in values.chain(more).filter(|_| !style.furthest.is_empty()) {
        if furthest.is_none_or(|(so_far, _)| value.0.distance() > so_far.distance()) {
            furthest = Some(value);
        }
    }
    let mut found = found;
    let mut cue = found.next().and_then(|finding| finding.cue);
    let which = match furthest {
        Some((measured, measured_at)) => {
            cue = measured_at;
            let side = if measured.actual > measured.limit { "over" } else { "under" };
            let _ = write!(out, " {side} {}", value(measured.limit, measured.unit, true));
            let name = if count == 1 { "" } else { style.furthest };
            format!("{name} {}", value(measured.actual, measured.unit, false)).trim().to_owned()
        }
        None => if count == 1 { "" } else { "first" }.to_owned(),
    };
    let place = cue.map_or(String::new(), |cue| format!("at cue {}", cue + 1));
    let rest = [which, place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    if !rest.is_empty() {
        let _ = write!(out, ", {}", rest.join(" "));
    }
    out
}

/// A number with its unit; times have theirs always, other units if they are wanted.
fn value(number: f64, unit: &str, with_unit: bool) -> String {
    // At most two digits after the point.
    let short = |number: f64| format!("{}", (number * 100.0).round() / 100.0);
    match unit {
        "ms" if number.abs() >= 1000.0 => format!("{} s", short(number / 1000.0)),
        "ms" => format!("{} ms", short(number)),
        _ if !with_unit => short(number),
        "cps" => format!("{} characters per second", short(number)),
        "wpm" => format!("{} words per minute", short(number)),
        unit if number == 1.0 => format!("1 {}", unit.trim_end_matches('s')),
        unit => format!("{} {unit}", short(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Code, Severity, Span};

    const LINES: HouseStyle =
        HouseStyle { options: &["max_chars"], one: "line", many: "lines", furthest: "longest" };

    fn found(cue: u32) -> Diagnostic {
        Diagnostic::new(Code("LIN001"), Severity::Warning, Span::at(0), "x").with_cue(cue)
    }

    #[test]
    fn many_findings_name_the_limit_and_the_furthest_one() {
        let all = [
            found(0).with_measured(50.0, 42.0, "characters"),
            found(2).with_measured(57.0, 42.0, "characters"),
        ];
        assert_eq!(
            described(&LINES, all.iter(), None),
            "2 lines over 42 characters, longest 57 at cue 3"
        );
        assert_eq!(
            described(&LINES, all[..1].iter(), None),
            "1 line over 42 characters, 50 at cue 1"
        );
        let times = [
            found(4).with_measured(480.0, 1500.0, "ms"),
            found(5).with_measured(100.0, 1500.0, "ms"),
        ];
        let cues = HouseStyle { one: "cue", many: "cues", furthest: "shortest", ..LINES };
        assert_eq!(
            described(&cues, times.iter(), None),
            "2 cues under 1.5 s, shortest 100 ms at cue 6"
        );
        let speeds = [found(4).with_measured(31.256, 25.0, "cps")];
        assert_eq!(
            described(&cues, speeds.iter(), None),
            "1 cue over 25 characters per second, 31.26 at cue 5"
        );
    }

    #[test]
    fn findings_without_a_common_limit_name_the_first() {
        let style = HouseStyle { furthest: "", ..LINES };
        let all = [found(1).with_measured(5.0, 20.0, "characters"), found(3)];
        assert_eq!(described(&style, all.iter(), None), "2 lines, first at cue 2");
        // A cue that never ends has no number.
        assert_eq!(described(&LINES, [found(8)].iter(), None), "1 line, at cue 9");
    }
}
