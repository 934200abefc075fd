//! SHA-256 (FIPS 180-4), for comparing with the hashes of the data.

/// The digest of `bytes` in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let primes: Vec<u64> =
        (2_u64..312).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0)).collect();
    // The constants are the first 32 fraction bits of the primes' cube roots and square roots.
    let k: Vec<u32> = primes.iter().take(64).map(|&p| root_fraction(p, 3)).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|&p| root_fraction(p, 2)).collect();
    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend_from_slice(&(8 * bytes.len() as u64).to_be_bytes());
    for block in message.as_chunks::<64>().0 {
        round(&mut state, block, &k);
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}

/// floor(2^32 * root(p)) without the whole part, found by bisection on integers.
fn root_fraction(p: u64, degree: u32) -> u32 {
    let (mut low, mut high) = (0_u128, 1_u128 << 40);
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        let fits = match degree {
            2 => middle * middle <= u128::from(p) << 64,
            _ => middle * middle * middle <= u128::from(p) << 96,
        };
        if fits { low = middle } else { high = middle }
    }
    low as u32
}

fn round(state: &mut [u32], block: &[u8; 64], k: &[u32]) {
    let mut w: Vec<u32> = block.as_chunks::<4>().0.iter().map(|b| u32::from_be_bytes(*b)).collect();
    for t in 16..64 {
        let (a, b) = (w[t - 15], w[t - 2]);
        let small0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
        let small1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
        w.push(w[t - 16].wrapping_add(small0).wrapping_add(w[t - 7]).wrapping_add(small1));
    }
    let mut v = state.to_vec();
    for t in 0..64 {
        let big1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
        let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
        let big0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
        let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        let first =
            v[7].wrapping_add(big1).wrapping_add(choice).wrapping_add(k[t]).wrapping_add(w[t]);
        v.rotate_right(1);
        v[4] = v[4].wrapping_add(first);
        v[0] = first.wrapping_add(big0).wrapping_add(majority);
    }
    for (s, v) in state.iter_mut().zip(v) {
        *s = s.wrapping_add(v);
    }
}

#[test]
fn the_digest_of_abc_is_the_standards() {
    let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256(b"abc"), want);
}
