//! Resolves profiles: their bases, and the controls that they take from these (L-049 to L-056).

use rustc_hash::FxHashMap;

use super::catalog::resolve_catalog;
use super::collect::missing_catalog;
use super::incomplete::Faults;
use super::keys::Key;
use super::levels::Ladder;
use super::migrations::{EARLIER_CONTROL, Versions};
use super::names::{Decl, Tree};
use super::reader::{DraftReader, meant};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Catalog, LevelId};
use crate::source::{Place, Span};
use crate::syntax::ast::{CatalogDraft, CatalogForm, ControlDraft, ItemKind, OverDraft, Reference};

codes! {
    OVER_MISSING = error("P0280", "profile without a base"),
    BASE_LEVEL_MISSING = error("P0281", "base that a profile reads at no level"),
    OVER_PROFILE = error("P0282", "profile over another profile"),
    NOT_IN_BASE = error("P0283", "control that the base does not have"),
    TAKEN_TWICE = error("P0284", "control that a profile takes twice"),
    TAKES_NOTHING = error("P0285", "change to a control that inherits nothing"),
    BASE_BESIDE_PROFILE = error("P0288", "catalog that an edition uses in two ways"),
}

/// A base of a profile: a catalog that the profile is over.
#[derive(Debug)]
pub(super) struct Base {
    /// The row of the catalog.
    pub row: usize,
    pub catalog: Catalog,
    /// The level at which the profile reads it; `None` if it has no levels.
    pub level: Option<LevelId>,
    /// Whether the level is not known, which has been reported.
    unsure: bool,
}

/// The control that a control of a profile takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    /// The row of the control that is taken.
    pub control: usize,
    /// The number of the base.
    pub base: usize,
}

/// The profiles of an edition.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    /// The bases of all profiles.
    pub bases: Vec<Base>,
    /// The control that is taken, by row of the control that takes it.
    pub taken: FxHashMap<usize, Taken>,
    /// The pairs of a control that is taken and the control that takes it, in the order of the source. Each control of a
    /// base occurs once.
    pub pairs: Vec<(usize, usize)>,
    /// Whether a profile may take more, because of a mistake.
    pub unsure: bool,
}

/// The catalog or profile of a control.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Catalog,
    Profile {
        /// The number of its first base; those after it are its bases too.
        first: usize,
        /// Whether a base may be missing because of a mistake.
        unsure: bool,
    },
}

pub(super) fn is_profile(decl: &Decl<'_, CatalogDraft>) -> bool {
    decl.draft.form == CatalogForm::Profile
}

/// Resolves the profiles among the catalogs that an edition uses, given by row.
pub(super) fn resolve_profiles(tree: &Tree<'_>, rows: &[usize], out: &mut Diagnostics) -> Profiles {
    let mut profiles = Profiles::default();
    for row in rows {
        let Some(decl) = tree.catalog(*row) else {
            continue;
        };
        let first = profiles.bases.len();
        let owner = if is_profile(&decl) {
            find_bases(tree, &decl, rows, &mut profiles, out);
            Owner::Profile {
                first,
                unsure: Faults::so_far(out).lacks(decl.item),
            }
        } else {
            Owner::Catalog
        };
        for (control, key) in tree.of(ItemKind::Control).keys().enumerate() {
            let Some(decl) = tree.control(control).filter(|_| key.catalog == *row) else {
                continue;
            };
            match find_taken(tree, control, &profiles, owner, out) {
                Some(taken) => note_taken(tree, &mut profiles, control, taken, out),
                None if matches!(owner, Owner::Profile { .. }) => {
                    profiles.unsure |= decl.draft.take.is_some() || decl.item.item.is_incomplete();
                }
                None => {}
            }
        }
    }
    profiles
}

fn find_bases(
    tree: &Tree<'_>,
    decl: &Decl<'_, CatalogDraft>,
    used: &[usize],
    profiles: &mut Profiles,
    out: &mut Diagnostics,
) {
    if decl.draft.over.is_empty() && !decl.item.item.is_incomplete() {
        out.push(over_missing(decl.head()));
    }
    let first = profiles.bases.len();
    for over in &decl.draft.over {
        let place = decl.item.place(over.catalog.span);
        let Some((row, base)) = find_base(tree, place, decl.reference(over.catalog), out) else {
            continue;
        };
        let name = tree.catalog_name(row);
        let own = profiles.bases.get(first..).unwrap_or(&[]);
        let all = profiles.bases.iter().map(|base| base.row);
        let mut reached = all.chain(used.iter().copied());
        let other = reached.find(|other| tree.are_versions_of_one(*other, row));
        if own.iter().any(|base| base.row == row) {
            let mut reader = DraftReader::new(decl.item, out);
            reader.report_named_twice(over.catalog.span, &name, "catalog");
        } else if let Some(other) = other {
            out.push(base_beside_profile(place, &name, &tree.catalog_name(other)));
        } else {
            let catalog = resolve_catalog(tree, row, &base, out);
            let mut reader = DraftReader::new(decl.item, out);
            let base = read_base(tree, &mut reader, over, row, catalog);
            profiles.bases.push(base);
        }
    }
}

