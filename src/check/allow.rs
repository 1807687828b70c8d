//! Leaves out the warnings that a scheme switches off (L-245).

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::model::{Allow, Marked};
use crate::source::Place;

codes! {
    IN_VAIN = warning("P0546", "`allow` that switches nothing off"),
    NOT_ALLOWED = error("P0547", "code that a scheme cannot switch off"),
}

/// Leaves out the warnings that are allowed, and reports codes that cannot be.
///
/// `known` are the codes of the checks. What is allowed in vain is reported if everything could be read; else a warning may be
/// missing because of that.
pub(super) fn apply_allows(
    allows: &[Allow],
    known: &[&'static Code],
    found: Diagnostics,
    reading: Reading,
) -> Diagnostics {
    let mut used: BTreeSet<Place> = BTreeSet::new();
    let is_left = |diagnostic: &Diagnostic| {
        let mut is_allowed = false;
        for allow in allows {
            is_allowed |= allows_it(allow, diagnostic, &mut used);
        }
        !is_allowed
    };
    let mut left: Diagnostics = found.into_iter().filter(is_left).collect();
    let can_be = |code: &&Marked| {
        known
            .iter()
            .any(|known| can_be_allowed(known) && known.id == code.word.as_str())
    };
    for allow in allows {
        let wrong = allow.codes.iter().filter(|code| !can_be(code));
        left.extend(wrong.map(|code| not_allowed(code, known)));
        if reading == Reading::Whole && !allow.incomplete {
            let codes = allow.codes.iter().filter(can_be);
            left.extend(
                codes
                    .filter(|code| !used.contains(&code.place))
                    .map(code_in_vain),
            );
            let is_used = allow.codes.iter().any(|code| used.contains(&code.place));
            let items = allow.items.iter().map(|item| &item.name);
            let items = items.filter(|name| is_used && !used.contains(&name.place));
            left.extend(items.map(item_in_vain));
        }
    }
    left
}

/// Whether all of a scheme could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Whole,
    WithHoles,
}

/// A warning of the checks can be allowed, except for what is allowed in vain.
fn can_be_allowed(code: &Code) -> bool {
    code.severity == Severity::Warning && *code != IN_VAIN
}

/// Says whether an `allow` switches a report off, and marks the code and the item with which it does.
fn allows_it(allow: &Allow, diagnostic: &Diagnostic, used: &mut BTreeSet<Place>) -> bool {
    let id = diagnostic.code.id;
    let Some(code) = allow.codes.iter().find(|code| code.word == id) else {
        return false;
    };
    let place = diagnostic.place();
    let is_in = |extent: &Place| place.is_some_and(|place| extent.contains(place));
    let item = allow
        .items
        .iter()
        .find(|item| item.extent.iter().any(is_in));
    let names_none = allow.items.is_empty() && !allow.incomplete;
    let is_allowed = can_be_allowed(diagnostic.code) && (item.is_some() || names_none);
    if is_allowed {
        used.insert(code.place);
        used.extend(item.map(|item| item.name.place));
    }
    is_allowed
}

fn not_allowed(code: &Marked, known: &[&'static Code]) -> Diagnostic {
    let word = &code.word;
    let message = format!("`{word}` is not a warning that a scheme can switch off");
    let is_known = known
        .iter()
        .any(|known| known.id == word.as_str() && *known != &IN_VAIN);
    let help = if is_known {
        "remove it: an error has to be corrected"
    } else {
        "write the code of a warning that `check` gives about the scheme, such as `P0545`"
    };
    Diagnostic::at(&NOT_ALLOWED, code.place, message).help(help)
}

fn code_in_vain(code: &Marked) -> Diagnostic {
    let message = format!("there is no warning `{}` to switch off here", code.word);
    Diagnostic::at(&IN_VAIN, code.place, message).help("remove it, so that a new warning is seen")
}

fn item_in_vain(name: &Marked) -> Diagnostic {
    let message = format!("`{}` has no such warning", name.word);
    Diagnostic::at(&IN_VAIN, name.place, message).help("remove it, so that a new warning is seen")
}
