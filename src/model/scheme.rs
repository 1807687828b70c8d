//! The scheme: everything that one edition reaches.

use std::collections::BTreeSet;

use super::allow::Allow;
use super::catalog::{Catalog, CatalogLevel, Edition, Group, Party};
use super::condition::{Condition, Set};
use super::control::{Control, Relation};
use super::evidence::{EvidenceKind, Interpretation};
use super::form::Form;
use super::identity::IdentityItem;
use super::levels::LevelSet;
use super::overlay::{Overlay, OverlayId};
use super::procedure::{Depth, Procedure};
use super::prose::HasProse;
use super::rules::{Event, Rule};
use super::samples::Samples;
use super::scenario::Scenario;
use super::scheme_index::SchemeIndex;
use super::situation::Datum;
use super::table::{
    AccessId, AttributeId, CatalogId, ConfigurationId, ConstraintId, ControlId, DeliveryId,
    DeriveId, EquipmentId, EventId, EvidenceId, FactId, FormId, GroupId, Id, IdentityId,
    InterpretationId, InventoryId, LevelId, PartyId, PhaseId, ProcedureId, RoleId, RuleId,
    SubsetId, Table,
};
use super::types::Type;
use super::vocabulary::{Attribute, Constraint, Derive, Fact, Inventory, Subset};
use super::work::{Phase, Titled};
use crate::source::{Place, Text};

/// A scheme, resolved for one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// The edition.
    pub edition: Edition,
    /// Catalogs, by `key@version`.
    pub catalogs: Table<CatalogId, Catalog>,
    /// Groups, by `catalog:key`.
    pub groups: Table<GroupId, Group>,
    /// Parties, by key.
    pub parties: Table<PartyId, Party>,
    /// Facts, by name.
    pub facts: Table<FactId, Fact>,
    /// Inventories, by name.
    pub inventories: Table<InventoryId, Inventory>,
    /// Subsets, by name.
    pub subsets: Table<SubsetId, Subset>,
    /// Derived names, by name.
    pub derives: Table<DeriveId, Derive>,
    /// Constraints, by title.
    pub constraints: Table<ConstraintId, Constraint>,
    /// The ways of seeing evidence, by key; the first is the usual one.
    pub access: Table<AccessId, Titled>,
    /// The fields of the identity beyond name and model, by key.
    pub identity: Table<IdentityId, IdentityItem>,
    /// Roles, by key.
    pub roles: Table<RoleId, Titled>,
    /// Phases, by key, including those of other editions.
    pub phases: Table<PhaseId, Phase>,
    /// Configurations, by key.
    pub configurations: Table<ConfigurationId, Titled>,
    /// Kinds and states of samples.
    pub samples: Samples,
    /// Equipment of the laboratory, by key.
    pub equipment: Table<EquipmentId, Titled>,
    /// Deliveries of the vendor, by key.
    pub deliveries: Table<DeliveryId, Titled>,
    /// Events, by key.
    pub events: Table<EventId, Event>,
    /// Rules of the process, by key, including those of other editions.
    pub rules: Table<RuleId, Rule>,
    /// Evidence kinds, by key.
    pub evidence: Table<EvidenceId, EvidenceKind>,
    /// Procedures, by key.
    pub procedures: Table<ProcedureId, Procedure>,
    /// Forms, by key.
    pub forms: Table<FormId, Form>,
    /// Controls, by `catalog:key`, in the order of the edition's `uses` and, within a catalog, of their keys.
    pub controls: Table<ControlId, Control>,
    /// Relations between controls.
    pub relations: Vec<Relation>,
    /// Rulings and open questions, by key.
    pub interpretations: Table<InterpretationId, Interpretation>,
    /// Overlays, by `key@version` of their catalogs, including catalogs that the edition does not use.
    pub overlays: Table<OverlayId, Overlay>,
    /// Scenarios of this edition.
    pub scenarios: Vec<Scenario>,
    /// Warnings that the scheme switches off.
    pub allows: Vec<Allow>,
    /// The places of items with a part that could not be read; nothing follows from what such an item lacks.
    pub incomplete: BTreeSet<Place>,
    /// The index of the whole scheme. It is made when it is first used; controls do not change after that.
    pub index: SchemeIndex,
}

