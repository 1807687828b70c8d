//! Checks that every group has controls.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Group, GroupId, Scheme};

codes! {
    EMPTY_GROUP = warning("P0526", "group without a control"),
}

/// Reports groups without a control. A group that a revision inherits may have lost its controls. Nothing is reported if a control could not be read completely.
pub(super) fn check_groups(scheme: &Scheme) -> Diagnostics {
    if !scheme.incomplete.is_empty() {
        return Diagnostics::new();
    }
    let used: BTreeSet<GroupId> = scheme
        .controls
        .iter()
        .filter_map(|(_, control)| control.group)
        .collect();
    scheme
        .groups
        .iter()
        .filter(|(id, group)| !used.contains(id) && !group.is_left)
        .map(|(_, group)| empty_group(group))
        .collect()
}

fn empty_group(group: &Group) -> Diagnostic {
    let message = format!("no control is in the group `{}`", group.key);
    Diagnostic::at(&EMPTY_GROUP, group.place, message)
        .help("write `group` in the controls that belong to it, or remove it")
}
