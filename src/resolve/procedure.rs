//! Resolves procedures: depths, cases, samples, effort (L-160 to L-177).

use super::lexicon::Lexicon;
use super::names::{Found, Named, Tree, twice};
use super::part_names::PartNames;
use super::provenance::Defaults;
use super::reader::{DraftReader, resolve_each, unknown_word};
use super::subject::find_attribute;
use super::vocabulary::inventory_named;
use super::work::resolve_sample;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    AttributeId, Case, Depth, DepthBlock, Effort, InventoryId, Procedure, ProcedureId, Repeat,
    Table, Type, TypeKind,
};
use crate::source::Place;
use crate::syntax::ast::{
    CaseDraft, DepthDraft, EffortDraft, ItemKind, Name, ProcedureDraft, Style,
};

codes! {
    UNKNOWN_PROCEDURE = error("P0250", "procedure that does not exist"),
    DEPTH_TWICE = error("P0251", "depth that is declared twice"),
    CASE_TWICE = error("P0252", "case that is declared twice"),
    WRONG_EFFORT = error("P0253", "effort that cannot be counted"),
    EFFORT_TWICE = error("P0254", "effort that is given twice"),
    NO_ENTRIES = error("P0255", "effort per entry without entries"),
    NO_DIMENSION = error("P0256", "attribute that gives no second dimension"),
    NEEDS_ITSELF = error("P0257", "procedure that comes after itself"),
}

/// A working day has 8 hours.
const UNITS: [(&str, u64); 3] = [("min", 1), ("h", 60), ("d", 480)];
const PER: [&str; 3] = ["run", "entry", "unattended"];

impl Named for ProcedureId {
    const KIND: ItemKind = ItemKind::Procedure;
    const UNKNOWN: &'static Code = &UNKNOWN_PROCEDURE;
}

pub(super) fn resolve_procedures(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    defaults: &Defaults,
    out: &mut Diagnostics,
) -> Table<ProcedureId, Procedure> {
    resolve_each(tree.of(ItemKind::Procedure), out, |reader, decl| {
        let draft = decl.draft;
        let ProcedureDraft {
            key,
            title,
            about,
            inventory,
            each,
            witness,
            phase,
            role,
            depths: ref drafts,
            ref provenance,
            ref was,
        } = *draft;
        let inventory = inventory.and_then(|name| inventory_named(reader, tree, name));
        let second = match (inventory, each) {
            (Some(inventory), Some(each)) => find_dimension(lexicon, reader, inventory, each),
            (Some(_) | None, _) => None,
        };
        let mut case_names = PartNames::new(&CASE_TWICE, "case", Some(Style::Kebab));
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
            let block = resolve_depth(tree, reader, draft, word, depth, &mut case_names);
            depths.push(block);
        }
        depths.sort_by_key(|block| block.depth);
        Procedure {
            key: reader.key(key),
            title: reader.text(title),
            about: reader.given(about),
            inventory,
            second,
            witness: reader.refer_given(tree, witness),
            phase: reader.refer_given(tree, phase),
            role: reader.refer_given(tree, role),
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
    let attribute = find_attribute(lexicon, reader, inventory, name)?;
    let row = lexicon.attribute_row(inventory, attribute)?;
    if row.answer.is_set() || matches!(row.answer.kind, TypeKind::Entry(_)) {
        return Some(attribute);
    }
    let place = reader.place(name.span);
    reader.drop_with(no_dimension(lexicon, place, reader.word(name), &row.answer));
    None
}

fn resolve_depth<'d>(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'d>,
    procedure: &ProcedureDraft,
    depth: Depth,
    draft: &DepthDraft,
    case_names: &mut PartNames<'d>,
) -> DepthBlock {
    let DepthDraft {
        depth: word,
        role,
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
    let key = reader.word(procedure.key);
    for name in requires.iter().chain(after) {
        if reader.word(*name) == key {
            let place = reader.place(name.span);
            reader.report(needs_itself(place, key));
        }
    }
    let own = tree.find::<ProcedureId>(key);
    let without_own = |ids: Vec<ProcedureId>| -> Vec<ProcedureId> {
        ids.into_iter()
            .filter(|id| Found::Known(*id) != own)
            .collect()
    };
    DepthBlock {
        depth,
        role: reader.refer_given(tree, role),
        equipment: reader.texts(equipment),
        deliveries: reader.texts(deliveries),
        sample: sample
            .as_ref()
            .and_then(|sample| resolve_sample(reader, sample)),
        requires: without_own(reader.refer_all(tree, requires)),
        after: without_own(reader.refer_all(tree, after)),
        effort: resolve_effort(reader, effort, procedure),
        cases: resolve_cases(tree, reader, cases, case_names),
        record: reader.texts(record),
        pass: reader.given(pass),
        stop: reader.given(stop),
        place: reader.place(word.span),
    }
}

fn resolve_effort(
    reader: &mut DraftReader<'_>,
    drafts: &[EffortDraft],
    procedure: &ProcedureDraft,
) -> Effort {
    let mut effort = Effort::default();
    let mut given: Vec<&str> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let per = reader.word(draft.per);
        let place = reader.place(draft.per.span);
        if given.contains(&per) {
            reader.report(effort_twice(place, per));
            continue;
        }
        given.push(per);
        let minutes = resolve_minutes(reader, draft).unwrap_or(0);
        match per {
            "run" => effort.per_run = minutes,
            "unattended" => effort.unattended = minutes,
            "entry" if procedure.inventory.is_some() => effort.per_entry = minutes,
            "entry" => reader.report(no_entries(place, reader.word(procedure.key))),
            _ => {
                let noun = "what an effort is counted by";
                reader.report(unknown_word(place, per, noun, &PER));
            }
        }
    }
    effort
}

/// Converts hours and days to whole minutes. Less than a minute counts as one.
fn resolve_minutes(reader: &mut DraftReader<'_>, draft: &EffortDraft) -> Option<u32> {
    let unit = reader.word(draft.unit);
    let Some((_, minutes)) = UNITS.iter().find(|(word, _)| *word == unit) else {
        let place = reader.place(draft.unit.span);
        let words = UNITS.map(|(word, _)| word);
        reader.report(unknown_word(place, unit, "a unit of effort", &words));
        return None;
    };
    let amount = reader.word(draft.amount);
    let counted = count_minutes(amount, *minutes);
    if counted.is_none() {
        let place = reader.place(draft.amount.span);
        reader.report(wrong_effort(place, amount));
    }
    counted
}

fn count_minutes(amount: &str, minutes: u64) -> Option<u32> {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let whole: u64 = whole.parse().ok()?;
    let part: u64 = if decimals.is_empty() {
        0
    } else {
        decimals.parse().ok()?
    };
    let scaled = whole.checked_mul(scale)?.checked_add(part)?;
    let total = scaled.checked_mul(minutes)?.div_ceil(scale);
    u32::try_from(total).ok()
}

fn resolve_cases<'d>(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'d>,
    drafts: &[CaseDraft],
    names: &mut PartNames<'d>,
) -> Vec<Case> {
    let mut cases = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let CaseDraft {
            once,
            key,
            title,
            ref configurations,
            ref steps,
            expect,
            ref record,
            ref was,
        } = *draft;
        if !names.declare(reader, key) {
            continue;
        }
        cases.push(Case {
            repeat: if once {
                Repeat::OncePerRun
            } else {
                Repeat::PerEntry
            },
            key: reader.key(key),
            title: reader.text(title),
            configurations: reader.refer_all(tree, configurations),
            steps: reader.texts(steps),
            expect: reader.given(expect),
            record: reader.texts(record),
            was: reader.keys(was),
            place: reader.place(key.span),
        });
    }
    cases
}

