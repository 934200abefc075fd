//! Sequences of up to five symbols and the probability of the last after the others: interpolated Kneser-Ney
//! (S. Chen and J. Goodman, "An empirical study of smoothing techniques for language modeling", 1998).

/// The length of a sequence.
pub(super) const ORDER: usize = 5;
/// Bits per symbol.
pub(super) const BITS: usize = 12;
/// The symbol before the first symbol of a word.
pub(super) const START: u16 = 1;
/// The symbol after the last; also fills the missing symbols of a shorter history.
pub(super) const END: u16 = 0;

/// Counts of sequences, by length.
#[derive(Clone, Debug, Default)]
pub(super) struct NGrams {
    orders: Vec<Order>,
    symbols: usize,
}

#[derive(Clone, Debug, Default)]
struct Order {
    /// The sequences, in ascending order: the last symbol in the lowest bits.
    keys: Vec<u64>,
    counts: Vec<u32>,
    discount: f64,
}

/// For one history: for each order, the sequences that begin with it, their total count, and their number.
pub(super) struct Context {
    histories: [u64; ORDER],
    ranges: [(usize, usize); ORDER],
    totals: [f64; ORDER],
    /// The number of orders that count: longer histories do not occur.
    known: usize,
}

/// A history extended by one symbol.
pub(super) fn push(history: u64, symbol: u16) -> u64 {
    (history << BITS | u64::from(symbol)) & mask(ORDER - 1)
}

fn mask(symbols: usize) -> u64 {
    (1 << (BITS * symbols)) - 1
}

impl NGrams {
    /// Counts sequences. Each word begins with [`START`] and ends with [`END`]; numbers are below `symbols`.
    pub(super) fn count(words: &[u16], symbols: usize) -> Self {
        let mut orders: Vec<Order> = Vec::new();
        // From the longest down: whole sequences, or shorter ones where a word has fewer preceding symbols.
        let mut all: Vec<u64> = Vec::with_capacity(words.len());
        let mut by_length: Vec<Vec<u64>> = vec![Vec::new(); ORDER + 1];
        for word in words.split_inclusive(|symbol| *symbol == END) {
            for end in 1..word.len() {
                let start = (end + 1).saturating_sub(ORDER);
                let key = word[start..=end]
                    .iter()
                    .fold(0, |key, symbol| key << BITS | u64::from(*symbol));
                let length = end + 1 - start;
                if length == ORDER { all.push(key) } else { by_length[length].push(key) }
            }
        }
        let mut longest = Order::of(all);
        for length in (1..=ORDER).rev() {
            // The number of different symbols before a sequence; at the start of a word, its count.
            let mut shorter: Vec<u64> =
                longest.keys.iter().map(|key| key & mask(length - 1)).collect();
            shorter.append(&mut by_length[length - 1]);
            orders.push(std::mem::replace(
                &mut longest,
                Order::of(if length > 1 { shorter } else { Vec::new() }),
            ));
        }
        orders.reverse();
        Self { orders, symbols }
    }

    /// Looks up a history.
    pub(super) fn context(&self, history: u64) -> Context {
        let mut context = Context {
            histories: [0; ORDER],
            ranges: [(0, 0); ORDER],
            totals: [0.0; ORDER],
            known: 0,
        };
        for (before, order) in self.orders.iter().enumerate() {
            let part = history & mask(before);
            let first = order.keys.partition_point(|key| key >> BITS < part);
            let count = order.keys[first..].partition_point(|key| key >> BITS == part);
            // A history of fewer symbols has no longer suffix.
            let is_short = before > 1 && history >> (BITS * (before - 1)) == 0;
            if count == 0 || is_short {
                break;
            }
            context.histories[before] = part;
            context.ranges[before] = (first, first + count);
            context.totals[before] =
                order.counts[first..first + count].iter().map(|n| f64::from(*n)).sum();
            context.known = before + 1;
        }
        context
    }

    /// The probability of a symbol after a history.
    pub(super) fn probability(&self, context: &Context, symbol: u16) -> f64 {
        let mut probability = 1.0 / self.symbols.max(1) as f64;
        for (before, order) in self.orders.iter().enumerate().take(context.known) {
            let (first, end) = context.ranges[before];
            let key = context.histories[before] << BITS | u64::from(symbol);
            let count = order.keys[first..end].binary_search(&key);
            let count = count.map_or(0.0, |at| f64::from(order.counts[first + at]));
            let (total, kinds) = (context.totals[before], (end - first) as f64);
            probability =
                ((count - order.discount).max(0.0) + order.discount * kinds * probability) / total;
        }
        probability
    }
}

impl Order {
    fn of(mut all: Vec<u64>) -> Self {
        all.sort_unstable();
        let mut order = Self::default();
        for same in all.chunk_by(|a, b| a == b) {
            order.keys.push(same[0]);
            order.counts.push(same.len() as u32);
        }
        let seen = |times: u32| order.counts.iter().filter(|count| **count == times).count() as f64;
        let (once, twice) = (seen(1), seen(2));
        order.discount = if once > 0.0 { once / (once + 2.0 * twice) } else { 0.5 };
        order
    }
}
