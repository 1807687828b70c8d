//! Resolves editions (L-040 to L-048).

use super::catalog::resolve_cites;
use super::collect::missing_catalog;
use super::edition_choice::resolve_status;
use super::history::{Scope, resolve_history};
use super::keys::Key;
use super::level_maps::map_levels;
use super::levels::{Cut, Ladder, resolve_levels};
use super::migrations::lineage_of_edition;
use super::names::{Decl, Tree};
use super::part_names::PartNames;
use super::prints::resolve_prints;
use super::provenance::Defaults;
use super::reader::DraftReader;
use super::style::KeyStyle;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Catalog, CatalogId, Edition, FindingClass, LevelSet, Office, Table, Use, Verdict,
};
use crate::source::Place;
use crate::syntax::ast::{
    EditionDraft, FindingClassDraft, ItemKind, UsesDraft, VerdictDraft, VersionedName,
};

codes! {
    CATALOG_TWICE = error("P0240", "catalog that an edition uses twice"),
    VERDICT_TWICE = error("P0244", "verdict or class of findings that is declared twice"),
}

/// Finds the rows of the catalogs that an edition uses. Each key occurs once.
pub(super) fn find_uses<'d>(
    tree: &Tree<'_>,
    decl: &Decl<'d, EditionDraft>,
    out: &mut Diagnostics,
) -> Vec<(usize, &'d UsesDraft)> {
    let mut reader = DraftReader::new(decl.item, out);
    let mut used: Vec<(usize, &UsesDraft)> = Vec::with_capacity(decl.draft.uses.len());
    for uses in &decl.draft.uses {
        let name = decl.reference(uses.catalog).versioned();
        let place = reader.place(uses.catalog.span);
        let row = tree.of(ItemKind::Catalog).row(&Key::versioned(name));
        let first = used.iter().find(|(before, first)| {
            let has_same_key = decl.reference(first.catalog).versioned().key == name.key;
            has_same_key || row.is_some_and(|row| tree.are_versions_of_one(*before, row))
        });
        if let Some((_, first)) = first {
            let names = [first, uses].map(|uses| decl.reference(uses.catalog).versioned());
            let first = reader.place(first.catalog.span);
            reader.report(catalog_twice(place, first, names));
            continue;
        }
        match row {
            Some(row) => used.push((row, uses)),
            None if tree.lost.may_be(ItemKind::Catalog, name.key) => reader.lose(),
            None => {
                reader.report(missing_catalog(tree, place, decl.reference(uses.catalog)));
                used.extend(tree.only_version(name).map(|row| (row, uses)));
            }
        }
    }
    used
}