fn wrong_effort(place: Place, amount: &str) -> Diagnostic {
    let message = format!("`{amount}` is too large or too exact to be counted in minutes");
    Diagnostic::at(&WRONG_EFFORT, place, message)
}

fn effort_twice(place: Place, per: &str) -> Diagnostic {
    let per = if per == "unattended" {
        "the unattended effort".to_owned()
    } else {
        format!("the effort per {per}")
    };
    Diagnostic::at(&EFFORT_TWICE, place, format!("{per} is given twice"))
        .help("add the two together")
}

fn no_entries(place: Place, procedure: &str) -> Diagnostic {
    let message =
        format!("the procedure `{procedure}` examines no entries, so that none takes time");
    Diagnostic::at(&NO_ENTRIES, place, message)
        .help("write `per run`, or give the procedure its `inventory`")
}

fn no_dimension(lexicon: &Lexicon<'_>, place: Place, name: &str, answer: &Type) -> Diagnostic {
    let message = format!(
        "`{name}` gives no rows: it is {}",
        super::operator::describe(lexicon, answer)
    );
    Diagnostic::at(&NO_DIMENSION, place, message)
        .help("the second dimension is a set, or refers to entries")
}

fn needs_itself(place: Place, name: &str) -> Diagnostic {
    let message = format!("the procedure `{name}` cannot come after itself");
    Diagnostic::at(&NEEDS_ITSELF, place, message).help("take it out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_are_counted_in_minutes() {
        assert_eq!(count_minutes("1.5", 60), Some(90));
        assert_eq!(count_minutes("0.25", 60), Some(15));
        assert_eq!(count_minutes("2", 480), Some(960));
        assert_eq!(count_minutes("0.01", 60), Some(1));
        assert_eq!(count_minutes("99999999999", 60), None);
        assert_eq!(count_minutes("1.00000000000000000000001", 60), None);
    }
}
