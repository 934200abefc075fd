//! `mdef`: the phones of a model, context-independent and in context, and the senones of each. Binary
//! (PocketSphinx, `src/bin_mdef.c`) or as text (Sphinx 3, `src/libs3decoder/libam/mdef.c`).

use super::bytes::Bytes;
use super::error::ModelError;

/// Phones and their senones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phones {
    /// The names of the phones without context, by id.
    pub names: Vec<String>,
    /// Whether a phone is a noise or silence.
    pub fillers: Vec<bool>,
    /// Silence.
    pub silence: u8,
    /// States per phone.
    pub states: usize,
    /// The number of senones.
    pub senones: usize,
    /// The transition matrix of each context-independent phone.
    pub matrices: Vec<u16>,
    /// The phone that a senone belongs to.
    pub senone_phone: Vec<u8>,
    /// The senones of all sequences, `states` for each.
    sequences: Vec<u16>,
    /// The sequence of each context-independent phone.
    plain: Vec<u32>,
    /// Phones in context, by [`key`], in ascending order.
    keys: Vec<u32>,
    /// The sequence of each phone in context.
    values: Vec<u32>,
}

/// The position of a phone in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Internal = 0,
    Begin = 1,
    End = 2,
    Single = 3,
}

/// The name of the silence phone.
const SILENCE: &str = "SIL";

/// The maximum numbers of phones and senones: they are stored in 8 and 16 bits.
const MOST_PHONES: usize = 255;
const MOST_SENONES: usize = 65535;

impl Phones {
    /// The senones of a context-independent phone.
    pub(super) fn plain(&self, phone: u8) -> &[u16] {
        self.sequence(self.plain[usize::from(phone)])
    }

    /// The senones of a phone between two others: of the phone in this context, or in the nearest context that the
    /// model has (PocketSphinx, `src/bin_mdef.c`, `bin_mdef_phone_id_nearest`).
    pub(super) fn in_context(&self, phone: u8, left: u8, right: u8, position: Position) -> &[u16] {
        let as_context = |phone: u8| match self.fillers.get(usize::from(phone)) {
            Some(false) => phone,
            _ => self.silence,
        };
        let (left, right) = (as_context(left), as_context(right));
        let outer_left = matches!(position, Position::Begin | Position::Single);
        let outer_right = matches!(position, Position::End | Position::Single);
        let alone = (
            if outer_left { self.silence } else { left },
            if outer_right { self.silence } else { right },
        );
        for (left, right) in [(left, right), alone] {
            let wanted = position as u8;
            let others = (0..4).filter(|other| *other != wanted);
            for position in std::iter::once(wanted).chain(others) {
                if let Ok(at) = self.keys.binary_search(&key(position, phone, left, right)) {
                    return self.sequence(self.values[at]);
                }
            }
        }
        self.plain(phone)
    }

    /// The id of a phone, by name.
    pub(super) fn find(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|known| known == name).map(|at| at as u8)
    }

    fn sequence(&self, id: u32) -> &[u16] {
        let start = id as usize * self.states;
        &self.sequences[start..start + self.states]
    }
}

fn key(position: u8, phone: u8, left: u8, right: u8) -> u32 {
    u32::from_be_bytes([position, phone, left, right])
}

/// One phone as a file lists it.
struct Record {
    phone: u8,
    left: u8,
    right: u8,
    position: u8,
    sequence: u32,
    matrix: u32,
}

/// Reads the file, in either format.
pub(super) fn phones(data: &[u8]) -> Result<Phones, ModelError> {
    let mut bytes = Bytes::new("mdef", data);
    match data.get(..4) {
        Some(b"BMDF") => binary(bytes),
        Some(b"FDMB") => {
            bytes.set_big_endian(true);
            binary(bytes)
        }
        Some(_) => text(bytes, data),
        None => Err(bytes.truncated()),
    }
}

fn binary(mut bytes: Bytes<'_>) -> Result<Phones, ModelError> {
    bytes.take(4)?;
    let version = bytes.i32()?;
    if version != 1 {
        return Err(bytes.unsupported(format!("version {version}")));
    }
    let description = bytes.count()?;
    bytes.take(description)?;
    let plain = bytes.count()?;
    let all = bytes.count()?;
    let states = bytes.count()?;
    let _plain_senones = bytes.count()?;
    let senones = bytes.count()?;
    let _matrices = bytes.count()?;
    let sequences = bytes.count()?;
    let _contexts = bytes.count()?;
    let nodes = bytes.count()?;
    let _silence = bytes.i32()?;
    check_sizes(&bytes, plain, all, states, senones)?;
    let start = bytes.position();
    let mut names = Vec::with_capacity(plain);
    for _ in 0..plain {
        names.push(String::from_utf8_lossy(bytes.until(0)?).into_owned());
    }
    let written = bytes.position() - start;
    bytes.take(written.next_multiple_of(4) - written)?;
    bytes.pieces(nodes, 8)?;
    let mut fillers = Vec::with_capacity(plain);
    let mut records = bytes;
    bytes.pieces(all, 12)?;
    let mut list = Vec::with_capacity(all);
    for index in 0..all {
        let (sequence, matrix) = (records.u32()?, records.u32()?);
        let [a, b, c, d] = [records.u8()?, records.u8()?, records.u8()?, records.u8()?];
        list.push(if index < plain {
            fillers.push(a != 0);
            Record { phone: index as u8, left: 0, right: 0, position: 0, sequence, matrix }
        } else {
            Record { position: a, phone: b, left: c, right: d, sequence, matrix }
        });
    }
    let count = bytes.count()?;
    if sequences.checked_mul(states) != Some(count) {
        return Err(bytes.malformed(format!("{count} senones in {sequences} sequences")));
    }
    let sequences = bytes.u16s(count)?;
    finish(&bytes, names, fillers, &list, sequences, states, senones)
}

