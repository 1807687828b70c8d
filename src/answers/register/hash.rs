//! Hashes of files.

use std::fmt;

use sha2::{Digest, Sha256};

/// The SHA-256 of a file: 256 bits, printed as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash([u8; 32]);

impl FileHash {
    /// Makes a hash of the 32 bytes that the algorithm gives.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits, in letters of either case.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 64 {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let mut digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
            let (high, low) = (digits.next()??, digits.next()??);
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_as_they_are_printed() {
        let hash = FileHash::new([0xa7; 32]);
        assert_eq!(FileHash::read(&hash.to_string()), Some(hash));
        assert_eq!(FileHash::read(&"A7".repeat(32)), Some(hash));
        for wrong in [
            "",
            "a7",
            &"+7".repeat(32),
            &"é".repeat(32),
            &"g7".repeat(32),
        ] {
            assert_eq!(FileHash::read(wrong), None, "{wrong}");
        }
    }
}
