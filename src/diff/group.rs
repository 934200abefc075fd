//! Cues that belong together.

/// Cues that belong together, by rank: one and one, one that became several, or one without a partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) old: Vec<u32>,
    pub(super) new: Vec<u32>,
}

impl Group {
    pub(super) fn pair(old: u32, new: u32) -> Self {
        Self { old: vec![old], new: vec![new] }
    }

    pub(super) fn is_pair(&self) -> bool {
        self.old.len() == 1 && self.new.len() == 1
    }
}