impl Scheme {
    /// Says whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        let mut controls = self.controls.iter();
        self.incomplete.is_empty() && !controls.any(|(_, control)| control.incomplete)
    }

    /// Says whether all of the item at a place could be read.
    pub fn is_complete(&self, place: Place) -> bool {
        !self.incomplete.contains(&place)
    }

    /// Returns where a catalog stands at a level of the edition. A level whose members are not published uses no
    /// catalog.
    pub fn catalog_level(&self, catalog: CatalogId, level: Option<LevelId>) -> CatalogLevel {
        if !self.edition.is_published(level) {
            return CatalogLevel::NotUsed;
        }
        self.edition
            .uses
            .iter()
            .find(|used| used.catalog == catalog)
            .map_or(CatalogLevel::NotUsed, |used| used.levels.at(level))
    }

    /// Returns where a control stands at a level of the edition: like its catalog, but not used at a level at which it does
    /// not hold.
    pub fn control_level(&self, control: &Control, level: Option<LevelId>) -> CatalogLevel {
        match self.catalog_level(control.catalog, level) {
            CatalogLevel::At(at) if !control.levels.contains(Some(at)) => CatalogLevel::NotUsed,
            stands @ (CatalogLevel::At(_) | CatalogLevel::Whole | CatalogLevel::NotUsed) => stands,
        }
    }

    /// Returns the interpretations that bear on a control that is wanted, in order.
    pub fn interpretations_on(
        &self,
        is_wanted: impl Fn(ControlId) -> bool,
    ) -> impl Iterator<Item = &Interpretation> {
        let all = self.interpretations.iter();
        let all = all.map(|(_, interpretation)| interpretation);
        all.filter(move |one| one.controls.iter().any(|control| is_wanted(*control)))
    }

    /// Returns the controls of a level of the edition in order, each with the level of its catalog; `None`
    /// where the whole catalog is in.
    pub fn controls_at(
        &self,
        level: Option<LevelId>,
    ) -> impl Iterator<Item = (ControlId, Option<LevelId>)> {
        self.controls.iter().filter_map(move |(id, control)| {
            match self.control_level(control, level) {
                CatalogLevel::NotUsed => None,
                CatalogLevel::Whole => Some((id, None)),
                CatalogLevel::At(at) => Some((id, Some(at))),
            }
        })
    }

    /// Returns the keys of the levels of the edition at which a control holds, from the lowest.
    pub fn levels_of(&self, control: ControlId) -> Vec<&str> {
        let control = &self.controls[control];
        self.edition_levels(control.catalog, control.levels)
    }

    /// Returns the keys of the levels of the edition that stand for levels of a catalog, from the lowest.
    pub fn edition_levels(&self, catalog: CatalogId, levels: LevelSet) -> Vec<&str> {
        let holds = |index| match self.catalog_level(catalog, Some(LevelId::from_index(index))) {
            CatalogLevel::NotUsed => false,
            CatalogLevel::Whole => true,
            CatalogLevel::At(at) => levels.contains(Some(at)),
        };
        self.edition
            .levels
            .iter()
            .enumerate()
            .filter(|(index, _)| holds(*index))
            .map(|(_, level)| level.key.as_str())
            .collect()
    }

    /// Returns the key of a level of the edition.
    pub fn level_key(&self, level: LevelId) -> &str {
        self.edition
            .levels
            .get(level.index())
            .map_or("", |level| level.key.as_str())
    }

    /// Returns the inventory that a set is cut from.
    pub fn inventory_of(&self, set: Set) -> InventoryId {
        let mut set = set;
        // A subset is resolved after the set that it is cut from, so this ends.
        for _ in 0..=self.subsets.len() {
            match set {
                Set::Inventory(inventory) => return inventory,
                Set::Subset(subset) => set = self.subsets[subset].of,
            }
        }
        InventoryId::from_index(0)
    }

    /// Returns the name of a set.
    pub fn set_key(&self, set: Set) -> &str {
        match set {
            Set::Inventory(inventory) => &self.inventories[inventory].key,
            Set::Subset(subset) => &self.subsets[subset].key,
        }
    }

    /// Returns the title of a set.
    pub fn set_title(&self, set: Set) -> &str {
        match set {
            Set::Inventory(inventory) => &self.inventories[inventory].title,
            Set::Subset(subset) => &self.subsets[subset].title,
        }
    }

    /// Returns the phase of the edition for a depth of a procedure: the procedure's own phase, else that of the depth;
    /// `None` where the edition has no such phase.
    pub fn phase_of(&self, procedure: ProcedureId, depth: Depth) -> Option<PhaseId> {
        let phases = &self.edition.phases;
        let takes_depth = |phase: &&PhaseId| self.phases[**phase].depth == Some(depth);
        self.procedures[procedure]
            .phase
            .filter(|own| phases.contains(own))
            .or_else(|| phases.iter().find(takes_depth).copied())
    }

    /// Returns who carries out a depth of a procedure: the depth's own role, else the procedure's.
    pub fn role_of(&self, procedure: ProcedureId, depth: Depth) -> Option<RoleId> {
        let procedure = &self.procedures[procedure];
        procedure
            .block(depth)
            .and_then(|block| block.role)
            .or(procedure.role)
    }

    /// Returns what documents print for a word of the language: the word of the edition, else that of the language.
    pub fn printed(&self, word: &'static str) -> &str {
        let own = self.edition.prints.get(word);
        own.map_or(word, Text::as_str)
    }

    /// Returns what documents print for a word of the language where they speak of a control: the word of the edition,
    /// else that of the control's catalog, else that of the language.
    pub fn printed_for(&self, control: ControlId, word: &'static str) -> &str {
        let catalog = &self.catalogs[self.controls[control].catalog];
        let own = self.edition.prints.get(word);
        let own = own.or_else(|| catalog.prints.get(word));
        own.map_or(word, Text::as_str)
    }

    /// Returns what an entry of the inventory meets if it belongs to a set: all that the set asks, and the sets from which it is cut.
    pub fn membership(&self, set: Set) -> Condition {
        let (mut filters, mut of) = (Vec::new(), set);
        // A subset is resolved after the set from which it is cut, so this ends.
        while let Set::Subset(subset) = of {
            let row = &self.subsets[subset];
            filters.push(row.filter.clone());
            of = row.of;
        }
        filters.reverse();
        Condition::All(filters)
    }

    /// Returns the name of a question or an inventory, as a product file has it: `outdoors`, `chip`, `chip.role`.
    pub fn datum_name(&self, datum: Datum) -> String {
        match datum {
            Datum::Fact(fact) => self.facts[fact].key.to_string(),
            Datum::Inventory(inventory) => self.inventories[inventory].key.to_string(),
            Datum::Attribute(inventory, attribute) => {
                let inventory = &self.inventories[inventory];
                format!("{}.{}", inventory.key, inventory.attributes[attribute].key)
            }
        }
    }

    /// Returns where a question or an inventory is declared.
    pub fn datum_place(&self, datum: Datum) -> Place {
        match datum {
            Datum::Fact(fact) => self.facts[fact].place,
            Datum::Inventory(inventory) => self.inventories[inventory].place,
            Datum::Attribute(inventory, attribute) => self.attribute(inventory, attribute).place,
        }
    }

    /// Returns the type of the answer to a question; `None` for which entries an inventory has.
    pub fn answer_type(&self, datum: Datum) -> Option<&Type> {
        match datum {
            Datum::Fact(fact) => Some(&self.facts[fact].answer),
            Datum::Attribute(inventory, attribute) => {
                Some(&self.attribute(inventory, attribute).answer)
            }
            Datum::Inventory(_) => None,
        }
    }

    /// Returns an attribute of an inventory.
    pub fn attribute(&self, inventory: InventoryId, attribute: AttributeId) -> &Attribute {
        &self.inventories[inventory].attributes[attribute]
    }
}

