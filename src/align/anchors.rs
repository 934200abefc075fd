//! Where a transcript and a timeline certainly match: runs of equal units that contain something unique.
//!
//! Inside a region, runs of `k` units that occur once on each side are found and extended as far as possible;
//! the heaviest chain that rises on both sides is kept, and each gap between its runs becomes a region, searched with
//! a smaller `k`. Since units need to be unique only inside the region, passages that are spoken twice are
//! distinguished by their surroundings. A run counts only when it is unlikely to be chance: its units must carry more
//! information than a position in the region.

/// Equal units: `len` of them from `a` in the transcript and from `b` in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) len: u32,
}

/// A range on each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
}

/// Both sides and the information of each unit.
pub(crate) struct Sides<'a> {
    pub(crate) a: &'a [u32],
    pub(crate) b: &'a [u32],
    /// Bits of information of each unit, by its id.
    pub(crate) bits: &'a [f32],
    /// The number of units in a run to search for first.
    pub(crate) longest: u32,
    /// The bits that a run must have beyond those of a position in the region.
    pub(crate) margin: f32,
}

impl Region {
    pub(crate) const fn is_empty(self) -> bool {
        self.a.0 == self.a.1 || self.b.0 == self.b.1
    }

    fn bits(self) -> f32 {
        let cells =
            f64::from(self.a.1 - self.a.0).max(1.0) * f64::from(self.b.1 - self.b.0).max(1.0);
        cells.log2() as f32
    }
}

/// The runs of a region, rising on both sides and disjoint.
pub(crate) fn find(sides: &Sides, region: Region) -> Vec<Run> {
    let mut out = Vec::new();
    let mut open = vec![(region, sides.longest)];
    let mut grams = Vec::new();
    while let Some((region, k)) = open.pop() {
        if k == 0 || region.is_empty() {
            continue;
        }
        let found = chain(sides, candidates(sides, region, k, &mut grams));
        if found.is_empty() {
            open.push((region, k - 1));
            continue;
        }
        let mut from = (region.a.0, region.b.0);
        let ends = found.iter().map(|run| (run.a, run.b)).chain([(region.a.1, region.b.1)]);
        let next = found.iter().map(|run| (run.a + run.len, run.b + run.len)).chain([(0, 0)]);
        for (to, after) in ends.zip(next) {
            let part = Region { a: (from.0, to.0), b: (from.1, to.1) };
            let halved = (part.a.1 - part.a.0) * 2 <= region.a.1 - region.a.0;
            open.push((part, if halved { k } else { k - 1 }));
            from = after;
        }
        out.extend(found);
    }
    out.sort_unstable_by_key(|run| run.a);
    out
}

/// Runs that contain `k` consecutive units which occur once on each side of the region, extended as far as possible.
fn candidates(sides: &Sides, region: Region, k: u32, grams: &mut Vec<(u64, u32)>) -> Vec<Run> {
    const B: u32 = 1 << 31;
    grams.clear();
    let mut add = |ids: &[u32], from: u32, side: u32| {
        let hashes = ids.windows(k as usize).map(|gram| {
            gram.iter().fold(0u64, |hash, &id| {
                (hash.rotate_left(23) ^ u64::from(id).wrapping_add(1))
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            })
        });
        grams.extend(hashes.zip(from..).map(|(hash, at)| (hash, at | side)));
    };
    add(&sides.a[region.a.0 as usize..region.a.1 as usize], region.a.0, 0);
    add(&sides.b[region.b.0 as usize..region.b.1 as usize], region.b.0, B);
    grams.sort_unstable();
    let mut seeds: Vec<(i64, u32)> = Vec::new();
    let mut at = 0;
    while at < grams.len() {
        let same = grams[at..].iter().take_while(|gram| gram.0 == grams[at].0).count();
        if same == 2 && grams[at].1 < B && grams[at + 1].1 >= B {
            let (a, b) = (grams[at].1, grams[at + 1].1 - B);
            let gram = |ids: &[u32], from: u32| ids[from as usize..(from + k) as usize].to_vec();
            if gram(sides.a, a) == gram(sides.b, b) {
                seeds.push((i64::from(b) - i64::from(a), a));
            }
        }
        at += same;
    }
    seeds.sort_unstable();
    let needed = region.bits() + sides.margin;
    let mut out: Vec<Run> = Vec::new();
    let mut covered = (i64::MIN, 0);
    for (diagonal, a) in seeds {
        if covered.0 == diagonal && a < covered.1 {
            continue;
        }
        let run = extend(sides, region, a, (i64::from(a) + diagonal) as u32);
        covered = (diagonal, run.a + run.len);
        if bits(sides, run) >= needed {
            out.push(run);
        }
    }
    out
}

fn extend(sides: &Sides, region: Region, a: u32, b: u32) -> Run {
    let (mut start, mut end) = ((a, b), (a, b));
    while start.0 > region.a.0
        && start.1 > region.b.0
        && sides.a[start.0 as usize - 1] == sides.b[start.1 as usize - 1]
    {
        start = (start.0 - 1, start.1 - 1);
    }
    while end.0 < region.a.1
        && end.1 < region.b.1
        && sides.a[end.0 as usize] == sides.b[end.1 as usize]
    {
        end = (end.0 + 1, end.1 + 1);
    }
    Run { a: start.0, b: start.1, len: end.0 - start.0 }
}

fn bits(sides: &Sides, run: Run) -> f32 {
    sides.a[run.a as usize..(run.a + run.len) as usize]
        .iter()
        .map(|&id| sides.bits[id as usize])
        .sum()
}

/// The heaviest chain of runs that rises on both sides, using a Fenwick tree over the ends in the timeline.
fn chain(sides: &Sides, mut runs: Vec<Run>) -> Vec<Run> {
    if runs.len() < 2 {
        return runs;
    }
    runs.sort_unstable_by_key(|run| (run.a, run.b));
    let mut ends: Vec<u32> = runs.iter().map(|run| run.b + run.len).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut tree = vec![(0.0f32, u32::MAX); ends.len() + 1];
    let mut best: Vec<(f32, u32)> = Vec::with_capacity(runs.len());
    let mut by_end: Vec<u32> = (0..runs.len() as u32).collect();
    by_end.sort_unstable_by_key(|&at| runs[at as usize].a + runs[at as usize].len);
    let mut entered = by_end.iter().peekable();
    for run in &runs {
        while let Some(&&at) = entered.peek() {
            let done = runs[at as usize];
            if done.a + done.len > run.a {
                break;
            }
            let mut node = ends.partition_point(|&end| end < done.b + done.len) + 1;
            while node < tree.len() {
                if best[at as usize].0 > tree[node].0 {
                    tree[node] = (best[at as usize].0, at);
                }
                node += node & node.wrapping_neg();
            }
            entered.next();
        }
        let mut found = (0.0, u32::MAX);
        let mut node = ends.partition_point(|&end| end <= run.b);
        while node > 0 {
            if tree[node].0 > found.0 {
                found = tree[node];
            }
            node -= node & node.wrapping_neg();
        }
        best.push((found.0 + bits(sides, *run), found.1));
    }
    let heaviest = (0..runs.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0).then(b.cmp(&a)));
    let mut out = Vec::new();
    let mut at = heaviest.map_or(u32::MAX, |at| at as u32);
    while at != u32::MAX {
        out.push(runs[at as usize]);
        at = best[at as usize].1;
    }
    out.reverse();
    out
}
