//! Checks that somebody carries out each depth, in a scheme with roles (L-173).

use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{Depth, Procedure, Scheme};

codes! {
    NO_ROLE = warning("P0517", "work without a role"),
}

/// Checks that each depth of each procedure has a role, if the scheme has roles. There is one report for each procedure.
pub(super) fn check_roles(scheme: &Scheme) -> Diagnostics {
    // A role may seem to be missing because it, or its name, could not be read.
    if scheme.roles.is_empty() || !scheme.incomplete.is_empty() {
        return Diagnostics::new();
    }
    let mut diagnostics = Diagnostics::new();
    for (id, procedure) in scheme.procedures.iter() {
        let without: Vec<Depth> = procedure
            .depths
            .iter()
            .map(|block| block.depth)
            .filter(|depth| scheme.role_of(id, *depth).is_none())
            .collect();
        diagnostics.extend(no_role(procedure, &without));
    }
    diagnostics
}

fn no_role(procedure: &Procedure, without: &[Depth]) -> Option<Diagnostic> {
    let first = procedure.block(*without.first()?)?;
    let key = &procedure.key;
    if without.len() == procedure.depths.len() {
        let message = format!("the procedure `{key}` does not say who carries it out");
        let diagnostic = Diagnostic::at(&NO_ROLE, procedure.place, message);
        return Some(diagnostic.help("write `role` in it, with one of the roles of the scheme"));
    }
    let noun = if without.len() == 1 {
        "depth"
    } else {
        "depths"
    };
    let words = list(without.iter().map(|depth| depth.word()));
    let message = format!("the procedure `{key}` does not say who carries out the {noun} {words}");
    let help = "write `role` in the procedure for all depths that name no role, or in the depth";
    Some(Diagnostic::at(&NO_ROLE, first.place, message).help(help))
}
