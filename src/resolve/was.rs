//! Checks earlier keys: what something was called, nothing is called today, and nothing else was (L-244).

use rustc_hash::{FxHashMap, FxHashSet};

use super::keys::Key;
use super::names::{Tree, key_place};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::source::Place;
use crate::syntax::ast::{
    AskKindDraft, Body, CatalogDraft, EditionDraft, EventDraft, FactDraft, FormDraft, HistoryDraft,
    InventoryDraft, Item, ItemKind, Keys, Name, OptionDraft, Placed, ProcedureDraft, TypeKind,
};

codes! {
    EARLIER_KEY = error("P0229", "earlier key that is in use or claimed twice"),
}

/// Something that had other keys before.
#[derive(Debug, Clone, Copy)]
struct Claim<'a> {
    /// What people call its kind.
    noun: &'static str,
    item: &'a Placed,
    /// The row of the catalog within which its key is unique; 0 if there is none.
    catalog: usize,
    key: &'a str,
    place: Place,
    earlier: &'a [Name],
}

impl<'a> Claim<'a> {
    fn of_item(kind: ItemKind, item: &'a Placed, key: Key<'a>) -> Option<Self> {
        let Body::Read(_, draft) = &item.item.body else {
            return None;
        };
        let earlier = draft.earlier_keys();
        (!earlier.is_empty()).then_some(Self {
            noun: kind.noun(),
            item,
            catalog: key.catalog,
            key: key.name,
            place: key_place(item),
            earlier,
        })
    }

    fn of_part(noun: &'static str, item: &'a Placed, key: Name, earlier: &'a [Name]) -> Self {
        Self {
            noun,
            item,
            catalog: 0,
            key: item.item.word(key),
            place: item.place(key.span),
            earlier,
        }
    }

    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let item: &'a Item = &self.item.item;
        self.earlier.iter().map(|name| item.word(*name))
    }
}

/// Reports earlier keys that are in use, and those that are claimed twice, by one item or by two of a kind.
pub(super) fn check_earlier_keys(tree: &Tree<'_>, out: &mut Diagnostics) {
    let moves = Moves::of(tree);
    let (words, others): (Vec<ItemKind>, Vec<ItemKind>) = ItemKind::ALL
        .into_iter()
        // Profiles are among the catalogs.
        .filter(|kind| *kind != ItemKind::Profile)
        .partition(|kind| is_word(*kind));
    let each = others.iter().map(std::slice::from_ref);
    for kinds in each.chain([words.as_slice()]) {
        let claims: Vec<Claim<'_>> = kinds
            .iter()
            .flat_map(|kind| claims_of(tree, *kind))
            .collect();
        // A control of a revision was one of the version before, whose key may live on in another (L-059).
        let live = |claim: &Claim<'_>, key: &str| {
            let is_revised =
                kinds == [ItemKind::Control] && moves.revising.contains(&claim.catalog);
            let item = || live_item(tree, kinds, claim.catalog, key);
            if is_revised { None } else { item() }
        };
        check(&claims, live, &moves, out);
    }
    for (_, decl) in tree.of(ItemKind::Fact).decls::<FactDraft>() {
        check_choices(decl.item, &decl.draft.answer.kind, &moves, out);
    }
    for (_, decl) in tree.of(ItemKind::Inventory).decls::<InventoryDraft>() {
        let attributes = &decl.draft.attributes;
        let claims = attributes.iter();
        let claims = claims.map(|one| Claim::of_part("attribute", decl.item, one.key, &one.was));
        check_parts(claims, &moves, out);
        for attribute in attributes {
            check_choices(decl.item, &attribute.answer.kind, &moves, out);
        }
    }
    for (_, decl) in tree.of(ItemKind::Edition).decls::<EditionDraft>() {
        let verdicts = decl.draft.verdicts.iter();
        let claims = verdicts.map(|one| Claim::of_part("verdict", decl.item, one.key, &one.was));
        check_parts(claims, &moves, out);
        let findings = decl.draft.findings.iter();
        let claims =
            findings.map(|one| Claim::of_part("class of findings", decl.item, one.key, &one.was));
        check_parts(claims, &moves, out);
    }
    for (_, decl) in tree.of(ItemKind::Event).decls::<EventDraft>() {
        let kinds = decl.draft.kinds.iter();
        let claims = kinds.map(|one| Claim::of_part("kind", decl.item, one.key, &one.was));
        check_parts(claims, &moves, out);
    }
    for (_, decl) in tree.of(ItemKind::Procedure).decls::<ProcedureDraft>() {
        let cases = decl.draft.depths.iter().flat_map(|depth| &depth.cases);
        let claims = cases.map(|case| Claim::of_part("case", decl.item, case.key, &case.was));
        check_parts(claims, &moves, out);
    }
    for (_, decl) in tree.of(ItemKind::Form).decls::<FormDraft>() {
        let sections = decl.draft.sections.iter();
        let claims = sections.map(|one| Claim::of_part("section", decl.item, one.key, &one.was));
        check_parts(claims, &moves, out);
        for section in &decl.draft.sections {
            let asks = section.asks.iter();
            let claims = asks.map(|ask| Claim::of_part("question", decl.item, ask.key, &ask.was));
            check_parts(claims, &moves, out);
            for ask in &section.asks {
                check_ask(decl.item, &ask.kind, &moves, out);
            }
        }
    }
}

