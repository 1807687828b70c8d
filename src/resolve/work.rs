//! Resolves roles, phases, configurations, equipment and deliveries (L-163, L-172 to L-176).

use super::names::{Named, Tree};
use super::reader::resolve_each;
use crate::diag::{Code, Diagnostics, codes};
use crate::model::{
    ConfigurationId, DeliveryId, EquipmentId, Id, Phase, PhaseId, RoleId, Table, Titled,
};
use crate::syntax::ast::{ItemKind, PhaseDraft, TitledDraft};

codes! {
    UNKNOWN_PHASE = error("P0245", "phase that does not exist"),
    UNKNOWN_ROLE = error("P0246", "role that does not exist"),
    UNKNOWN_CONFIGURATION = error("P0247", "configuration that does not exist"),
    UNKNOWN_EQUIPMENT = error("P0278", "equipment that does not exist"),
    UNKNOWN_DELIVERY = error("P0279", "delivery that does not exist"),
}

impl Named for PhaseId {
    const KIND: ItemKind = ItemKind::Phase;
    const UNKNOWN: &'static Code = &UNKNOWN_PHASE;
}

impl Named for RoleId {
    const KIND: ItemKind = ItemKind::Role;
    const UNKNOWN: &'static Code = &UNKNOWN_ROLE;
}

impl Named for ConfigurationId {
    const KIND: ItemKind = ItemKind::Configuration;
    const UNKNOWN: &'static Code = &UNKNOWN_CONFIGURATION;
}

impl Named for EquipmentId {
    const KIND: ItemKind = ItemKind::Equipment;
    const UNKNOWN: &'static Code = &UNKNOWN_EQUIPMENT;
}

impl Named for DeliveryId {
    const KIND: ItemKind = ItemKind::Delivery;
    const UNKNOWN: &'static Code = &UNKNOWN_DELIVERY;
}

/// Resolves all items of a kind that have a title and little more: roles, configurations, ways of seeing evidence.
pub(super) fn resolve_titled<I: Id>(
    tree: &Tree<'_>,
    kind: ItemKind,
    out: &mut Diagnostics,
) -> Table<I, Titled> {
    resolve_each(tree.of(kind), out, |reader, decl| {
        let TitledDraft {
            key,
            title,
            number,
            about,
            ref was,
        } = *decl.draft;
        Titled {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

pub(super) fn resolve_phases(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<PhaseId, Phase> {
    resolve_each(tree.of(ItemKind::Phase), out, |reader, decl| {
        let PhaseDraft {
            key,
            title,
            number,
            about,
            depth,
            ref was,
        } = *decl.draft;
        Phase {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            depth: reader.choose_given(depth),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}
