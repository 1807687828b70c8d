//! Checks that every depth of a procedure can be carried out and judged (L-160, L-169).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Case, Depth, DepthBlock, Procedure, Repeat, Scheme};

codes! {
    NO_DEPTH = error("P0507", "procedure without a depth"),
    NO_CASE = error("P0508", "depth without a case"),
    NO_PASS = error("P0509", "depth without a pass criterion"),
    CASE_UNFINISHED = error("P0510", "case without a step or an expected result"),
    ONLY_ONCE = warning("P0511", "no case for the entries of an inventory"),
}

/// Checks that every procedure has depths, that every depth has cases and a pass criterion (an audit may lack both), and
/// that every case has steps and an expected result.
pub(super) fn check_procedures(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for procedure in scheme
        .procedures
        .iter()
        .map(|(_, procedure)| procedure)
        .filter(|procedure| scheme.is_complete(procedure.place))
    {
        if procedure.depths.is_empty() {
            diagnostics.push(no_depth(procedure));
        }
        for block in &procedure.depths {
            check_block(scheme, procedure, block, &mut diagnostics);
        }
    }
    diagnostics
}

fn check_block(
    scheme: &Scheme,
    procedure: &Procedure,
    block: &DepthBlock,
    diagnostics: &mut Diagnostics,
) {
    let must_judge = block.depth != Depth::Audit;
    if must_judge && block.cases.is_empty() {
        diagnostics.push(no_case(procedure, block));
    }
    if must_judge && block.pass.is_none() {
        diagnostics.push(no_pass(procedure, block));
    }
    diagnostics.extend(
        block
            .cases
            .iter()
            .filter_map(|case| case_unfinished(procedure, case)),
    );
    let once = |case: &Case| case.repeat == Repeat::OncePerRun;
    if let Some(inventory) = procedure.inventory
        && !block.cases.is_empty()
        && block.cases.iter().all(once)
    {
        let inventory = &scheme.inventories[inventory].key;
        diagnostics.push(only_once(procedure, block, inventory));
    }
}

fn no_depth(procedure: &Procedure) -> Diagnostic {
    let message = format!("the procedure `{}` has no depth", procedure.key);
    Diagnostic::at(&NO_DEPTH, procedure.place, message)
        .help("add a block such as `depth test { … }` with cases and `pass when`")
}

fn no_case(procedure: &Procedure, block: &DepthBlock) -> Diagnostic {
    let message = format!(
        "the depth `{}` of `{}` has no case",
        block.depth.word(),
        procedure.key
    );
    Diagnostic::at(&NO_CASE, block.place, message)
        .help("add a `case` with its steps and the expected result")
}

fn no_pass(procedure: &Procedure, block: &DepthBlock) -> Diagnostic {
    let message = format!(
        "the depth `{}` of `{}` does not say when it passes",
        block.depth.word(),
        procedure.key
    );
    Diagnostic::at(&NO_PASS, block.place, message).help("add `pass when \"…\"`")
}

fn case_unfinished(procedure: &Procedure, case: &Case) -> Option<Diagnostic> {
    let (lack, help) = match (case.steps.is_empty(), case.expect.is_none()) {
        (false, false) => return None,
        (true, false) => ("no step", "add `do \"…\"`"),
        (false, true) => ("no expected result", "add `expect \"…\"`"),
        (true, true) => (
            "neither a step nor an expected result",
            "add `do \"…\"` and `expect \"…\"`",
        ),
    };
    let message = format!("the case `{}` of `{}` has {lack}", case.key, procedure.key);
    Some(Diagnostic::at(&CASE_UNFINISHED, case.place, message).help(help))
}

fn only_once(procedure: &Procedure, block: &DepthBlock, inventory: &str) -> Diagnostic {
    let message = format!(
        "every case of the depth `{}` of `{}` is marked `once`, so none is carried out for the entries of `{inventory}`",
        block.depth.word(),
        procedure.key
    );
    Diagnostic::at(&ONLY_ONCE, block.place, message).help(
        "remove `once` from the cases that are carried out for each entry, or remove `inventory` from the procedure",
    )
}
