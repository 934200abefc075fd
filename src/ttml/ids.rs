//! Names to numbers: the ids of styles and regions.
//!
//! A sorted list: looked up for nearly every paragraph, never slow whatever the names are.

/// Names with numbers. Of two equal names the first one counts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ids {
    sorted: Vec<(String, u32)>,
}

impl Ids {
    /// The names in order of their numbers, some of which may have none.
    #[must_use]
    pub fn new<'n>(names: impl Iterator<Item = Option<&'n str>>) -> Self {
        let named = names.enumerate().filter_map(|(at, name)| Some((name?.to_owned(), at as u32)));
        let mut sorted: Vec<(String, u32)> = named.collect();
        sorted.sort_by(|a, b| order(&a.0, &b.0));
        sorted.dedup_by(|later, first| later.0 == first.0);
        Self { sorted }
    }

    /// The number of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u32> {
        let found = self.sorted.binary_search_by(|entry| order(&entry.0, name)).ok()?;
        Some(self.sorted[found].1)
    }
}

/// Shorter names first: lengths are compared faster than letters.
fn order(a: &str, b: &str) -> std::cmp::Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
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
    }
}
