//! The numbers by which documents cite evidence: those of the register of a dossier, or else of the lines of the index.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::basis::Basis;
use crate::model::EvidenceId;
use crate::product::SubmittedEvidence;

/// The numbers of the lines of the index of evidence. Each kind that is owed or was handed in has a number, and so has its first
/// document; those after it are 12.2, 12.3. So no other number changes if one more is handed in. All documents of a product
/// number them alike.
#[derive(Debug, Clone)]
pub(super) struct Register(Arc<Lines>);

#[derive(Debug, Default)]
struct Lines {
    count: usize,
    /// The number of the kind and the place among its documents, by the address of the piece; read by key only.
    pieces: FxHashMap<usize, (usize, usize)>,
    lacking: FxHashMap<EvidenceId, usize>,
}

impl Register {
    /// Returns the register of a product, which is made once.
    pub fn of(basis: &Basis<'_>) -> Self {
        basis.memo.of(basis.plan, || {
            let mut lines = Lines::default();
            // What no control asks for stands after what some control asks for.
            for is_asked in [true, false] {
                for id in basis.scheme.evidence.ids() {
                    if basis.lookups.wanted_by(id).is_empty() != is_asked {
                        lines.add_kind(basis, id, is_asked);
                    }
                }
            }
            Self(Arc::new(lines))
        })
    }

    /// Returns the number by which a piece of evidence is cited.
    pub fn number(&self, piece: &SubmittedEvidence) -> String {
        let line = || match self.0.pieces.get(&address(piece)) {
            Some((kind, 1)) => kind.to_string(),
            Some((kind, place)) => format!("{kind}.{place}"),
            None => String::new(),
        };
        piece.number.clone().unwrap_or_else(line)
    }

    /// Returns the number of the line of a kind of which nothing was handed in.
    pub fn lacking(&self, kind: EvidenceId) -> Option<String> {
        self.0.lacking.get(&kind).map(usize::to_string)
    }
}

impl Lines {
    fn add_kind(&mut self, basis: &Basis<'_>, id: EvidenceId, is_asked: bool) {
        let number = self.count + 1;
        let mut is_empty = true;
        for (piece, place) in basis.lookups.submitted().of_kind(id).zip(1..) {
            is_empty = false;
            self.pieces.insert(address(piece), (number, place));
        }
        if is_asked && is_empty {
            self.lacking.insert(id, number);
        }
        if is_asked || !is_empty {
            self.count = number;
        }
    }
}

fn address(piece: &SubmittedEvidence) -> usize {
    std::ptr::from_ref(piece).addr()
}
