//! Resolves procedures: depths and their cases (L-160 to L-178).

use super::cases::CaseReader;
use super::effort::{Effortful, resolve_effort};
use super::lexicon::Lexicon;
use super::names::{Found, Named, Tree, twice};
use super::part_names::PartNames;
use super::provenance::Defaults;
use super::reader::{DraftReader, resolve_each};
use super::sample_use::resolve_sample;
use super::style::KeyStyle;
use super::subject::read_attribute;
use super::vocabulary::inventory_named;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    AttributeId, CaseId, Depth, DepthBlock, Id, InventoryId, Procedure, ProcedureId, Samples,
    Table, Type, TypeKind,
};
use crate::source::Place;
use crate::syntax::ast::{DepthDraft, ItemKind, Name, ProcedureDraft};

codes! {
    UNKNOWN_PROCEDURE = error("P0250", "procedure that does not exist"),
    DEPTH_TWICE = error("P0251", "depth that is declared twice"),
    CASE_TWICE = error("P0252", "case that is declared twice"),
    NO_DIMENSION = error("P0256", "attribute that cannot be a second dimension"),
    NEEDS_ITSELF = error("P0257", "procedure that comes after itself"),
}

impl Named for ProcedureId {
    const KIND: ItemKind = ItemKind::Procedure;
    const UNKNOWN: &'static Code = &UNKNOWN_PROCEDURE;
}

pub(super) fn resolve_procedures(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    samples: &Samples,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<ProcedureId, Procedure> {
    resolve_each(tree.of(ItemKind::Procedure), out, |reader, decl| {
        let draft = decl.draft;
        let ProcedureDraft {
            key,
            title,
            number,
            about,
            inventory,
            each,
            witness,
            phase,
            role,
            ref hazards,
            ref preconditions,
            depths: ref drafts,
            ref provenance,
            ref was,
        } = *draft;
        let inventory = inventory.and_then(|name| inventory_named(reader, tree, name));
        let second = match (inventory, each) {
            (Some(inventory), Some(each)) => find_dimension(lexicon, reader, inventory, each),
            (Some(_) | None, _) => None,
        };
        let depth_reader = DepthReader {
            tree,
            lexicon,
            samples,
            procedure: draft,
            inventory,
        };
        let mut case_names = PartNames::new(&CASE_TWICE, "case", KeyStyle::Part);
        let mut depths: Vec<DepthBlock> = Vec::with_capacity(drafts.len());
        for depth in drafts {
            let Some(word) = reader.choose::<Depth>(depth.depth) else {
                continue;
            };
            let place = reader.place(depth.depth.span);
            if let Some(first) = depths.iter().find(|block| block.depth == word) {
                reader.report(twice(
                    &DEPTH_TWICE,
                    place,
                    first.place,
                    "depth",
                    word.word(),
                ));
                continue;
            }
            depths.push(depth_reader.resolve(reader, word, depth, &mut case_names));
        }
        depths.sort_by_key(|block| block.depth);
        let cases = depths.iter_mut().flat_map(|block| &mut block.cases);
        for (number, case) in cases.enumerate() {
            case.id = CaseId::from_index(number);
        }
        Procedure {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            inventory,
            second,
            witness: reader.refer_given(tree, witness),
            phase: reader.refer_given(tree, phase),
            role: reader.refer_given(tree, role),
            hazards: reader.texts(hazards),
            preconditions: reader.texts(preconditions),
            depths,
            provenance: defaults.complete(reader, provenance, decl.file),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

/// Finds an attribute that can give the second half of a row: a set or a reference (L-136).
pub(super) fn find_dimension(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    inventory: InventoryId,
    name: Name,
) -> Option<AttributeId> {
    let attribute = read_attribute(lexicon, reader, inventory, name)?;
    let row = lexicon.attribute_row(inventory, attribute)?;
    if row.answer.is_set() || matches!(row.answer.kind, TypeKind::Entry(_)) {
        return Some(attribute);
    }
    let place = reader.place(name.span);
    reader.drop_with(no_dimension(lexicon, place, reader.word(name), &row.answer));
    None
}

/// Reads the depths of one procedure.
struct DepthReader<'w, 'a> {
    tree: &'w Tree<'a>,
    lexicon: &'w Lexicon<'a>,
    samples: &'w Samples,
    procedure: &'w ProcedureDraft,
    /// The inventory whose entries the procedure examines.
    inventory: Option<InventoryId>,
}

impl DepthReader<'_, '_> {
    /// Resolves what the procedure says about one depth. `case_names` holds the names of the cases so far, those of other
    /// depths included.
    fn resolve<'d>(
        &self,
        reader: &mut DraftReader<'d>,
        depth: Depth,
        draft: &DepthDraft,
        case_names: &mut PartNames<'d>,
    ) -> DepthBlock {
        let tree = self.tree;
        let DepthDraft {
            depth: word,
            role,
            ref hazards,
            ref preconditions,
            ref equipment,
            ref deliveries,
            ref sample,
            ref requires,
            ref after,
            ref effort,
            ref cases,
            ref record,
            pass,
            stop,
        } = *draft;
        let key = reader.word(self.procedure.key);
        for name in requires.iter().chain(after) {
            if reader.word(*name) == key {
                let place = reader.place(name.span);
                reader.report(needs_itself(place, key));
            }
        }
        let owner = match self.procedure.inventory {
            Some(_) => Effortful::PerEntry,
            None => Effortful::Procedure(key),
        };
        let own = tree.find::<ProcedureId>(key);
        let without_own = |ids: Vec<ProcedureId>| -> Vec<ProcedureId> {
            ids.into_iter()
                .filter(|id| Found::Known(*id) != own)
                .collect()
        };
        DepthBlock {
            depth,
            role: reader.refer_given(tree, role),
            hazards: reader.texts(hazards),
            preconditions: reader.texts(preconditions),
            equipment: reader.refer_all(tree, equipment),
            deliveries: reader.refer_all(tree, deliveries),
            sample: sample
                .as_ref()
                .and_then(|sample| resolve_sample(reader, tree, self.samples, sample)),
            requires: without_own(reader.refer_all(tree, requires)),
            after: without_own(reader.refer_all(tree, after)),
            effort: resolve_effort(reader, effort, owner),
            cases: CaseReader {
                tree,
                lexicon: self.lexicon,
                inventory: self.inventory,
                procedure: key,
            }
            .resolve(reader, cases, case_names),
            record: reader.texts(record),
            pass: reader.given(pass),
            stop: reader.given(stop),
            place: reader.place(word.span),
        }
    }
}

fn no_dimension(lexicon: &Lexicon<'_>, place: Place, name: &str, answer: &Type) -> Diagnostic {
    let message = format!(
        "`{name}` gives no rows: it is {}",
        super::value_words::describe(lexicon, answer)
    );
    Diagnostic::at(&NO_DIMENSION, place, message)
        .help("name an attribute that is a set or refers to entries, or remove `each`")
}

fn needs_itself(place: Place, name: &str) -> Diagnostic {
    let message = format!("the procedure `{name}` cannot come after itself");
    Diagnostic::at(&NEEDS_ITSELF, place, message).help("remove it, or name another procedure")
}
