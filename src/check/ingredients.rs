//! What answers are made of.

use crate::model::{Applies, AttributeKind, Mention, Scheme, open_mentions, visit_applies};

/// What the answer to whether a control applies is made of, all derived names and subsets opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ingredients {
    /// A claim of the vendor.
    pub claim: bool,
    /// A part that could not be read.
    pub broken: bool,
}

/// Returns what the answer to whether a control applies is made of.
pub(super) fn applies_ingredients(scheme: &Scheme, applies: &Applies) -> Ingredients {
    let mut found = Ingredients::default();
    let mut mentions: Vec<Mention> = Vec::new();
    visit_applies(applies, &mut |mention| mentions.push(mention));
    for mention in open_mentions(scheme, mentions) {
        match mention {
            Mention::Attribute(step) => {
                let attribute = scheme.attribute(step.inventory, step.attribute);
                found.claim |= attribute.kind == AttributeKind::Claim;
            }
            Mention::Broken => found.broken = true,
            Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) => {}
        }
    }
    found
}
