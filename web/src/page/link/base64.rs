//! Base64 in the alphabet for addresses and without padding (RFC 4648, section 5).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text of some bytes.
pub(in crate::page) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        // One byte is two letters, two bytes are three.
        for index in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * index) & 63) as usize]));
        }
    }
    text
}

/// The bytes of a text; none if it is not one that [`encode`] writes.
pub(in crate::page) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0;
        for (index, letter) in chunk.iter().enumerate() {
            let six = ALPHABET.iter().position(|known| known == letter)? as u32;
            group |= six << (18 - 6 * index);
        }
        let count = chunk.len().checked_sub(1).filter(|&count| count > 0)?;
        let [_, octets @ ..] = group.to_be_bytes();
        // What is left over is zero, so that a text is the only one of its bytes.
        if octets[count..].iter().any(|&rest| rest != 0) {
            return None;
        }
        bytes.extend(&octets[..count]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        for len in 0..all.len() {
            assert_eq!(decode(&encode(&all[..len])).as_deref(), Some(&all[..len]));
        }
        assert_eq!(encode(b"\xfb\xff\xfe"), "-__-");
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in ["A", "AAAAA", "A+==", "AB", "한글", "AA=="] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode(""), Some(Vec::new()));
    }
}
