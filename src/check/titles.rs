//! Warns where two items of one kind have the same title (L-234).

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{AskKind, Aspect, CatalogId, Choice, Form, Level, Scheme};
use crate::source::{Place, Text, Words};

codes! {
    SAME_TITLE = warning("P0549", "title of another item of the same kind"),
}

/// An item or a part with what people call it.
struct Named<'s> {
    place: Place,
    key: &'s str,
    title: Cow<'s, str>,
    /// The catalog in which it is compared.
    catalog: Option<CatalogId>,
    /// The catalog from which it is taken.
    base: Option<&'s str>,
}

fn named_item<'s>(place: Place, key: &'s str, title: &'s Text) -> Named<'s> {
    Named {
        place,
        key,
        title: Cow::Borrowed(title),
        catalog: None,
        base: None,
    }
}

/// Reports items of one kind, and parts of one item, that people cannot tell apart by their titles.
///
/// Controls and groups are compared within their catalog. Constraints have their title as key, overlays and relations go by
/// the name of what they are about. Equipment is left to P0544, which also reports titles that are only alike.
pub(super) fn check_titles(scheme: &Scheme) -> Diagnostics {
    // Every table is named, so that a new one does not compile until somebody has decided about it.
    let Scheme {
        // Compared with other editions.
        edition: _,
        // Compared within their catalog.
        groups: _,
        controls: _,
        catalogs,
        parties,
        facts,
        inventories,
        subsets,
        derives,
        constraints: _,
        access,
        identity,
        roles,
        phases,
        configurations,
        samples,
        equipment: _,
        deliveries,
        events,
        rules,
        evidence,
        procedures,
        forms,
        relations: _,
        interpretations,
        overlays: _,
        scenarios,
        allows: _,
        incomplete: _,
        index: _,
    } = scheme;
    let mut out = check_titles_of_controls(scheme);
    macro_rules! compare_tables {
        ($($table:ident $noun:literal $title:ident;)*) => {$(
            let rows = $table.iter();
            let titles = rows.map(|(_, row)| named_item(row.place, &row.key, &row.$title));
            compare($noun, titles, &mut out);
        )*};
    }
    compare_tables! {
        catalogs "catalog" title;
        parties "party" title;
        facts "fact" question;
        inventories "inventory" title;
        subsets "subset" title;
        derives "derived name" title;
        roles "role" title;
        phases "phase" title;
        access "way of seeing evidence" title;
        identity "identity field" title;
        deliveries "delivery" title;
        configurations "configuration" title;
        events "event" title;
        rules "rule" title;
        evidence "evidence kind" title;
        procedures "procedure" title;
        forms "form" title;
        interpretations "interpretation" title;
    }
    let states = samples.states.iter();
    let states = states.map(|(_, state)| named_item(state.place, &state.key, &state.title));
    compare("state of samples", states, &mut out);
    let kinds = samples.kinds.iter();
    let kinds = kinds.map(|(_, kind)| named_item(kind.place, &kind.key, &kind.title));
    compare("kind of samples", kinds, &mut out);
    let scenarios = scenarios.iter();
    compare(
        "scenario",
        scenarios.map(|one| named_item(one.place, "", &one.title)),
        &mut out,
    );
    compare_parts(scheme, &mut out);
    out
}

/// Reports groups and controls that have the title of another in their catalog.
pub(super) fn check_titles_of_controls(scheme: &Scheme) -> Diagnostics {
    let mut out = Diagnostics::new();
    let groups = scheme.groups.iter().map(|(_, group)| Named {
        catalog: Some(group.catalog),
        ..named_item(group.place, &group.key, &group.title)
    });
    compare("group", groups, &mut out);
    // The wording of a licensed copy is not ours to change.
    let controls = scheme.controls.iter();
    let controls = controls.filter(|(_, control)| !control.is_official(Aspect::Title));
    let controls = controls.map(|(_, control)| Named {
        catalog: Some(control.catalog),
        base: control.takes().map(|taken| &*taken.catalog),
        ..named_item(control.place, &control.name, &control.title)
    });
    compare("control", controls, &mut out);
    out
}

/// Reports editions that have the title of another, which is not a version of the same.
pub(super) fn check_titles_of_editions(schemes: &[Scheme]) -> Diagnostics {
    let mut out = Diagnostics::new();
    let mut keys: FxHashSet<&str> = FxHashSet::default();
    let editions = schemes.iter().map(|scheme| &scheme.edition);
    let first_versions = editions.filter(|edition| keys.insert(&edition.key));
    let titles = first_versions.map(|one| named_item(one.place, &one.key, &one.title));
    compare("edition", titles, &mut out);
    out
}

