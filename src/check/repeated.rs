//! Warns where two procedures or two controls say the same thing (L-234).

use std::hash::{Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{Aspect, Case, CatalogId, Control, ControlId, Scheme};
use crate::source::Place;

codes! {
    SAME_PASS = warning("P0535", "pass criterion of another procedure"),
    SAME_CASE = warning("P0536", "case of another procedure"),
    SAME_STATEMENT = warning("P0537", "statement of another control"),
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
            "the depth `{}` of `{}` passes when the depth `{}` of `{}` does, word for word",
            own.name, own.procedure, first.name, first.procedure
        )
    };
    again(&SAME_PASS, own, first, message)
}

fn same_case(own: Part<'_>, first: Part<'_>) -> Option<Diagnostic> {
    let message = || {
        format!(
            "the case `{}` of `{}` is the case `{}` of `{}`, word for word",
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
            .also(first.place, "it stands here too")
            .help("say what is of this procedure alone, or put what both do into one that both require")
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
        let message = format!("`{own_name}` says what `{name}` says, word for word");
        let diagnostic = Diagnostic::at(&SAME_STATEMENT, control.place, message)
            .also(first.place, "the statement stands here too")
            .help(
                "say what this control asks beyond the other, or write `covered by` in one of them",
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

/// A text that is compared word by word, so that line breaks make no difference.
#[derive(Debug, Clone, Copy)]
struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0.split_whitespace()
    }
}

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Words<'_> {}

impl Hash for Words<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|word| word.hash(state));
    }
}