impl Scheme {
    /// Visits the prose of all items of the edition, kind by kind: with its place, its key, and the texts.
    pub fn visit_prose<'s>(&'s self, visit: &mut dyn FnMut(Place, &'s str, &[&'s Text])) {
        let Self {
            edition,
            catalogs,
            groups,
            parties,
            facts,
            inventories,
            subsets,
            derives,
            constraints,
            access,
            identity,
            roles,
            phases,
            configurations,
            samples,
            equipment,
            deliveries,
            events,
            rules,
            evidence,
            procedures,
            forms,
            controls,
            relations,
            interpretations,
            overlays: _,
            scenarios: _,
            allows,
            incomplete: _,
            index: _,
        } = self;
        edition.visit_prose("", visit);
        catalogs.visit_prose("", visit);
        groups.visit_prose("", visit);
        for relation in relations {
            relation.visit_prose(&controls[relation.focal].name, visit);
        }
        interpretations.visit_prose("", visit);
        facts.visit_prose("", visit);
        inventories.visit_prose("", visit);
        subsets.visit_prose("", visit);
        derives.visit_prose("", visit);
        constraints.visit_prose("", visit);
        evidence.visit_prose("", visit);
        parties.visit_prose("", visit);
        access.visit_prose("", visit);
        identity.visit_prose("", visit);
        roles.visit_prose("", visit);
        phases.visit_prose("", visit);
        configurations.visit_prose("", visit);
        samples.kinds.visit_prose("", visit);
        samples.states.visit_prose("", visit);
        equipment.visit_prose("", visit);
        deliveries.visit_prose("", visit);
        events.visit_prose("", visit);
        rules.visit_prose("", visit);
        controls.visit_prose("", visit);
        procedures.visit_prose("", visit);
        forms.visit_prose("", visit);
        allows.visit_prose("allow", visit);
    }
}
