//! Resolves subsets, derived names and constraints (L-069 to L-072).

use super::lexicon::Lexicon;
use super::names::Tree;
use super::reader::{DraftReader, resolve_each};
use super::scopes::Scopes;
use crate::diag::Diagnostics;
use crate::model::{Constraint, ConstraintId, Derive, DeriveId, Subset, SubsetId, Table};
use crate::syntax::ast::{ConstraintDraft, DeriveDraft, ItemKind, SubsetDraft};

/// Resolves the subsets whose inventory is known.
pub(super) fn resolve_subsets(
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<SubsetId, Subset> {
    let mut subsets = Table::default();
    for cut in &lexicon.subsets {
        let decl = cut.decl;
        let SubsetDraft {
            key: _,
            title,
            number,
            about,
            of: _,
            ref filter,
        } = *decl.draft;
        let mut reader = DraftReader::new(decl.item, out);
        let mut scopes = Scopes::of_entry(cut.inventory);
        let subset = Subset {
            key: decl.key(),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            of: cut.of,
            filter: lexicon.condition(&mut reader, &mut scopes, filter),
            place: decl.head(),
        };
        let _ = subsets.insert(decl.key(), subset);
    }
    subsets
}

pub(super) fn resolve_derives(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<DeriveId, Derive> {
    resolve_each(tree.of(ItemKind::Derive), out, |reader, decl| {
        let DeriveDraft {
            key,
            title,
            number,
            about,
            ref meaning,
        } = *decl.draft;
        Derive {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            meaning: lexicon.condition(reader, &mut Scopes::none(), meaning),
            place: decl.head(),
        }
    })
}

pub(super) fn resolve_constraints(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<ConstraintId, Constraint> {
    let mut constraints = Table::default();
    for (_, decl) in tree.of(ItemKind::Constraint).decls::<ConstraintDraft>() {
        let ConstraintDraft {
            title,
            number,
            hint,
            ref condition,
        } = *decl.draft;
        let mut reader = DraftReader::new(decl.item, out);
        let constraint = Constraint {
            title: reader.text(title),
            number: reader.numbering(number),
            hint: reader.given(hint),
            condition: lexicon.condition(&mut reader, &mut Scopes::none(), condition),
            place: decl.head(),
        };
        let _ = constraints.insert(constraint.title.clone(), constraint);
    }
    constraints
}
