//! Checks that no two items of a kind have one number (L-184, L-185, L-200, L-340).

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{CatalogId, Form, Numbering, Scheme};
use crate::source::{Place, Words};

codes! {
    SAME_NUMBER = error("P0550", "number of another item of the same kind"),
}

/// Something that can have a number: the catalog in which it is compared, its place, its key.
type Numbered<'s> = (Option<CatalogId>, Place, &'s str, &'s Numbering);

/// Reports a number that two items of one kind have, two groups or controls of a catalog, two cases of a procedure, or two
/// sections or questions of a form.
///
/// Facts, attributes and fields of the identity may share one: a clause of the source may ask for several answers.
pub(super) fn check_numbers(scheme: &Scheme) -> Diagnostics {
    let mut out = Diagnostics::new();
    macro_rules! compare_tables {
        ($($noun:literal $table:expr, $key:ident;)*) => {$(
            let rows = $table.iter();
            let numbers = rows.map(|(_, row)| (None, row.place, &*row.$key, &row.number));
            compare($noun, numbers, &mut out);
        )*};
    }
    compare_tables! {
        "party" scheme.parties, key;
        "inventory" scheme.inventories, key;
        "subset" scheme.subsets, key;
        "derived name" scheme.derives, key;
        "constraint" scheme.constraints, title;
        "role" scheme.roles, key;
        "phase" scheme.phases, key;
        "configuration" scheme.configurations, key;
        "piece of equipment" scheme.equipment, key;
        "delivery" scheme.deliveries, key;
        "way of seeing evidence" scheme.access, key;
        "state of samples" scheme.samples.states, key;
        "kind of samples" scheme.samples.kinds, key;
        "event" scheme.events, key;
        "rule" scheme.rules, key;
        "evidence kind" scheme.evidence, key;
        "procedure" scheme.procedures, key;
        "interpretation" scheme.interpretations, key;
    }
    let groups = scheme.groups.iter();
    let numbers = groups.map(|(_, one)| (Some(one.catalog), one.place, &*one.key, &one.number));
    compare("group", numbers, &mut out);
    let controls = scheme.controls.iter();
    let numbers = controls.map(|(_, one)| (Some(one.catalog), one.place, &*one.key, &one.number));
    compare("control", numbers, &mut out);
    for (_, procedure) in scheme.procedures.iter() {
        let cases = procedure.depths.iter().flat_map(|depth| &depth.cases);
        let numbers = cases.map(|case| (None, case.place, &*case.key, &case.number));
        compare("case", numbers, &mut out);
    }
    let forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let numbers = forms.map(|form| (None, form.place, &*form.key, &form.number));
    compare("form", numbers, &mut out);
    scheme
        .forms
        .iter()
        .for_each(|(_, form)| compare_parts(form, &mut out));
    out
}

fn compare_parts(form: &Form, out: &mut Diagnostics) {
    let sections = || form.sections.iter().map(|(_, section)| section);
    let numbers = sections().map(|one| (None, one.place, &*one.key, &one.number));
    compare("section", numbers, out);
    let asks = sections().flat_map(|section| &section.asks);
    let numbers = asks.map(|ask| (None, ask.place, &*ask.key, &ask.number));
    compare("question", numbers, out);
}

fn compare<'s>(noun: &str, numbers: impl Iterator<Item = Numbered<'s>>, out: &mut Diagnostics) {
    let mut first: FxHashMap<(Option<CatalogId>, Words<'_>), (Place, &str)> = FxHashMap::default();
    for (catalog, place, key, number) in numbers {
        let Some(number) = number.given().map(str::trim) else {
            continue;
        };
        // The source may close a number with a dot or not.
        let folded = Words(number.trim_end_matches('.'));
        let (first_place, first_key) = *first.entry((catalog, folded)).or_insert((place, key));
        if first_place != place {
            let message = format!(
                "the {noun} `{key}` has the number `{number}`, which `{first_key}` has too"
            );
            let diagnostic = Diagnostic::at(&SAME_NUMBER, place, message)
                .also(first_place, "the first is here")
                .help("correct one of them, or write `number unknown` if the number is not known");
            out.push(diagnostic);
        }
    }
}
