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
    // Every table is named, so that a new one does not compile until somebody has decided about it.
    let Scheme {
        edition,
        groups,
        controls,
        parties,
        inventories,
        subsets,
        derives,
        constraints,
        access,
        roles,
        phases,
        configurations,
        samples,
        equipment,
        deliveries,
        events,
        rules,
        evidence,
        procedures,
        forms,
        interpretations,
        // These may share a number.
        facts: _,
        identity: _,
        // These have none.
        catalogs: _,
        relations: _,
        overlays: _,
        scenarios: _,
        allows: _,
        incomplete: _,
        index: _,
    } = scheme;
    let mut out = Diagnostics::new();
    macro_rules! compare_tables {
        ($($noun:literal $table:expr, $key:ident;)*) => {$(
            let rows = $table.iter();
            let numbers = rows.map(|(_, row)| (None, row.place, &*row.$key, &row.number));
            compare($noun, numbers, &mut out);
        )*};
    }
    compare_tables! {
        "party" parties, key;
        "inventory" inventories, key;
        "subset" subsets, key;
        "derived name" derives, key;
        "constraint" constraints, title;
        "role" roles, key;
        "phase" phases, key;
        "configuration" configurations, key;
        "piece of equipment" equipment, key;
        "delivery" deliveries, key;
        "way of seeing evidence" access, key;
        "state of samples" samples.states, key;
        "kind of samples" samples.kinds, key;
        "event" events, key;
        "rule" rules, key;
        "evidence kind" evidence, key;
        "procedure" procedures, key;
        "interpretation" interpretations, key;
    }
    let groups = groups.iter();
    let numbers = groups.map(|(_, one)| (Some(one.catalog), one.place, &*one.key, &one.number));
    compare("group", numbers, &mut out);
    let controls = controls.iter();
    let numbers = controls.map(|(_, one)| (Some(one.catalog), one.place, &*one.key, &one.number));
    compare("control", numbers, &mut out);
    for (_, procedure) in procedures.iter() {
        let cases = procedure.depths.iter().flat_map(|depth| &depth.cases);
        let numbers = cases.map(|case| (None, case.place, &*case.key, &case.number));
        compare("case", numbers, &mut out);
    }
    let own_forms = edition.forms.iter().map(|id| &forms[*id]);
    let numbers = own_forms.map(|form| (None, form.place, &*form.key, &form.number));
    compare("form", numbers, &mut out);
    forms
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