/// Resolves an edition, given its resolved catalogs in the order of `uses`.
pub(super) fn resolve_edition(
    tree: &Tree<'_>,
    decl: &Decl<'_, EditionDraft>,
    catalogs: &Table<CatalogId, Catalog>,
    uses: &[(usize, &UsesDraft)],
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Edition {
    let EditionDraft {
        key,
        title,
        number,
        status,
        approved,
        dated,
        about,
        cites,
        ref languages,
        levels: ref level_drafts,
        unpublished: ref unpublished_levels,
        uses: ref written_uses,
        ref verdicts,
        ref findings,
        ref forms,
        ref phases,
        calendar,
        ref rules,
        ref prints,
        applicant,
        tester,
        assessor,
        certifier,
        decides,
        certified,
        ref provenance,
        ref history,
    } = *decl.draft;
    let mut reader = DraftReader::new(decl.item, out);
    let reference = decl.reference(key).versioned();
    let VersionedName { key, version } = reference;
    let name = reference.to_string();
    let levels = resolve_levels(&mut reader, level_drafts);
    let ladder = Ladder {
        noun: "edition",
        owner: &name,
        levels: &levels,
        cut: Cut::Reported,
        incomplete: decl.item.item.is_incomplete() || levels.len() < level_drafts.len(),
    };
    let mut maps = Vec::with_capacity(uses.len());
    for ((row, uses), (catalog, held)) in uses.iter().zip(catalogs.iter()) {
        let name = held.name();
        let below = Ladder::of_catalog(tree, *row, held, &name);
        let levels = map_levels(&mut reader, uses, &ladder, &below);
        maps.push(Use { catalog, levels });
    }
    let offices = [
        (Office::Applicant, applicant),
        (Office::Tester, tester),
        (Office::Assessor, assessor),
        (Office::Certifier, certifier),
        (Office::Decides, decides),
    ];
    let mut unpublished = LevelSet::NONE;
    for name in unpublished_levels {
        match ladder.find(&mut reader, *name) {
            Some(level) if unpublished.contains(Some(level)) => reader.report_twice(*name, "level"),
            Some(level) => unpublished = unpublished.with(level),
            None => {}
        }
    }
    // The keys may be in a catalog that is missing.
    let scope = if uses.len() == written_uses.len() && !decl.item.item.is_incomplete() {
        Scope::Edition(uses.iter().map(|(row, _)| *row).collect())
    } else {
        Scope::Unsure
    };
    Edition {
        key: key.into(),
        version: version.into(),
        title: reader.text(title),
        number: reader.numbering(number),
        status: resolve_status(&mut reader, status),
        approved: reader.date(approved),
        dated: reader.date(dated),
        about: reader.given(about),
        cites: resolve_cites(&reader, cites),
        languages: reader.languages(languages),
        unpublished,
        uses: maps,
        verdicts: resolve_verdicts(&mut reader, verdicts),
        findings: resolve_findings(&mut reader, findings),
        forms: reader.refer_all(tree, forms),
        phases: reader.refer_all(tree, phases),
        calendar: reader.numbering(calendar),
        rules: reader.refer_all(tree, rules),
        prints: resolve_prints(&mut reader, prints),
        offices: offices
            .into_iter()
            .filter_map(|(office, name)| Some((office, reader.refer_given(tree, name)?)))
            .collect(),
        certified: reader.refer_given(tree, certified),
        lineage: lineage_of_edition(decl.item, &name, history, reader.out),
        history: resolve_history(&mut reader, tree, &scope, history),
        provenance: defaults.complete(&mut reader, provenance, decl.file),
        place: decl.head(),
        levels,
    }
}

fn resolve_verdicts(reader: &mut DraftReader<'_>, drafts: &[VerdictDraft]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&VERDICT_TWICE, "verdict", KeyStyle::Key);
    for draft in drafts {
        if !names.declare(reader, draft.key) {
            continue;
        }
        if let Some(class) = reader.choose(draft.class) {
            verdicts.push(Verdict {
                key: reader.key(draft.key),
                title: reader.text(draft.title),
                class,
                about: draft.about.map(|about| reader.text(about)),
                was: reader.keys(&draft.was),
                place: reader.place(draft.key.span),
            });
        }
    }
    verdicts
}

fn resolve_findings(
    reader: &mut DraftReader<'_>,
    drafts: &[FindingClassDraft],
) -> Vec<FindingClass> {
    let mut classes: Vec<FindingClass> = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&VERDICT_TWICE, "class of findings", KeyStyle::Key);
    for draft in drafts {
        if !names.declare(reader, draft.key) {
            continue;
        }
        if let Some(effect) = reader.choose(draft.effect) {
            classes.push(FindingClass {
                key: reader.key(draft.key),
                title: reader.text(draft.title),
                effect,
                was: reader.keys(&draft.was),
            });
        }
    }
    classes
}

fn catalog_twice(place: Place, first: Place, names: [VersionedName<'_>; 2]) -> Diagnostic {
    let [before, again] = names;
    let message = if before.key == again.key {
        format!("the edition uses the catalog `{}` twice", again.key)
    } else {
        format!("the edition uses two versions of one catalog: `{before}` and `{again}`")
    };
    Diagnostic::at(&CATALOG_TWICE, place, message)
        .again(first, "used")
        .help("use one version of the catalog, with all its levels in one line")
}
