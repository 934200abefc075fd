//! What people ask for, and the options that it means.

use super::{Clip, JoinShort, Limits, Negative, Options, Steps, SyncError, TimeMap};
use crate::reflow::DurationLimit;
use crate::time::{FrameRate, Interval, Timestamp};

/// Changes to the times of a file as the command and bindings of other languages take them. What is `None`, false or
/// empty is not asked for. Durations and moments are in ms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Moves all times.
    pub shift: Option<i64>,
    /// Multiplies all times: numerator and denominator, both positive.
    pub scale: Option<(i64, i64)>,
    /// The frame rate that the file was timed for, and the one at which the same frames are shown.
    pub rates: Option<(FrameRate, FrameRate)>,
    /// Moments to move, from and to: one shifts all times, two also stretch them.
    pub sync: Vec<(i64, i64)>,
    /// Cuts what would start before zero.
    pub clip_negative: bool,
    /// Keeps only this part, and starts it at zero.
    pub clip: Option<Interval>,
    /// With `clip`: keeps the original times.
    pub keep_times: bool,
    /// Sorts the cues by start time.
    pub sort: bool,
    /// Snaps every time to a frame of this rate.
    pub snap: Option<FrameRate>,
    /// Extends shorter cues.
    pub min_duration: Option<i64>,
    /// Extends cues to reach this reading speed, in characters per second.
    pub max_cps: Option<f64>,
    /// Shortens longer cues.
    pub max_duration: Option<i64>,
    /// Shortest gap between cues that do not touch.
    pub min_gap: Option<i64>,
    /// Closes shorter gaps, down to `min_gap`.
    pub close_gaps: Option<i64>,
    /// Ends each cue before the next one starts.
    pub trim_overlaps: bool,
    /// Joins neighboring cues with the same text that are at most this far apart.
    pub join_same: Option<i64>,
    /// Joins shorter cues with a neighbor.
    pub join_short: Option<i64>,
    /// With `join_short`: maximum line length in graphemes. Default 42.
    pub max_chars: Option<u32>,
    /// With `join_short`: maximum number of lines. Default 2.
    pub max_lines: Option<u32>,
    /// Splits longer cues.
    pub split_longer: Option<i64>,
    /// Length of the video: no cue is extended past it.
    pub media_duration: Option<i64>,
    /// Frame rate of the video, for comparing gaps and durations. Default: that of `snap`.
    pub frame_rate: Option<FrameRate>,
}

/// A request that cannot be met for any file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The points of `sync` do not give a map.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// More than two points.
    #[error("more than two moments are given")]
    TooManyPoints,
    /// The minimum duration is above the maximum.
    #[error("the minimum duration ({min} ms) is more than the maximum ({max} ms)")]
    Durations {
        /// The minimum in ms.
        min: i64,
        /// The maximum in ms.
        max: i64,
    },
    /// Numbers exceed 64 bits.
    #[error("the times become too large")]
    TooLarge,
}

impl Request {
    /// Which durations, gaps and overlaps are to be corrected.
    #[must_use]
    pub const fn steps(&self) -> Steps {
        Steps {
            extend: self.min_duration.is_some() || self.max_cps.is_some(),
            cut: self.max_duration.is_some(),
            gaps: self.min_gap.is_some() || self.close_gaps.is_some(),
            overlaps: self.trim_overlaps,
        }
    }

    /// The map of all times: frame rates, scale, sync, shift.
    fn map(&self) -> Result<TimeMap, RequestError> {
        let at = |(from, to): (i64, i64)| (Timestamp(from), Timestamp(to));
        let synced = match self.sync[..] {
            [] => TimeMap::IDENTITY,
            [one] => TimeMap::sync(at(one), None)?,
            [one, two] => TimeMap::sync(at(one), Some(at(two)))?,
            _ => return Err(RequestError::TooManyPoints),
        };
        let same = Some(TimeMap::IDENTITY);
        let steps = [
            self.rates.map_or(same, |(from, to)| TimeMap::rates(from, to)),
            self.scale.map_or(same, |(n, d)| TimeMap::scale(n, d)),
            Some(synced),
            Some(TimeMap::shift(self.shift.unwrap_or(0))),
        ];
        let whole = steps.into_iter().try_fold(TimeMap::IDENTITY, |map, step| map.then(step?));
        whole.ok_or(RequestError::TooLarge)
    }

    /// The options of [`retime`](super::retime()).
    ///
    /// ```
    /// use cuesmith::retime::{Request, RequestError, TimeMap};
    ///
    /// let request = Request { shift: Some(250), ..Request::default() };
    /// assert_eq!(request.options()?.map, TimeMap::shift(250));
    /// let request =
    ///     Request { min_duration: Some(900), max_duration: Some(800), ..Request::default() };
    /// assert_eq!(request.options(), Err(RequestError::Durations { min: 900, max: 800 }));
    /// # Ok::<(), RequestError>(())
    /// ```
    ///
    /// # Errors
    /// [`RequestError`] if parts of the request contradict each other.
    pub fn options(&self) -> Result<Options, RequestError> {
        let map = self.map()?;
        if let (Some(min), Some(max)) = (self.min_duration, self.max_duration)
            && min > max
        {
            return Err(RequestError::Durations { min, max });
        }
        let (limits, short, long) =
            (Limits::default(), JoinShort::default(), DurationLimit::default());
        Ok(Options {
            sort: self.sort,
            map,
            negative: if self.clip_negative { Negative::Clip } else { Negative::Refuse },
            clip: self.clip.map(|range| Clip { range, keep_times: self.keep_times }),
            join_same: self.join_same,
            join_short: self.join_short.map(|below| JoinShort {
                below,
                max_chars: self.max_chars.unwrap_or(short.max_chars),
                max_lines: self.max_lines.unwrap_or(short.max_lines),
                max_duration: self.max_duration.unwrap_or(short.max_duration),
                ..short
            }),
            split_long: self.split_longer.map(|max_duration| DurationLimit {
                max_duration,
                min_duration: self.min_duration.unwrap_or(long.min_duration),
                min_gap: self.min_gap.unwrap_or(long.min_gap),
            }),
            snap: self.snap,
            limits: Limits {
                min_duration: self.min_duration.unwrap_or(limits.min_duration),
                max_duration: self.max_duration.unwrap_or(limits.max_duration),
                min_gap: self.min_gap.unwrap_or(limits.min_gap),
                close_gaps: self.close_gaps.unwrap_or(limits.close_gaps),
                media_duration: self.media_duration,
                frame_rate: self.snap.or(self.frame_rate),
                ..limits
            },
            steps: self.steps(),
            max_cps: self.max_cps,
        })
    }
}