fn check_choices(item: &Placed, kind: &TypeKind, moves: &Moves<'_>, out: &mut Diagnostics) {
    if let TypeKind::OneOf(options) | TypeKind::SetOf(options) = kind {
        check_options(item, options, moves, out);
    }
}

fn check_ask(item: &Placed, kind: &AskKindDraft, moves: &Moves<'_>, out: &mut Diagnostics) {
    match kind {
        AskKindDraft::Word(_) => {}
        AskKindDraft::OneOf(options) => check_options(item, options, moves, out),
        AskKindDraft::ListOf(columns) => {
            let claims = columns.iter();
            let claims = claims.map(|one| Claim::of_part("column", item, one.key, &one.was));
            check_parts(claims, moves, out);
            for column in columns {
                check_ask(item, &column.kind, moves, out);
            }
        }
    }
}

fn check_options(item: &Placed, options: &[OptionDraft], moves: &Moves<'_>, out: &mut Diagnostics) {
    let claims = options.iter();
    let claims = claims.map(|one| Claim::of_part("choice", item, one.key, &one.was));
    check_parts(claims, moves, out);
}

/// Says whether items of a kind are names of conditions, which share one space (L-025).
fn is_word(kind: ItemKind) -> bool {
    kind.spec().keys == Keys::Word
}

fn claims_of<'t>(tree: &'t Tree<'_>, kind: ItemKind) -> impl Iterator<Item = Claim<'t>> {
    let declared = tree.of(kind);
    // What a revision leaves as it was claims its earlier keys in its own version.
    let rows = (0..declared.len()).filter(|row| !declared.is_left(*row));
    rows.filter_map(move |row| Claim::of_item(kind, declared.item(row)?, declared.key(row)?))
}

/// Returns where an item of one of the kinds is declared that has a key.
fn live_item(tree: &Tree<'_>, kinds: &[ItemKind], catalog: usize, key: &str) -> Option<Place> {
    let key = Key::of_catalog(catalog, key);
    let mut tables = kinds.iter().map(|kind| tree.of(*kind));
    let item = tables.find_map(|declared| declared.item(declared.row(&key)?))?;
    Some(key_place(item))
}

fn check_parts<'a>(
    parts: impl Iterator<Item = Claim<'a>>,
    moves: &Moves<'_>,
    out: &mut Diagnostics,
) {
    let claims: Vec<Claim<'_>> = parts.collect();
    let keys: FxHashMap<&str, Place> = claims
        .iter()
        .map(|claim| (claim.key, claim.place))
        .collect();
    check(&claims, |_, key| keys.get(key).copied(), moves, out);
}

