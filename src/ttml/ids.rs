//! Names to numbers: the ids of styles and regions.
//!
//! A sorted list: looked up for nearly every paragraph, and never slow, whatever the names are.

use std::cmp::Ordering;

/// Names with numbers. Of two equal names the first one counts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ids {
    sorted: Vec<(u64, String, u32)>,
}

impl Ids {
    /// The names in order of their numbers, some of which may have none.
    #[must_use]
    pub fn new<'n>(names: impl Iterator<Item = Option<&'n str>>) -> Self {
        let named = names
            .enumerate()
            .filter_map(|(at, name)| Some((key(name?), name?.to_owned(), at as u32)));
        let mut sorted: Vec<(u64, String, u32)> = named.collect();
        sorted.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        sorted.dedup_by(|later, first| later.1 == first.1);
        Self { sorted }
    }

    /// The number of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u32> {
        let wanted = key(name);
        let order = |entry: &(u64, String, u32)| {
            // A key contains the whole of a name of up to seven bytes.
            let rest = if name.len() > 7 { entry.1.as_str().cmp(name) } else { Ordering::Equal };
            entry.0.cmp(&wanted).then(rest)
        };
        let found = self.sorted.binary_search_by(order).ok()?;
        Some(self.sorted[found].2)
    }
}

/// The first seven bytes of a name and how long it is: compared faster than letters.
fn key(name: &str) -> u64 {
    let head = name.bytes().take(7).fold(0, |key, byte| key << 8 | u64::from(byte));
    head << 8 | name.len().min(255) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_names_counts() {
        let ids = Ids::new([Some("b"), None, Some("a10"), Some("b"), Some("a")].into_iter());
        assert_eq!(ids.get("b"), Some(0));
        assert_eq!(ids.get("a10"), Some(2));
        assert_eq!(ids.get("a"), Some(4));
        assert_eq!(ids.get(""), None);
        let long = ["region1", "region10", "region1x", "region"].map(Some);
        let ids = Ids::new(long.into_iter());
        let found = ["region", "region1", "region10", "region1x", "region1y"].map(|n| ids.get(n));
        assert_eq!(found, [Some(3), Some(0), Some(1), Some(2), None]);
    }
}
