//! Slots: the ids of everything that can be filled in (L-240).

use std::borrow::Cow;

/// The id of something that can be filled in: `control/slot[/procedure][/inventory.entry][/variant]`.
///
/// It is made of keys of the scheme and ids of the product file alone, so it stays when things are reordered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId<'a> {
    /// The control's name, or `document` for what belongs to no control.
    pub owner: Cow<'a, str>,
    /// What is filled in: `verdict`, `response`, `observation`, …
    pub slot: Cow<'a, str>,
    /// The procedure, with `.case` where it belongs to a case, or the evidence kind.
    pub item: Option<Cow<'a, str>>,
    /// The entry: `inventory.id`, or `inventory.id+second` for a pair.
    pub entry: Option<Cow<'a, str>>,
    /// The variant, where its answer differs.
    pub variant: Option<Cow<'a, str>>,
}

impl<'a> SlotId<'a> {
    /// Makes the slot of a control or document.
    pub fn new(owner: impl Into<Cow<'a, str>>, slot: impl Into<Cow<'a, str>>) -> Self {
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
    pub fn item(mut self, item: impl Into<Cow<'a, str>>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// Adds the entry, where there is one.
    #[must_use]
    pub fn entry(mut self, entry: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.entry = entry.map(Into::into);
        self
    }

    /// Adds the variant, where there is one.
    #[must_use]
    pub fn variant(mut self, variant: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.variant = variant.map(Into::into);
        self
    }

    /// Returns the id as one text.
    pub fn text(&self) -> String {
        let length: usize = self.parts().map(|part| part.len() + 1).sum();
        let mut text = String::with_capacity(length);
        for part in self.parts() {
            if !text.is_empty() {
                text.push('/');
            }
            text.push_str(part);
        }
        text
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        let optional = [&self.item, &self.entry, &self.variant];
        [&self.owner, &self.slot]
            .into_iter()
            .chain(optional.into_iter().flatten())
            .map(|part| &**part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_made_of_keys() {
        let slot = SlotId::new("asvs-c:C.1", "verdict")
            .item("debug-ports")
            .entry(Some("interface.console"));
        assert_eq!(
            slot.text(),
            "asvs-c:C.1/verdict/debug-ports/interface.console"
        );
    }
}