fn find_base<'a>(
    tree: &Tree<'a>,
    place: Place,
    reference: Reference<'_>,
    out: &mut Diagnostics,
) -> Option<(usize, Decl<'a, CatalogDraft>)> {
    let name = reference.versioned();
    let Some(row) = tree.of(ItemKind::Catalog).row(&Key::versioned(name)) else {
        if !tree.lost.may_be(ItemKind::Catalog, name.key) {
            out.push(missing_catalog(tree, place, reference));
        }
        return None;
    };
    let base = tree.catalog(row)?;
    if is_profile(&base) {
        out.push(over_profile(place, &tree.catalog_name(row)));
        return None;
    }
    Some((row, base))
}

/// Resolves a base, with the level at which the profile reads it.
fn read_base(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'_>,
    over: &OverDraft,
    row: usize,
    catalog: Catalog,
) -> Base {
    let name = catalog.name();
    let ladder = Ladder::of_catalog(tree, row, &catalog, &name);
    let level = over.level.and_then(|level| ladder.find(reader, level));
    if let (None, Some(lowest)) = (&over.level, catalog.levels.first()) {
        let place = reader.place(over.catalog.span);
        reader.report(base_level_missing(place, &name, &lowest.key));
    }
    Base {
        row,
        level,
        unsure: level.is_none() && !(over.level.is_none() && catalog.levels.is_empty()),
        catalog,
    }
}

/// Finds the control that a control, given by its row, takes from the bases of its profile.
fn find_taken(
    tree: &Tree<'_>,
    control: usize,
    profiles: &Profiles,
    owner: Owner,
    out: &mut Diagnostics,
) -> Option<Taken> {
    let decl = tree.control(control)?;
    let Some(taken) = decl.draft.take else {
        let is_sure = !tree.inherits.contains_key(&control) && !decl.item.item.is_incomplete();
        if let Some((word, span)) = first_change(decl.draft).filter(|_| is_sure) {
            out.push(takes_nothing(decl.item.place(span), word));
        }
        return None;
    };
    let place = decl.item.place(taken.span);
    let Owner::Profile { first, unsure } = owner else {
        // That the catalog is no profile is one mistake.
        let catalog = tree.catalog_of(control).map(|row| tree.catalog_name(row));
        let report = takes_nothing(place, "take");
        out.push(report.undeclared("profile", &catalog.unwrap_or_default()));
        return None;
    };
    let bases = profiles.bases.get(first..).unwrap_or(&[]);
    let reference = decl.reference(taken);
    let key = reference.key.unwrap_or_default();
    let earlier = || {
        let catalogs = bases.iter().map(|base| (base.row, &base.catalog.lineage));
        let versions = Versions {
            tree,
            catalogs: catalogs.collect(),
        };
        versions.earlier(decl.item.item.written(taken.span))
    };
    if reference.version.is_none()
        && let Some(earlier) = earlier()
    {
        out.push(earlier.report(&EARLIER_CONTROL, place));
        return None;
    }
    let mut named = bases.iter().enumerate().filter(|(_, base)| {
        let catalog = reference.catalog;
        catalog.is_none_or(|catalog| base.catalog.key == catalog)
            && (reference.version).is_none_or(|version| base.catalog.version == version)
    });
    let first_named = named.clone().find_map(|(number, base)| {
        let control = tree.control_row(base.row, key)?;
        Some((number, base, control))
    });
    let Some((number, base, control)) = first_named else {
        let base = named.next().map(|(_, base)| base);
        if !unsure && !tree.lost.may_be(ItemKind::Control, key) {
            let not_in_base = || not_in_base(tree, place, reference, base);
            out.push(earlier().map_or_else(not_in_base, |earlier| {
                earlier.report(&EARLIER_CONTROL, place)
            }));
        }
        return None;
    };
    if !base.unsure && !holds(tree, base, control) {
        out.push(not_at_level(place, key, base));
    }
    let base = first + number;
    Some(Taken { control, base })
}

/// Says whether a control of a base holds at the level at which the profile reads the base.
fn holds(tree: &Tree<'_>, base: &Base, control: usize) -> bool {
    let levels = tree.newest(control, |decl| Some((decl, decl.draft.levels.as_ref()?)));
    let name = base.catalog.name();
    let ladder = Ladder::of_catalog(tree, base.row, &base.catalog, &name);
    levels.is_none_or(|(_, (decl, clause))| {
        // Mistakes in the clause are reported with the control itself.
        let mut silent = Diagnostics::new();
        let mut reader = DraftReader::new(decl.item, &mut silent);
        ladder.clause(&mut reader, clause).contains(base.level)
    })
}

