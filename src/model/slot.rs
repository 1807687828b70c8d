//! Slots: the ids of everything that can be filled in (L-240).

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

/// The id of something that can be filled in: `control/slot[/procedure][/inventory.entry][/variant]`.
///
/// It is made of keys of the scheme and ids of the product file alone, so it stays when things are reordered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId {
    /// The control's name, or `document` for what belongs to no control.
    pub owner: String,
    /// What is filled in: `verdict`, `response`, `observation`, …
    pub slot: String,
    /// The procedure, with `.case` where it belongs to a case, or the evidence kind.
    pub item: Option<String>,
    /// The entry: `inventory.id`, or `inventory.id+second` for a pair.
    pub entry: Option<String>,
    /// The variant, where its answer differs.
    pub variant: Option<String>,
}

impl SlotId {
    /// Makes the slot of a control or document.
    #[must_use]
    pub fn new(owner: impl Into<String>, slot: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            slot: slot.into(),
            item: None,
            entry: None,
            variant: None,
        }
    }

    /// Adds the procedure or the evidence kind.
    #[must_use]
    pub fn item(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// Adds the entry, where there is one.
    #[must_use]
    pub fn entry(mut self, entry: Option<String>) -> Self {
        self.entry = entry;
        self
    }

    /// Adds the variant, where there is one.
    #[must_use]
    pub fn variant(mut self, variant: Option<String>) -> Self {
        self.variant = variant;
        self
    }

    /// Returns the id in at most `limit` characters. A longer id is cut and ends in 12 digits of its SHA-256.
    /// Word allows 64 characters.
    #[must_use]
    pub fn shortened(&self, limit: usize) -> String {
        let whole = self.to_string();
        if whole.chars().count() <= limit {
            return whole;
        }
        let digest = Sha256::digest(whole.as_bytes());
        let mut hash = String::new();
        for byte in digest.iter().take(6) {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        let kept: String = whole
            .chars()
            .take(limit.saturating_sub(hash.len() + 1))
            .collect();
        format!("{kept}~{hash}")
    }
}

impl fmt::Display for SlotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.slot)?;
        for part in [&self.item, &self.entry, &self.variant]
            .into_iter()
            .flatten()
        {
            write!(f, "/{part}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_made_of_keys() {
        let slot = SlotId::new("asvs-c:C.1", "verdict")
            .item("debug-ports")
            .entry(Some("interface.console".to_owned()));
        assert_eq!(
            slot.to_string(),
            "asvs-c:C.1/verdict/debug-ports/interface.console"
        );
        assert_eq!(slot.shortened(64), slot.to_string());
    }

    #[test]
    fn long_slots_are_cut_and_stay_apart() {
        let long = |end: &str| SlotId::new("asvs-c:C.1", "verdict").item("x".repeat(80) + end);
        let (a, b) = (long("a").shortened(64), long("b").shortened(64));
        assert_eq!(a.chars().count(), 64);
        assert_ne!(a, b);
    }
}