fn check_sizes(
    bytes: &Bytes<'_>,
    plain: usize,
    all: usize,
    states: usize,
    senones: usize,
) -> Result<(), ModelError> {
    if plain == 0 || plain > all || senones == 0 {
        return Err(bytes.malformed(format!("{plain} of {all} phones, {senones} senones")));
    }
    if plain > MOST_PHONES || senones > MOST_SENONES || !(1..=5).contains(&states) {
        let what = format!("{plain} phones of {states} states, {senones} senones");
        return Err(bytes.unsupported(what));
    }
    Ok(())
}

fn text(bytes: Bytes<'_>, data: &[u8]) -> Result<Phones, ModelError> {
    let text = String::from_utf8_lossy(data);
    let lines = text.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    let first = lines.next().unwrap_or_default();
    if first != "0.3" {
        return Err(bytes.malformed("it begins neither with `BMDF` nor with version `0.3`"));
    }
    let (mut plain, mut triphones, mut map, mut senones) = (0usize, 0usize, 0usize, 0usize);
    while let Some((number, name)) = lines.peek().and_then(|line| line.split_once(' ')) {
        let field = match name.trim() {
            "n_base" => &mut plain,
            "n_tri" => &mut triphones,
            "n_state_map" => &mut map,
            "n_tied_state" => &mut senones,
            "n_tied_ci_state" | "n_tied_tmat" => &mut 0,
            _ => break,
        };
        *field = number.parse().map_err(|_| bytes.malformed(format!("`{number} {name}`")))?;
        lines.next();
    }
    let all = plain.saturating_add(triphones);
    let states = map.checked_div(all).unwrap_or_default().saturating_sub(1);
    check_sizes(&bytes, plain, all, states, senones)?;
    let (mut names, mut fillers) = (Vec::new(), Vec::new());
    let (mut records, mut sequences) = (Vec::new(), Vec::new());
    // Context-independent phones come first, so the names in a context are known.
    for (index, line) in lines.take(all).enumerate() {
        let bad =
            || bytes.malformed(format!("the line `{}`", line.chars().take(60).collect::<String>()));
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() < 6 + states {
            return Err(bad());
        }
        if index < plain {
            names.push(words[0].to_owned());
            fillers.push(words[4] == "filler");
        }
        let id = |name: &str| match names.iter().position(|known: &String| known == name) {
            Some(id) => Ok(id as u8),
            None if name == "-" && index < plain => Ok(0),
            None => Err(bad()),
        };
        let number = |word: &str| word.parse::<u16>().map_err(|_| bad());
        records.push(Record {
            phone: id(words[0])?,
            left: id(words[1])?,
            right: id(words[2])?,
            position: ["i", "b", "e", "s"].iter().position(|p| *p == words[3]).unwrap_or(0) as u8,
            sequence: index as u32,
            matrix: u32::from(number(words[5])?),
        });
        for word in &words[6..6 + states] {
            sequences.push(number(word)?);
        }
    }
    if records.len() < all {
        return Err(bytes.truncated());
    }
    finish(&bytes, names, fillers, &records, sequences, states, senones)
}

fn finish(
    bytes: &Bytes<'_>,
    names: Vec<String>,
    fillers: Vec<bool>,
    records: &[Record],
    sequences: Vec<u16>,
    states: usize,
    senones: usize,
) -> Result<Phones, ModelError> {
    let silence = names.iter().position(|name| name == SILENCE);
    let silence =
        silence.ok_or_else(|| bytes.malformed(format!("no phone is named `{SILENCE}`")))?;
    if let Some(senone) = sequences.iter().find(|senone| usize::from(**senone) >= senones) {
        return Err(bytes.malformed(format!("senone {senone} of {senones}")));
    }
    let known = sequences.len() / states;
    let plain = names.len();
    let mut senone_phone = vec![0; senones];
    let (mut order, mut matrices) = (Vec::with_capacity(records.len() - plain), Vec::new());
    // The first phone with a senone determines its codebook, so iterate from last to first.
    for (index, record) in records.iter().enumerate().rev() {
        let sequence = record.sequence as usize;
        let is_known = sequence < known && record.position < 4 && record.matrix < 65536;
        if !is_known
            || [record.phone, record.left, record.right].iter().any(|p| usize::from(*p) >= plain)
        {
            return Err(bytes.malformed(format!("phone {index} names what is not there")));
        }
        for senone in &sequences[sequence * states..(sequence + 1) * states] {
            senone_phone[usize::from(*senone)] = record.phone;
        }
        if index >= plain {
            let key = key(record.position, record.phone, record.left, record.right);
            order.push((key, index as u32, record.sequence));
        }
    }
    for record in &records[..plain] {
        matrices.push(record.matrix as u16);
    }
    order.sort_unstable();
    // Keep the first of duplicate entries.
    order.dedup_by_key(|entry| entry.0);
    Ok(Phones {
        names,
        fillers,
        silence: silence as u8,
        states,
        senones,
        matrices,
        senone_phone,
        sequences,
        plain: records[..plain].iter().map(|record| record.sequence).collect(),
        keys: order.iter().map(|entry| entry.0).collect(),
        values: order.iter().map(|entry| entry.2).collect(),
    })
}