fn check<'a>(
    claims: &[Claim<'a>],
    live: impl Fn(&Claim<'a>, &str) -> Option<Place>,
    moves: &Moves<'_>,
    out: &mut Diagnostics,
) {
    let mut first: FxHashMap<(usize, &str), (&Claim<'_>, Place)> = FxHashMap::default();
    for claim in claims {
        for (name, key) in claim.earlier.iter().zip(claim.words()) {
            let place = claim.item.place(name.span);
            if key == claim.key {
                out.push(was_itself(place, claim));
                continue;
            }
            if moves.lead(claim, key) {
                continue;
            }
            if let Some(live) = live(claim, key) {
                out.push(was_another(place, live, claim, key));
            }
            if let Some((before, first)) = first.insert((claim.catalog, key), (claim, place)) {
                out.push(was_twice(place, first, [before, claim], key));
            }
        }
    }
}

/// What `split` and `merged` say: which keys became which, in which catalog. An edition says it of all of its catalogs.
///
/// In a revision the `was` of controls names keys of the version before (L-059).
#[derive(Debug, Default)]
struct Moves<'a> {
    revisions: FxHashSet<usize>,
    of_catalogs: FxHashSet<(usize, &'a str, &'a str)>,
    of_editions: FxHashSet<(&'a str, &'a str)>,
    /// The rows of catalogs that revise another.
    revising: FxHashSet<usize>,
}

impl<'a> Moves<'a> {
    fn of(tree: &Tree<'a>) -> Self {
        let mut moves = Self::default();
        for (row, decl) in tree.of(ItemKind::Catalog).decls::<CatalogDraft>() {
            moves.revisions.extend(decl.draft.revises.map(|_| row));
            let pairs = pairs(decl.item, &decl.draft.history);
            moves
                .of_catalogs
                .extend(pairs.map(|(old, new)| (row, old, new)));
            if decl.draft.revises.is_some() {
                moves.revising.insert(row);
            }
        }
        for (_, decl) in tree.of(ItemKind::Edition).decls::<EditionDraft>() {
            moves
                .of_editions
                .extend(pairs(decl.item, &decl.draft.history));
        }
        moves
    }

    /// Says whether an earlier key of a control is said to have become that control (L-037).
    fn lead(&self, claim: &Claim<'_>, earlier: &str) -> bool {
        let is_control = claim.item.item.kind() == Some(ItemKind::Control);
        is_control
            && (self.revisions.contains(&claim.catalog)
                || self
                    .of_catalogs
                    .contains(&(claim.catalog, earlier, claim.key))
                || self.of_editions.contains(&(earlier, claim.key)))
    }
}

fn pairs<'a>(
    item: &'a Placed,
    history: &'a [HistoryDraft],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let item: &'a Item = &item.item;
    history.iter().flat_map(move |one| {
        let old = one.old.iter();
        old.flat_map(move |old| {
            one.new
                .iter()
                .map(move |new| (item.word(*old), item.word(*new)))
        })
    })
}

fn was_itself(place: Place, Claim { noun, key, .. }: &Claim<'_>) -> Diagnostic {
    let message = format!("the {noun} `{key}` says that it was `{key}`, which it still is");
    Diagnostic::at(&EARLIER_KEY, place, message)
        .help("remove it, or name the key that it had before")
}

fn was_another(place: Place, live: Place, claim: &Claim<'_>, key: &str) -> Diagnostic {
    let Claim { noun, key: own, .. } = claim;
    let message = format!("the {noun} `{own}` says that it was `{key}`, but `{key}` is in use");
    let help = if claim.item.item.kind() == Some(ItemKind::Control) {
        format!(
            "remove it; if the control was split, say so in the catalog: `split {key} into {key}, {own}`"
        )
    } else {
        format!("remove it, or give what is called `{key}` today another key")
    };
    Diagnostic::at(&EARLIER_KEY, place, message)
        .also(live, "it is declared here")
        .help(help)
}

fn was_twice(place: Place, first: Place, owners: [&Claim<'_>; 2], key: &str) -> Diagnostic {
    let [before, own] = owners.map(|one| format!("the {} `{}`", one.noun, one.key));
    let message = if before == own {
        format!("{own} says twice that it was `{key}`")
    } else {
        format!("{before} and {own} both say that they were `{key}`")
    };
    Diagnostic::at(&EARLIER_KEY, place, message)
        .again(first, "claimed")
        .help("keep one of them: what was filed under an old key goes to one place")
}
