//! Resolves provenance: the item's own grounds, then those of its file, then those of its catalog (L-213).

use super::names::{Decl, Tree};
use super::reader::DraftReader;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{Aspect, Confidence, Ground, Provenance};
use crate::source::Span;
use crate::syntax::ast::{CatalogDraft, ProvenanceDraft};

codes! {
    ASPECT_TWICE = error("P0212", "aspect with two grounds"),
}

/// The default grounds of each file, by number of the file.
#[derive(Debug)]
pub(super) struct Defaults(Vec<Provenance>);

impl Defaults {
    /// Reads the defaults of each file.
    pub fn resolve(tree: &Tree<'_>, out: &mut Diagnostics) -> Self {
        let resolve = |file: &Vec<Decl<'_, ProvenanceDraft>>| {
            let mut provenance = Provenance::default();
            for decl in file {
                set_grounds(
                    &mut DraftReader::new(decl.item, out),
                    decl.draft,
                    &mut provenance,
                );
            }
            provenance
        };
        Self(tree.defaults.iter().map(resolve).collect())
    }

    /// Returns the defaults of each file, completed by the grounds of a catalog. Items share them.
    pub fn of_catalog(&self, grounds: &Provenance) -> Self {
        Self(self.0.iter().map(|file| file.clone().or(grounds)).collect())
    }

    /// Returns the defaults of each file for the controls of an earlier version of a catalog. Mistakes in its grounds are
    /// reported with that version.
    pub fn of_earlier(&self, decl: &Decl<'_, CatalogDraft>) -> Self {
        let mut silent = Diagnostics::new();
        let mut reader = DraftReader::new(decl.item, &mut silent);
        self.of_catalog(&resolve_provenance(&mut reader, &decl.draft.provenance))
    }

    /// Reads the grounds that an item of a file gives, completed by those of the file.
    pub fn complete(
        &self,
        reader: &mut DraftReader<'_>,
        drafts: &[ProvenanceDraft],
        file: usize,
    ) -> Provenance {
        let provenance = resolve_provenance(reader, drafts);
        match self.0.get(file) {
            Some(defaults) => provenance.or(defaults),
            None => provenance,
        }
    }
}

/// Reads the grounds that an item gives.
pub(super) fn resolve_provenance(
    reader: &mut DraftReader<'_>,
    drafts: &[ProvenanceDraft],
) -> Provenance {
    let mut provenance = Provenance::default();
    for draft in drafts {
        set_grounds(reader, draft, &mut provenance);
    }
    provenance
}

/// Reads the confidence and the source of a line.
pub(super) fn ground_of(reader: &mut DraftReader<'_>, draft: &ProvenanceDraft) -> Option<Ground> {
    let confidence = reader.choose::<Confidence>(draft.confidence)?;
    let source = reader.given(draft.source);
    Some(Ground { confidence, source })
}

fn set_grounds(reader: &mut DraftReader<'_>, draft: &ProvenanceDraft, provenance: &mut Provenance) {
    let ground = ground_of(reader, draft);
    let mut twice: Vec<(&str, Span)> = Vec::new();
    for name in &draft.aspects {
        let Some(aspect) = reader.choose::<Aspect>(*name) else {
            continue;
        };
        if provenance.get(aspect).is_some() {
            twice.push((aspect.word(), name.span));
        } else if let Some(ground) = &ground {
            provenance.set(aspect, ground.clone());
        }
    }
    aspects_twice(reader, &twice);
}

/// Reports the aspects of a line that have a ground already.
fn aspects_twice(reader: &mut DraftReader<'_>, twice: &[(&str, Span)]) {
    let Some(span) = twice.iter().map(|(_, span)| *span).reduce(Span::to) else {
        return;
    };
    let aspects = list(twice.iter().map(|(aspect, _)| *aspect));
    let message = format!("the provenance of {aspects} is given twice");
    let place = reader.place(span);
    reader.report(Diagnostic::at(&ASPECT_TWICE, place, message).help("keep one of them"));
}
