//! Warns where two procedures or two controls say the same thing (L-234).

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{Aspect, Case, CatalogId, Control, ControlId, Scheme};
use crate::source::{Place, Words};

codes! {
    SAME_PASS = warning("P0535", "pass criterion repeated from another procedure"),
    SAME_CASE = warning("P0536", "case repeated from another procedure"),
    SAME_STATEMENT = warning("P0537", "statement repeated from another control"),
}

/// A depth or a case of a procedure.
#[derive(Clone, Copy)]
struct Part<'a> {
    procedure: &'a str,
    /// The word of the depth, or the key of the case.
    name: &'a str,
    place: Place,
}

/// Reports pass criteria and cases that are word for word the same in two procedures, and statements that are the same
/// in two controls of a catalog. Line breaks make no difference.
pub(super) fn check_repeated(scheme: &Scheme) -> Diagnostics {
    let mut diagnostics = repeated_statements(scheme);
    let mut passes: FxHashMap<Words<'_>, Part<'_>> = FxHashMap::default();
    let mut cases: FxHashMap<Vec<Words<'_>>, Part<'_>> = FxHashMap::default();
    for (_, procedure) in scheme.procedures.iter() {
        let part = |name, place| Part {
            procedure: &procedure.key,
            name,
            place,
        };
        for block in &procedure.depths {
            if let Some(pass) = &block.pass {
                let own = part(block.depth.word(), block.place);
                let first = passes.entry(Words(pass)).or_insert(own);
                diagnostics.extend(same_pass(own, *first));
            }
            for case in block.cases.iter().filter(|case| !case.steps.is_empty()) {
                let own = part(&case.key, case.place);
                let first = cases.entry(words_of(case)).or_insert(own);
                diagnostics.extend(same_case(own, *first));
            }
        }
    }
    diagnostics
}

fn same_pass(own: Part<'_>, first: Part<'_>) -> Option<Diagnostic> {
    let message = || {
        format!(
            "the pass criterion of the depth `{}` of `{}` repeats that of the depth `{}` of `{}`, word for word",
            own.name, own.procedure, first.name, first.procedure
        )
    };
    again(&SAME_PASS, own, first, message)
}

fn same_case(own: Part<'_>, first: Part<'_>) -> Option<Diagnostic> {
    let message = || {
        format!(
            "the case `{}` of `{}` repeats the case `{}` of `{}`, word for word",
            own.name, own.procedure, first.name, first.procedure
        )
    };
    again(&SAME_CASE, own, first, message)
}

/// Reports the later of two procedures that say the same. Repetition within one procedure is allowed.
fn again(
    code: &'static Code,
    own: Part<'_>,
    first: Part<'_>,
    message: impl Fn() -> String,
) -> Option<Diagnostic> {
    (own.procedure != first.procedure).then(|| {
        Diagnostic::at(code, own.place, message())
            .also(first.place, "the same text is here")
            .help("say what belongs to this procedure alone, or move what both do into one that both require")
    })
}

fn repeated_statements(scheme: &Scheme) -> Diagnostics {
    let mut first_with: FxHashMap<(CatalogId, Words<'_>), ControlId> =
        FxHashMap::with_capacity_and_hasher(scheme.controls.len(), FxBuildHasher);
    let mut diagnostics = Diagnostics::new();
    // The wording of a licensed copy is not ours to change.
    let ours = |control: &Control| !control.is_official(Aspect::Statement);
    for (id, control) in scheme.controls.iter().filter(|(_, control)| ours(control)) {
        let Some(statement) = &control.statement else {
            continue;
        };
        let key = (control.catalog, Words(statement));
        let first = *first_with.entry(key).or_insert(id);
        if first == id {
            continue;
        }
        let first = &scheme.controls[first];
        let (own_name, name) = (&control.name, &first.name);
        let message =
            format!("the statement of `{own_name}` repeats that of `{name}`, word for word");
        let diagnostic = Diagnostic::at(&SAME_STATEMENT, control.place, message)
            .also(first.place, "the same statement is here")
            .help(
                "say what this control requires beyond the other, or write `covered by` in one of them",
            );
        diagnostics.push(diagnostic);
    }
    diagnostics
}

fn words_of(case: &Case) -> Vec<Words<'_>> {
    case.steps
        .iter()
        .chain(&case.expect)
        .map(|text| Words(text))
        .collect()
}
