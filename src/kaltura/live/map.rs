//! The map between the clocks of messages that a vendor keeps.

use super::clock::Clock;
use super::message::Message;

/// Which times of two clocks belong together: the points that messages give, and between two points
/// the distance at the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClockMap {
    /// `start` and how far the other clock is ahead of it, by `start`.
    pts: Vec<(i64, i64)>,
    epoch: Vec<(i64, i64)>,
}

impl ClockMap {
    /// The map that messages define.
    #[must_use]
    pub fn of(messages: &[Message]) -> Self {
        let points = |clock: Clock| {
            let point = |message: &Message| {
                let start = message.start?;
                Some((start, message.clock(clock)?.checked_sub(start)?))
            };
            let mut points: Vec<(i64, i64)> = messages.iter().filter_map(point).collect();
            points.sort_by_key(|(start, _)| *start);
            points
        };
        Self { pts: points(Clock::Pts), epoch: points(Clock::Epoch) }
    }

    /// A map with one distance for all times: the clocks at the first chunk.
    #[must_use]
    pub fn at_zero(pts: Option<i64>, epoch: Option<i64>) -> Self {
        let point = |zero: Option<i64>| zero.map(|zero| (0, zero)).into_iter().collect();
        Self { pts: point(pts), epoch: point(epoch) }
    }

    fn points(&self, clock: Clock) -> &[(i64, i64)] {
        match clock {
            Clock::Start => &[],
            Clock::Pts => &self.pts,
            Clock::Epoch => &self.epoch,
        }
    }

    /// A time of `start` on another clock; `None` if that clock is unknown.
    ///
    /// ```
    /// use cuesmith::kaltura::live::{Clock, ClockMap};
    ///
    /// let map = ClockMap::at_zero(Some(900_000), None);
    /// assert_eq!(map.from_start(Clock::Pts, 1500), Some(901_500));
    /// assert_eq!(map.to_start(Clock::Pts, 901_500), Some(1500));
    /// assert_eq!(map.from_start(Clock::Epoch, 1500), None);
    /// ```
    #[must_use]
    pub fn from_start(&self, clock: Clock, start: i64) -> Option<i64> {
        if clock == Clock::Start {
            return Some(start);
        }
        let points = self.points(clock);
        let at = points.partition_point(|(known, _)| *known <= start);
        let (_, ahead) = points.get(at.saturating_sub(1))?;
        start.checked_add(*ahead)
    }

    /// A time of another clock as `start`.
    #[must_use]
    pub fn to_start(&self, clock: Clock, time: i64) -> Option<i64> {
        if clock == Clock::Start {
            return Some(time);
        }
        let points = self.points(clock);
        // The clocks may jump: the last point that is not later on the clock itself.
        let is_before = |(start, ahead): &&(i64, i64)| start.saturating_add(*ahead) <= time;
        let (_, ahead) = points.iter().rev().find(is_before).or_else(|| points.first())?;
        time.checked_sub(*ahead)
    }
}
