//! The order and ends of chapters, and problems with them.

use super::chapter::{Chapter, named, timestamp};

/// Sorts chapters by their start, as the player does, and gives those without an end the next start, the
/// last one the length of the video (ms) if that is known. Says whether the order changed.
pub fn arrange(chapters: &mut [Chapter], media_duration: Option<i64>) -> bool {
    let moved = chapters.windows(2).any(|pair| pair[0].start > pair[1].start);
    crate::source::sort_by_key(chapters, |chapter| chapter.start); // stable
    let mut next = media_duration;
    for chapter in chapters.iter_mut().rev() {
        chapter.end = chapter.end.or(next);
        next = Some(chapter.start);
    }
    moved
}

/// What is wrong with chapters that are arranged: overlaps, times outside the video, no title.
#[must_use]
pub fn problems(chapters: &[Chapter], media_duration: Option<i64>) -> Vec<String> {
    let mut found = Vec::new();
    let mut last: Option<&Chapter> = None;
    for chapter in chapters {
        let Chapter { number, start, .. } = *chapter;
        if chapter.title.is_empty() {
            found.push(format!("chapter {number} ({}) has no title", timestamp(start)));
        }
        if start < 0 {
            found.push(format!("{} starts before the video", named(chapter)));
        }
        match chapter.end {
            Some(end) if end < start => {
                found.push(format!(
                    "{} ends {} ms before it starts",
                    named(chapter),
                    start.saturating_sub(end)
                ));
            }
            Some(end) if end == start => {
                found.push(format!("{} ends when it starts", named(chapter)));
            }
            _ => {}
        }
        match media_duration {
            Some(media) if start >= media => {
                let place = format!("after the end of the video ({})", timestamp(media));
                found.push(format!("{} starts {place}", named(chapter)));
            }
            // A millisecond is rounding.
            Some(media) if chapter.end.is_some_and(|end| end > media.saturating_add(1)) => {
                let end = chapter.end.unwrap_or_default();
                let late = format!("{} ms after the end of the video", end.saturating_sub(media));
                found.push(format!("{} ends {late}", named(chapter)));
            }
            _ => {}
        }
        if let Some((before, end)) = last.and_then(|last| Some((last, last.end?)))
            && start < end
        {
            let ms = end.saturating_sub(start);
            let before = named(before);
            found.push(format!("{} starts {ms} ms before {before} ends", named(chapter)));
        }
        if last.is_none_or(|last| chapter.end >= last.end) {
            last = Some(chapter);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapters(list: &[(i64, Option<i64>, &str)]) -> Vec<Chapter> {
        let chapter = |(at, &(start, end, title)): (usize, &(i64, Option<i64>, &str))| Chapter {
            number: at as u32 + 1,
            start,
            end,
            title: title.to_owned(),
            description: None,
        };
        list.iter().enumerate().map(chapter).collect()
    }

    #[test]
    fn a_chapter_lasts_until_the_next_one_starts() {
        let mut list = chapters(&[(5000, None, "b"), (0, None, "a"), (9000, None, "c")]);
        assert!(arrange(&mut list, Some(12_000)));
        let ends: Vec<_> = list.iter().map(|c| (c.number, c.start, c.end)).collect();
        assert_eq!(ends, [(2, 0, Some(5000)), (1, 5000, Some(9000)), (3, 9000, Some(12_000))]);
        assert!(!arrange(&mut list, None));
        assert!(problems(&list, Some(12_000)).is_empty());

        let mut open = chapters(&[(0, None, "a")]);
        arrange(&mut open, None);
        assert_eq!(open[0].end, None);
    }

    #[test]
    fn overlaps_bounds_and_missing_titles_are_problems() {
        let mut list = chapters(&[
            (0, Some(9000), "a"),
            (1000, Some(2000), "b"),
            (8000, Some(8000), ""),
            (10_000, Some(13_000), "c"),
            (14_000, None, "d"),
        ]);
        arrange(&mut list, Some(12_000));
        assert_eq!(
            problems(&list, Some(12_000)),
            [
                "chapter 2 (`b`) starts 8000 ms before chapter 1 (`a`) ends",
                "chapter 3 (00:00:08.000) has no title",
                "chapter 3 (``) ends when it starts",
                "chapter 3 (``) starts 1000 ms before chapter 1 (`a`) ends",
                "chapter 4 (`c`) ends 1000 ms after the end of the video",
                "chapter 5 (`d`) ends 2000 ms before it starts",
                "chapter 5 (`d`) starts after the end of the video (00:00:12.000)",
            ]
        );
    }
}