/// Records that a control is taken. If it was taken before, that is reported, and the second control takes it as well.
fn note_taken(
    tree: &Tree<'_>,
    profiles: &mut Profiles,
    control: usize,
    taken: Taken,
    out: &mut Diagnostics,
) {
    let before = profiles
        .pairs
        .iter()
        .find(|(control, _)| *control == taken.control);
    let take = |row: usize| {
        let decl = tree.control(row)?;
        Some(decl.item.place(decl.draft.take?.span))
    };
    if let Some((_, first)) = before {
        if let (Some(place), Some(first)) = (take(control), take(*first)) {
            let key = tree.of(ItemKind::Control).key(taken.control);
            let key = key.map_or("", |key| key.name);
            out.push(taken_twice(place, first, key));
        }
    } else {
        profiles.pairs.push((taken.control, control));
    }
    profiles.taken.insert(control, taken);
}

/// Returns the first `add` or `drop` of a control.
fn first_change(draft: &ControlDraft) -> Option<(&'static str, Span)> {
    let evidence = draft.add_evidence.first().map(|line| ("add", line.span));
    let verify = draft.add_verify.first().map(|line| ("add", line.span));
    let drop = draft
        .drops
        .iter()
        .flat_map(|drop| &drop.names)
        .map(|name| ("drop", name.span))
        .next();
    evidence.or(verify).or(drop)
}

fn over_missing(place: Place) -> Diagnostic {
    Diagnostic::at(&OVER_MISSING, place, "the profile has no base")
        .help("write `over key@version`, with `at` and a level if the catalog has levels; if no control takes another, declare a `catalog`")
}

fn base_level_missing(place: Place, name: &str, level: &str) -> Diagnostic {
    let message = format!("the profile does not say at which level it reads `{name}`");
    Diagnostic::at(&BASE_LEVEL_MISSING, place, message).help(format!(
        "write `over {name} at {level}`, or another of its levels"
    ))
}

fn over_profile(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is a profile; a profile is over catalogs only");
    Diagnostic::at(&OVER_PROFILE, place, message)
        .help("name the catalogs that it is over, and take their controls")
}

fn not_in_base(
    tree: &Tree<'_>,
    place: Place,
    reference: Reference<'_>,
    base: Option<&Base>,
) -> Diagnostic {
    let key = reference.key.unwrap_or_default();
    let Some(base) = base else {
        let catalog = reference.versioned().key;
        let message = format!("the profile is not over `{catalog}`");
        return Diagnostic::at(&NOT_IN_BASE, place, message).help(
            "add `over` with this catalog to the profile, or take a control from one of its bases",
        );
    };
    let message = format!("the base `{}` has no control `{key}`", base.catalog.name());
    let near = meant(key, "control", tree.control_keys(base.row));
    Diagnostic::at(&NOT_IN_BASE, place, message)
        .undeclared("control", key)
        .maybe_help(near)
}

fn not_at_level(place: Place, key: &str, base: &Base) -> Diagnostic {
    let level = base.level.and_then(|level| {
        let level = base.catalog.levels.get(crate::model::Id::index(level))?;
        Some(level.key.as_str())
    });
    let level = level.unwrap_or_default();
    let name = base.catalog.name();
    let message = format!(
        "`{key}` does not hold at `{level}`, the level at which the profile reads `{name}`"
    );
    Diagnostic::at(&NOT_IN_BASE, place, message)
        .help("let the profile read its base at a higher level, or write a control without `take`")
}

fn taken_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("the control `{key}` is taken twice");
    Diagnostic::at(&TAKEN_TWICE, place, message)
        .again(first, "taken")
        .help("let one control take it; the other can do without `take` and say `relates`")
}

fn takes_nothing(place: Place, word: &str) -> Diagnostic {
    if word == "take" {
        return Diagnostic::at(&TAKES_NOTHING, place, "only a control of a profile takes another")
            .help("declare a `profile` over the catalog of the other control or a catalog that `revises` it, or write out what this control asks");
    }
    let message =
        format!("`{word}` changes what a control inherits, and this one inherits nothing");
    Diagnostic::at(&TAKES_NOTHING, place, message).help(
        "write plain `evidence` and `verify` lines, or name the control that it changes: with `take` in a profile, with `was` in a revision",
    )
}

fn base_beside_profile(place: Place, name: &str, other: &str) -> Diagnostic {
    let (message, help) = if name == other {
        (
            format!("the edition uses `{name}` in two ways: here through a profile"),
            "an edition uses a profile in place of its base: remove one of the two",
        )
    } else {
        (
            format!("the edition uses two versions of one catalog: `{other}`, and here `{name}`"),
            "use one version of the catalog, directly or through one profile",
        )
    };
    Diagnostic::at(&BASE_BESIDE_PROFILE, place, message).help(help)
}