/// Compares the parts of each item with one another.
fn compare_parts(scheme: &Scheme, out: &mut Diagnostics) {
    let edition = &scheme.edition;
    let verdicts = edition.verdicts.iter();
    let verdicts = verdicts.map(|verdict| named_item(edition.place, &verdict.key, &verdict.title));
    compare("verdict", verdicts, out);
    compare_levels(edition.place, &edition.levels, out);
    for (_, catalog) in scheme.catalogs.iter() {
        compare_levels(catalog.place, &catalog.levels, out);
    }
    for (_, fact) in scheme.facts.iter() {
        compare_choices(fact.place, fact.answer.choices(), out);
    }
    for (_, inventory) in scheme.inventories.iter() {
        let attributes = || inventory.attributes.iter().map(|(_, attribute)| attribute);
        let titles = attributes().map(|one| named_item(one.place, &one.key, &one.question));
        compare("attribute", titles, out);
        attributes().for_each(|one| compare_choices(one.place, one.answer.choices(), out));
    }
    for (_, event) in scheme.events.iter() {
        compare_choices(event.place, &event.kinds, out);
    }
    for (_, procedure) in scheme.procedures.iter() {
        let cases = procedure.depths.iter().flat_map(|block| &block.cases);
        let titles = cases.map(|case| named_item(case.place, &case.key, &case.title));
        compare("case", titles, out);
    }
    for (_, form) in scheme.forms.iter() {
        compare_sections(form, out);
    }
}

fn compare_levels(place: Place, levels: &[Level], out: &mut Diagnostics) {
    let titles = levels
        .iter()
        .filter_map(|level| Some(named_item(place, &level.key, level.title.as_ref()?)));
    compare("level", titles, out);
}

fn compare_choices(place: Place, choices: &[Choice], out: &mut Diagnostics) {
    let titles = choices.iter().map(|choice| Named {
        title: Cow::Owned(choice.shown()),
        ..named_item(place, &choice.key, &choice.key)
    });
    compare("choice", titles, out);
}

fn compare_sections(form: &Form, out: &mut Diagnostics) {
    let sections = || form.sections.iter().map(|(_, section)| section);
    let titles = sections().map(|one| named_item(one.place, &one.key, &one.title));
    compare("section", titles, out);
    for section in sections() {
        let asks = section.asks.iter();
        compare(
            "question",
            asks.map(|ask| named_item(ask.place, &ask.key, &ask.title)),
            out,
        );
        section
            .asks
            .iter()
            .for_each(|ask| compare_answers(ask.place, &ask.kind, out));
    }
}

fn compare_answers(place: Place, kind: &AskKind, out: &mut Diagnostics) {
    match kind {
        AskKind::Blank(_) => {}
        AskKind::OneOf(choices) => compare_choices(place, choices, out),
        AskKind::ListOf(columns) => {
            let titles = columns
                .iter()
                .map(|one| named_item(place, &one.key, &one.title));
            compare("column", titles, out);
            for column in columns {
                compare_answers(place, &column.kind, out);
            }
        }
    }
}

fn compare<'s>(noun: &str, titles: impl Iterator<Item = Named<'s>>, out: &mut Diagnostics) {
    // What should inherit its title has none where a mistake keeps it from that.
    let titles: Vec<Named<'_>> = titles.filter(|own| !own.title.is_empty()).collect();
    let mut first: FxHashMap<(Option<CatalogId>, Words<'_>), &Named<'_>> = FxHashMap::default();
    for own in &titles {
        let first = *first.entry((own.catalog, Words(&own.title))).or_insert(own);
        // Titles that a profile takes from two catalogs may be the same.
        let both_taken = own.base.is_some() && first.base.is_some() && own.base != first.base;
        if !std::ptr::eq(first, own) && !both_taken {
            out.push(same_title(noun, own, first));
        }
    }
}

fn same_title(noun: &str, own: &Named<'_>, first: &Named<'_>) -> Diagnostic {
    let message = match own.key {
        "" => format!("this {noun} has the title of another {noun}"),
        key => format!(
            "the {noun} `{key}` has the title `{}`, which `{}` has too",
            own.title, first.key
        ),
    };
    let diagnostic = Diagnostic::at(&SAME_TITLE, own.place, message);
    let diagnostic = if own.place == first.place {
        diagnostic
    } else {
        diagnostic.also(first.place, "the first is here")
    };
    diagnostic.help("say in the title what distinguishes them")
}
