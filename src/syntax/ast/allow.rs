//! Warnings that a scheme switches off.
#![expect(missing_docs, reason = "many names say it all")]

use thin_vec::ThinVec;

use super::draft::{HeadMut, Table};
use super::parts::{Name, RefDraft, TextDraft};

/// `allow P0545 of teardown, unpacking because "…"`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllowDraft {
    pub codes: ThinVec<Name>,
    /// The items of which the warnings are allowed; all where none is named.
    pub items: ThinVec<RefDraft>,
    pub because: TextDraft,
}

impl Table for AllowDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Allow(&mut self.codes, &mut self.items, &mut self.because)
    }
}
